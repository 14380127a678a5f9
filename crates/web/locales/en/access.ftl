accounts = Accounts
accounts-empty = No accounts.
roles = Roles
roles-lead = Roles are defined by the pack “{ $value }” and are read-only here.
roles-empty = The pack defines no roles. Check the pack.
role-holders = { $n ->
    [one] { $count } account
   *[other] { $count } accounts
}
