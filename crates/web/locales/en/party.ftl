firms-empty = No firms yet. Import them from a list or from Excel.
firms-by-place = By street
identity-unconfirmed = identity not confirmed
code-unknown = credit code unknown
statuses = Recognitions
status = Recognition
statuses-none = No recognitions recorded.
statuses-rows = { $n ->
    [one] { $count } record
   *[other] { $count } records
}
facts = Facts
facts-none = No facts yet. They appear after a question is answered or a table imported.
corrected = corrected
match-only-hidden = match only, not shown
fact-uses = Who used these facts
fact-uses-lead = Every use is recorded, match-only facts included.
fact-uses-none = Not used yet.
firm-cases-none = No cases yet.
firm-records = Offers and needs
firm-records-none = No offers or needs yet.
names = Names
places = Places
contacts = Contacts
contacts-none = No contact recorded.
