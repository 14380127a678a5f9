home-nothing = Nothing waits for you
home-waiting = { $n ->
    [one] { $count } thing waits
   *[other] { $count } things wait
}
home-overdue = { $count } overdue
home-tasks = By deadline
home-nothing-next = Nothing to do. You can start here:
home-more = Show everything that waits
home-others = Overdue, waiting for others
home-cases = My cases
home-recent = Lately
found-for = Found for: { $value }
found-nothing = Nothing found. Try another word, or a part of the name.
task-finish-draft = Finish the draft
task-publish = Ready to be published
task-screen = To be screened
task-questions = { $count } facts asked for
task-questions-about = What askers want to know
home-told = What you were told
home-told-push = { $policy }: you qualify, or nearly do ({ $on })
home-told-remind = { $policy }: please complete and apply ({ $on })
home-qualified = You qualify and have not applied
home-near = You miss one condition
