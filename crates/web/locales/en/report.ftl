report-period = Period
report-word = Report in Word
report-empty = There is nothing to report for this period. Choose another, or import data first.
figures-as-of = As of
figure-basis = Basis:
figure-rows-empty = There are no rows behind this figure.
figure-all-rows = All rows
figure-rows-count = Rows
