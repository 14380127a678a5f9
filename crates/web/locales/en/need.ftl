need = Need
need-new = New need
needs-empty = No needs yet. A title and a text are enough to save one; needs can also be imported from Excel.
need-text = Description
need-fields = Needed to publish
need-missing = { $n ->
    [one] { $count } item is missing before this can be published
   *[other] { $count } items are missing before this can be published
}
need-complete = Everything needed to publish is there
need-constraints = Hard constraints
need-constraints-none = No hard constraints: offers are ranked by similarity only.
need-matches = Matching offers
need-cases-none = No cases yet. Invite a supplier from the matching offers to open one.
offers-met = { $n ->
    [one] { $count } offer meets it
   *[other] { $count } offers meet it
}
offers-not-met = { $n ->
    [one] { $count } does not
   *[other] { $count } do not
}
offers-cannot-tell = { $count } cannot be told
matches-of = Matching offers: { $value }
matches-considered = { $n ->
    [one] { $count } offer considered
   *[other] { $count } offers considered
}
matches-none = No offer passes every hard constraint. Relax a constraint (this makes a new version), or see below what the others lack.
matches-more = More offers
matches-failed = { $n ->
    [one] { $count } offer fails a hard constraint
   *[other] { $count } offers fail a hard constraint
}
matches-failed-lead = Nearest first. They take no part in the ranking.
count-met = { $count } met
count-not-met = { $count } not met
count-cannot-tell = { $count } cannot tell
reasons-for = For
reasons-against = Against
passages = Passages found
score = Score
