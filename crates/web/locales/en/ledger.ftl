ledger-lead = Every write is one entry, chained by hashes, never edited.
ledger-of = Ledger: { $value }
ledger-verification = Verification
ledger-verified = { $n ->
    [one] { $count } entry verified
   *[other] { $count } entries verified
}
ledger-empty = No ledger entries match.
payload-erased = payload erased, chain still verifies
