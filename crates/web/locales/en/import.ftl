import-upload = Import a file
import-look = Look at it first
import-past = Past imports
imports-empty = Nothing has been imported yet.
import-mapping-of = Columns of { $value }
import-mapping-lead = Check which field each column fills. Nothing has been written yet.
import-lacking = These required fields have no column yet
import-seen = What was recognised
import-take = Import
import-refused = Refused rows
import-refused-none = Every row was taken; none was refused.
import-refused-lead = { $n ->
    [one] { $count } row was not taken
   *[other] { $count } rows were not taken
}. They come back unchanged, with a reason each; correct them and import that file.
import-rejected-file = Refused rows (Excel)
import-about = This import
import-default = One value for all rows: { $value }
import-earlier = Imported before
import-earlier-means = This very file was imported; again would have no effect
import-in-use = Later records that lean on it
import-kind-hint = Leave empty to recognise it by the headers.
import-known = Known already
import-lead = You check every column before anything is written, and can withdraw it as a whole.
import-looked-at = Rows looked at
import-notes = Remarks
import-partly = Taken, some came back
import-recognised = recognised by the header
import-remark = Remark
import-sheet = Sheet
import-whole = Taken
import-withdraw = Withdraw all of it
import-withdraw-effect = Everything this import wrote is taken back in one act; the ledger keeps that it was here.
import-withdrawn = Withdrawn
