accounts = Accounts
accounts-empty = No accounts.
roles = Roles
roles-lead = Roles are defined by the pack “{ $value }” and are read-only here.
roles-empty = The pack defines no roles. Check the pack.
role-holders = { $n ->
    [one] { $count } account
   *[other] { $count } accounts
}
account-active = Active
account-closed = Closed
account-locked = Locked for now
account-new = New account
account-new-effect = Makes an account for one person; nobody may hold two of the three administrator roles.
organisations = Organisations
organisation-new = New organisation
organisation-new-effect = An organisation that has accounts and answers for a region.
organisation-party = The firm it is
organisation-party-hint = The address or identifier of its dossier; leave empty for authorities.
field-login = Sign-in name
field-password = Password
field-person = Name of the person
account-act-close = Close
account-effect-close = Nobody can sign in with it any more, and its sessions end at once; its history stays.
account-act-reopen = Reopen
account-effect-reopen = It can be used to sign in again.
account-act-unlock = Unlock
account-effect-unlock = Wrong passwords are forgotten; it can sign in at once.
account-act-password = Set password
account-effect-password = Gives it another password; its sessions end at once.
