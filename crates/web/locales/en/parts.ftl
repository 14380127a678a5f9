answer-met = Met
answer-not-met = Not met
answer-cannot-tell = Cannot tell
due-overdue = { $n ->
    [one] { $count } working day overdue
   *[other] { $count } working days overdue
}
due-today = due today
due-left = { $n ->
    [one] { $count } working day left
   *[other] { $count } working days left
}
due-provisional = provisional
due-provisional-why = The date lies beyond the published holiday calendar and will be recomputed
working-days = { $n ->
    [one] { $count } working day
   *[other] { $count } working days
}
rows-count = { $n ->
    [one] { $count } row
   *[other] { $count } rows
}
paging = Pages
paging-previous = Previous
paging-next = Next
list-search = Search this list
list-reset = Clear filters
list-empty-narrowed = Nothing matches. Remove a filter, or clear all filters and search again.
still-missing = still missing
unknown = unknown
unknown-ask = unknown, ask
required = required
choose = Choose
form-problems = { $n ->
    [one] { $count } thing to correct
   *[other] { $count } things to correct
}
save = Save
edit = Edit
edit-title = Edit: { $value }
acts = What you can do
until = until { $value }
versions = Versions
version-number = Version { $value }
computed-at = Computed
evidence = Evidence
ledger-entries = Ledger entries of this record
col-about = About
col-account = Account
col-answer = Answer
col-area = Area
col-asked = Asked
col-before = Before
col-case = Case
col-cases = Cases
col-changed = Changed
col-column = Column
col-concept = Fact
col-constraint = Hard constraint
col-course = Course
col-digest = Digest
col-due = Due
col-entry = Entry
col-evidence = Evidence
col-examples = Values in the file
col-expires = Expires
col-figure = Figure and basis
col-file = File
col-firm = Firm
col-found = Found
col-has = Has
col-hash = Hash
col-header = Header in the file
col-held = From – until
col-kind = Kind
col-last-seen = Last sign-in
col-level = Disclosure
col-maturity = Maturity
col-may = May
col-measured = Measured
col-missing = Missing
col-need = Need
col-offer = Offer
col-offers = Offers
col-opened = Opened
col-organisation = Organisation
col-owner = Owner
col-period = Period
col-place = Place
col-purpose = Used for
col-reached = Target
col-reason = Reason and remedy
col-record = Record
col-recorded = Recorded
col-refused = Refused
col-roles = Roles
col-round = Round
col-row = Row
col-scope = Over
col-shows = Shows
col-size = Size
col-source = Source
col-state = State
col-suits = Suits needs
col-supplier = Supplier
col-taken = Taken
col-target = Goes to
col-task = To do
col-titles = Titles in force
col-turn = Whose turn
col-value = Value
col-waiting = Who waits
col-what = Event
col-when = When
col-who = Who
col-with = With
col-code = Number
