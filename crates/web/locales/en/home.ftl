home-nothing = Nothing waits for you
home-waiting = { $n ->
    [one] { $count } thing waits
   *[other] { $count } things wait
}
home-overdue = { $count } overdue
home-tasks = By deadline
home-nothing-next = Nothing to do. You can start here:
home-more = Show everything that waits
home-cases = My cases
home-figures = Figures you follow
home-recent = Lately
home-recent-none = Nothing happened lately
