accounts = 账号
accounts-empty = 没有账号。
roles = 角色
roles-lead = 角色由规则包“{ $value }”定义，在此只读。
roles-empty = 规则包没有定义角色。请检查规则包。
role-holders = { $count } 个账号
