ladder = Ladder
ladder-of = Ladder: { $value }
ladder-caption = { $count } in all, from the bottom up: held, conditions met, one or two short, cannot tell, farther away
ladder-count-held = { $count } held
ladder-count-met = { $count } met without the title
ladder-count-judged = { $count } for reviewers
ladder-count-short = { $count } one or two conditions short
ladder-count-open = { $count } cannot be told
ladder-class = Size:
ladder-class-open = cannot tell
ladder-none = No policy is in force.
ladder-held = Held
ladder-held-none = No title is held.
ladder-reach = Within reach
ladder-reach-lead = Conditions met without the title, or one or two short while at least half are met.
ladder-reach-none = Nothing for now. Look again when more facts are recorded.
ladder-open = Cannot tell
ladder-open-lead = These facts would settle it.
ladder-open-none = No policy waits for facts.
ladder-far = Farther away, or for other places ({ $count })
ladder-calendar = Calendar
ladder-calendar-none = No date or window is near.
standing-held = Held
standing-held-until = Held until { $value }
standing-met = Conditions met
standing-judged = Facts complete, for reviewers
standing-short = { $n ->
    [one] { $count } condition short
   *[other] { $count } conditions short
 }
standing-open = { $n ->
    [one] { $count } fact missing
   *[other] { $count } facts missing
 }
standing-outside = For other places
legend-met = met
legend-open = cannot tell
legend-lacking = not met
col-title = Title
col-last-day = Last day
col-conditions-today = Conditions today
col-duties = Duties of the holder
col-lacking = What is lacking
col-bring = Facts to bring
col-standing = Standing
col-item = Item
col-points = Points
col-most = Of
last-day-unknown = no last day on record
valid-by-rule = Validity by the rules
valid-months = Valid for { $count } months
months = { $count } months
within-months = within { $count } months of the event
title-ends = Title ends
window-opens = Applications open: { $value }
window-closes = Applications close: { $value }
and-more-facts = and { $count } more
and-open-conditions = { $n ->
    [one] { $count } condition cannot be told
   *[other] { $count } conditions cannot be told
 }
and-judgement = reviewers judge once the facts are there
fact-of-year = { $fact } of { $year }
unconfirmed-means = Part of it was not compared with the text of the document
benefit = What it gives
facts-to-bring = Facts to bring ({ $count })
judgement-left = Some conditions are for reviewers to judge; facts cannot stand in for them.
remedies = What would have to change
remedies-none = No change of the facts alone was found that would do.
then = Then:
then-met = met
then-facts = no longer fails; facts are missing
then-reviewers = no longer fails; reviewers judge
then-facts-and-reviewers = no longer fails; facts are missing and reviewers judge
change-reach = { $fact } reaches { $to }
change-rise = { $fact } rises from { $from } to { $to }
change-fall = { $fact } falls from { $from } to { $to }
change-turn = { $fact } turns from { $from } to { $to }
change-title = { $value } is granted
change-title-gone = { $value } no longer holds
change-wait = Wait until { $value }
possible-now = now
possible-from = from { $value }
possible-unforeseeable = nobody can foresee when
conditions = Conditions
must-not-hold = must not hold
for-reviewers = for reviewers
at-least-of = at least { $count }
advisory = for guidance only
score-total-at-least = { $points } of { $most } points, at least { $pass } required
score-total-above = { $points } of { $most } points, more than { $pass } required
score-marked-at-least = Reviewers gave { $points } of { $most } points, at least { $pass } required
score-marked-above = Reviewers gave { $points } of { $most } points, more than { $pass } required
score-own-mark = at least { $value } of its own
policy-document = Document
policy-authority = Decided by
edition-in-force = In force { $value }
term = { $what }: { $when }
own-firm = My firm
facts-lacking = lacking: { $value }
reckoning = how it is reckoned
compared = { $left } { $sign } { $right }
compared-short = { $left }, must be { $sign } { $right }, short by { $gap }
band-points = { $points } points: { $why }
days = { $n ->
    [one] { $count } day
   *[other] { $count } days
 }
