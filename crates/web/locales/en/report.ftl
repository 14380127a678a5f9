report-period = Period
report-word = Report in Word
report-empty = There is nothing to report for this period. Choose another, or import data first.
figures-as-of = As of
figure-basis = Basis:
figure-course = Over the last periods
figure-rows-empty = There are no rows behind this figure.
figure-all-rows = All rows
figure-rows-count = Rows
check-title = Check the figures of a report
check-lead = Only whether the figures contradict each other: shares, totals, growth, multiples, ranks, the same thing told twice. The file is not kept, and not compared with what is on record.
check-bring = File or text
check-file-hint = A Word, text or Markdown file; for a PDF use the command benfu check.
check-text = Or paste the text
check-do = Check
check-word = Word copy with comments
check-copy = comments
check-nothing = Choose a file or paste a text
check-quote = In the text
check-why = Why
check-line = Line
check-error = error
check-question = question
check-none = Nothing contradicts itself. That does not make the figures right.
check-count = { $n ->
    [one] { $count } place
   *[other] { $count } places
 }
