ledger-lead = 每次写入都是一条记录，逐条以哈希相连，只增不改。
ledger-of = 台账：{ $value }
ledger-verification = 校验
ledger-verified = 已校验 { $count } 条
ledger-empty = 没有符合条件的台账记录。
payload-erased = 内容已删除，链仍可校验
