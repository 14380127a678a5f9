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
import-duplicates = Possibly the same
import-duplicates-lead = Same name, identity not confirmed. Nothing is merged by itself.
import-about = This import
