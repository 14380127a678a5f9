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
need-act-hand-in = Hand in
need-act-return = Return with advice
need-act-screen = Pass the screen
need-act-publish = Publish
need-act-close-selection = Close selection
need-act-close = Close the need
need-act-expire = Let it expire
need-act-renew = Renew
need-act-withdraw = Withdraw
need-act-revise = Revise
need-effect-hand-in = It goes to the officer's screen.
need-effect-return = It goes back to its writer together with your advice.
need-effect-screen = Says that it is sound and fit to be shown; it can then be published.
need-effect-publish = Opens it to suppliers; its term begins.
need-effect-close-selection = Keeps the chosen cases; all others end in the same act with the answer.
need-effect-close = Ends the need with a code.
need-effect-expire = Its term is over and nobody renewed it.
need-effect-renew = Keeps it open for another term from today.
need-effect-withdraw = Takes the need back; the reason stays in the ledger.
need-effect-revise = A change makes a new published version.
need-acceptance = Acceptance test
need-baseline = Baseline
need-budget = Budget
need-budget-hint = Such as 120万元 or 1.5亿元; a bare number is in 万元 (ten thousand yuan).
need-budget-path = Budget path
need-constraint = Hard constraint
need-constraint-label = Constraint { $value }: in words
need-constraint-rule = Constraint { $value }: condition
need-constraints-lead = Write what an offer must meet to be considered, such as "Technology readiness level at least 7" or "Ingress protection at least IP68". A longer condition can be a rule, such as maturity_level >= 7 || references_count >= 3. An offer that lacks a fact is not ruled out: its supplier is asked.
need-ends-on = Ends on
need-form-carried = Who answers, where the money comes from, what follows
need-form-later = Needed to publish; may be left empty now.
need-form-lead = A title and a text are enough to save and to match.
need-form-measure = How it is measured
need-form-what = What is needed
need-if-it-works = What happens if it works
need-life = What happened
need-metric = Metric
need-metric-hint = One thing that can be measured, such as "defects found".
need-metric-unit = Unit of the metric
need-owner-post = Responsible post
need-starts-on = Starts on
need-target = Target
need-unconstrained = There are no hard constraints, on purpose
constraints-broken = These constraints can no longer be read and were not asked:
case-open-already = A case is open already
firm-itself = Found by the firm's introduction
owner-unknown = Owner not given
selection-answer = Answer to the others
selection-answer-hint = Every other case gets this answer.
selection-keep = Keep
why-not = Why not this one?
why-not-hint = Title or address of an offer
needs-considered = { $count } needs considered
needs-failed = { $count } needs whose constraints are not met
need-place = Place of the work
need-place-hint = When it is not where the owner is; matching compares distances by it.
describe-title = A need from a description
describe-lead = Paste a description or bring a Word file. Each part comes with its passage, for you to confirm before it goes into the form; what is not said is not guessed. Descriptions are read in Chinese.
describe-bring = Description
describe-text = Or paste the text
describe-file-hint = .docx, .txt or .md; the file is not kept.
describe-do = Read
describe-take = Take
describe-part = Part
describe-value = Read as
describe-fill = Fill in the form
describe-unsaid = Not found:{" "}
describe-none = Nothing was found to fill in. The form can be filled in directly.
describe-found =
    { $count ->
        [one] One part was read
       *[other] { $count } parts were read
    }
describe-from = From a description
list-comma = ,{" "}
offer-conditions = Conditions for the asker
offer-conditions-lead = Say whom the offer is for, such as "Sales at least 2000万元". They are answered by facts that members may see; what is not known stays open and refuses nobody.
condition-of-offer = asked by the offer
meaning-preparing =
    { $count ->
        [one] Likeness of meaning is being prepared (one text waits); ranked by words and characters.
       *[other] Likeness of meaning is being prepared ({ $count } texts wait); ranked by words and characters.
    }
meaning-failed = The embeddings endpoint cannot be used ({ $value }); ranked by words and characters.
