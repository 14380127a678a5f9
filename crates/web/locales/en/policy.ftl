policies-lead = Each policy is asked of every firm in reach, condition by condition, and follows the facts as they change. Each number opens its list.
policies-answers = What each policy finds
policy-idle-basis = Firms that meet every condition and do not hold the title today
policies-empty = There is no policy of this kind. Choose another.
policy-kind = Kind
policy-kind-recognition = Recognition
policy-kind-subsidy = Funding
policy-kind-admission = Space
policy-kind-platform = Platform
policy-kind-classification = Size class
policy-idle = Qualifies without it
policies-answers-basis = Bars of one length, split by firms that meet it, miss one condition, miss more, and cannot be told
policy-farther = Farther away
policy-near = One condition short
policy-unknown = Cannot tell
policy-holders = Holds it
policy-not-met = Not met
policy-only-here = Only this one
policy-not-in-force = No edition is in force today
policy-near-by = One condition short: which one
policy-near-by-basis = Firms for which this is the only condition that is not met
policy-idle-by = Where those are that qualify without it
policy-conditions = Conditions
policy-what-if = If a threshold were another
policy-what-if-lead = Write the value to try and see how many firms move, and which. Nothing is saved.
policy-try = Try
policy-would-meet = { $value } firms would meet every condition:
policy-entering = { $value } more
policy-leaving = { $value } fewer
policy-entering-list = Firms that would newly qualify
policy-leaving-list = Firms that would no longer qualify
policy-terms = Times
policy-validity = Valid for
policy-months = { $n ->
    [one] { $count } month
   *[other] { $count } months
}
policy-editions = Other editions
policy-list = List
policy-firms-empty = Nobody is on this list.
due-yearly = Each year by { $value }
due-within-months = { $n ->
    [one] within { $count } month
   *[other] within { $count } months
}
due-every-months = { $n ->
    [one] every month
   *[other] every { $count } months
}
due-working-days = { $n ->
    [one] within { $count } working day
   *[other] within { $count } working days
}
threshold-up-to = up to { $value }
threshold-above = beyond those
unconfirmed = not compared with the text
