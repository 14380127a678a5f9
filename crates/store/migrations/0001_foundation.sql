-- One text for SQLite and PostgreSQL: columns are TEXT or BIGINT only (see docs/adr/0002-one-sql-text.md).
-- `entry` names the ledger entry that wrote the row. Instants are RFC 3339 UTC, dates ISO, money fen.

-- Blocks of dense integer keys.
CREATE TABLE counter (
    name TEXT PRIMARY KEY,
    next BIGINT NOT NULL
);
INSERT INTO counter (name, next) VALUES ('subject', 1), ('entry', 1), ('source', 1), ('concept', 1);

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- ledger ------------------------------------------------------------------------------------------

CREATE TABLE ledger_entry (
    key BIGINT PRIMARY KEY,
    stream TEXT NOT NULL,
    seq BIGINT NOT NULL,
    recorded_at TEXT NOT NULL,
    organisation TEXT NOT NULL,
    account TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    suite TEXT NOT NULL,
    commitments TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (stream, seq)
)/*embedded WITHOUT ROWID*/;
CREATE INDEX ledger_entry_subject ON ledger_entry (subject, recorded_at, key);

CREATE TABLE ledger_payload (
    entry BIGINT NOT NULL REFERENCES ledger_entry (key),
    ordinal BIGINT NOT NULL,
    salt TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (entry, ordinal)
);

CREATE TABLE ledger_head (
    stream TEXT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

-- A request key that has had its effect: a double click or a retry finds the first answer.
CREATE TABLE request (
    account TEXT NOT NULL,
    request_key TEXT NOT NULL,
    subject TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (account, request_key)
)/*embedded WITHOUT ROWID*/;

-- access ------------------------------------------------------------------------------------------

CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    party TEXT,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE UNIQUE INDEX organisation_party ON organisation (party);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    organisation TEXT NOT NULL REFERENCES organisation (id),
    password_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'closed')),
    failed_signins BIGINT NOT NULL,
    locked_until TEXT,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX account_organisation ON account (organisation, id);

CREATE TABLE account_role (
    account TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (account, role)
);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (id),
    csrf TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
);
CREATE INDEX session_account ON session (account);

-- party -------------------------------------------------------------------------------------------

-- `located` says whether `region` is where the party is, or only where its row belongs: a list without addresses says
-- the second and not the first.
CREATE TABLE party (
    id TEXT PRIMARY KEY,
    key BIGINT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('organisation', 'person')),
    identity TEXT NOT NULL CHECK (identity IN ('confirmed', 'code_doubtful', 'unconfirmed', 'merged')),
    code TEXT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    region TEXT NOT NULL,
    located BIGINT NOT NULL CHECK (located IN (0, 1)),
    introduction TEXT NOT NULL,
    merged_into TEXT,
    organisation TEXT NOT NULL,
    import TEXT,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX party_code ON party (code);
CREATE INDEX party_name_key ON party (name_key, region);
-- Parties are counted by region from the index alone; a list by region is in the order of ids.
CREATE INDEX party_region ON party (region, identity);
CREATE INDEX party_import ON party (import);

-- (A part marked `embedded` is read by that engine only: one tree in the order of the key, without a table beside it.)
-- Names and places only of parties that have more to tell than their row does: a former name, an address.
CREATE TABLE party_name (
    party TEXT NOT NULL REFERENCES party (id),
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    from_on TEXT,
    until_on TEXT,
    entry BIGINT NOT NULL,
    PRIMARY KEY (party, ordinal)
)/*embedded WITHOUT ROWID*/;

CREATE TABLE party_place (
    party TEXT NOT NULL REFERENCES party (id),
    ordinal BIGINT NOT NULL,
    region TEXT NOT NULL,
    address TEXT NOT NULL,
    from_on TEXT,
    until_on TEXT,
    entry BIGINT NOT NULL,
    PRIMARY KEY (party, ordinal)
)/*embedded WITHOUT ROWID*/;

CREATE TABLE party_contact (
    party TEXT NOT NULL REFERENCES party (id),
    ordinal BIGINT NOT NULL,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    telephone TEXT NOT NULL,
    from_on TEXT,
    until_on TEXT,
    entry BIGINT NOT NULL,
    PRIMARY KEY (party, ordinal)
)/*embedded WITHOUT ROWID*/;

-- Two parties that may be one; a person decides.
CREATE TABLE merge_proposal (
    kept TEXT NOT NULL REFERENCES party (id),
    other TEXT NOT NULL REFERENCES party (id),
    reason TEXT NOT NULL CHECK (reason IN ('same_code', 'same_name')),
    state TEXT NOT NULL CHECK (state IN ('open', 'merged', 'different')),
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (kept, other)
);
CREATE INDEX merge_proposal_state ON merge_proposal (state, kept);
-- The foreign key from this column is asked for each party that goes with its import.
CREATE INDEX merge_proposal_other ON merge_proposal (other);

CREATE TABLE party_status (
    party TEXT NOT NULL REFERENCES party (id),
    scheme TEXT NOT NULL,
    level TEXT NOT NULL,
    subject TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    batch TEXT NOT NULL,
    document TEXT NOT NULL,
    region TEXT NOT NULL,
    import TEXT,
    entry BIGINT NOT NULL,
    PRIMARY KEY (party, scheme, level, subject, from_on)
);
-- Figures count titles from the index alone.
CREATE INDEX party_status_scheme ON party_status (scheme, from_on, party, region, until_on, level);
CREATE INDEX party_status_import ON party_status (import);

CREATE TABLE relation (
    from_party TEXT NOT NULL REFERENCES party (id),
    kind TEXT NOT NULL,
    to_party TEXT NOT NULL REFERENCES party (id),
    from_on TEXT,
    until_on TEXT,
    import TEXT,
    entry BIGINT NOT NULL,
    PRIMARY KEY (from_party, kind, to_party)
);
CREATE INDEX relation_to ON relation (to_party, kind);
CREATE INDEX relation_import ON relation (import);

CREATE TABLE activity (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    held_on TEXT NOT NULL,
    count BIGINT NOT NULL,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    import TEXT,
    entry BIGINT NOT NULL
);
CREATE INDEX activity_kind ON activity (kind, held_on, id);
CREATE INDEX activity_import ON activity (import);

-- fact --------------------------------------------------------------------------------------------

CREATE TABLE concept (
    key BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE
);

CREATE TABLE fact_source (
    key BIGINT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('declared', 'imported', 'official', 'measured', 'derived')),
    title TEXT NOT NULL,
    reference TEXT,
    dated TEXT,
    entry BIGINT NOT NULL
);

-- The journal: append only. A row is what one act recorded about one subject from one source; `line` counts the rows
-- of a subject in the order in which they were committed. `facts` is a JSON array with one array for each fact, in the
-- order of their keys: [concept, period, level, value…] (see crates/store/src/fact/codec.rs).
CREATE TABLE recording (
    subject BIGINT NOT NULL,
    line BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    recorded_ms BIGINT NOT NULL,
    source BIGINT NOT NULL,
    facts TEXT NOT NULL,
    PRIMARY KEY (subject, line)
);
CREATE INDEX recording_entry ON recording (entry);

-- Entries whose recordings were taken back with their import, since when they are passed over.
CREATE TABLE fact_withdrawn (
    entry BIGINT PRIMARY KEY,
    withdrawn_by BIGINT NOT NULL,
    withdrawn_ms BIGINT NOT NULL
);

CREATE TABLE completeness (
    register TEXT NOT NULL,
    territory TEXT NOT NULL,
    as_of TEXT NOT NULL,
    source BIGINT NOT NULL REFERENCES fact_source (key),
    entry BIGINT NOT NULL,
    PRIMARY KEY (register, territory, as_of)
);

-- A missing fact that a party is asked for.
CREATE TABLE question (
    id TEXT PRIMARY KEY,
    party TEXT NOT NULL REFERENCES party (id),
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('party', 'offer')),
    subject BIGINT NOT NULL,
    offer TEXT,
    concept TEXT NOT NULL,
    need TEXT,
    state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'declined', 'withdrawn')),
    asked_on TEXT NOT NULL,
    due_on TEXT,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX question_party ON question (party, state, id);
CREATE INDEX question_need ON question (need, id);
CREATE INDEX question_due ON question (state, due_on, id);
CREATE UNIQUE INDEX question_once ON question (subject, concept, need);

-- A match-only fact that answered a constraint unseen; shown to the fact's owner.
CREATE TABLE unseen_answer (
    subject BIGINT NOT NULL,
    concept TEXT NOT NULL,
    need TEXT NOT NULL,
    need_version BIGINT NOT NULL,
    answered_on TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('met', 'not_met')),
    entry BIGINT NOT NULL,
    PRIMARY KEY (subject, concept, need, need_version)
);

-- collection --------------------------------------------------------------------------------------

CREATE TABLE collection_form (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    policy TEXT,
    fresh_months BIGINT NOT NULL,
    edition BIGINT NOT NULL,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX collection_form_region ON collection_form (region, id);

-- What each edition of a form asks for; editions stay, since rounds name the one they sent.
CREATE TABLE collection_item (
    form TEXT NOT NULL REFERENCES collection_form (id),
    edition BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    concept TEXT NOT NULL,
    asked TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (form, edition, ordinal)
);

CREATE TABLE collection_round (
    id TEXT PRIMARY KEY,
    form TEXT NOT NULL REFERENCES collection_form (id),
    edition BIGINT NOT NULL,
    title TEXT NOT NULL,
    explanation TEXT NOT NULL,
    policy TEXT,
    fresh_months BIGINT NOT NULL,
    sent_to TEXT NOT NULL CHECK (sent_to IN ('firm', 'office')),
    opened_on TEXT NOT NULL,
    opened_ms BIGINT NOT NULL,
    due_on TEXT NOT NULL,
    due_provisional BIGINT NOT NULL CHECK (due_provisional IN (0, 1)),
    closed_on TEXT,
    runner TEXT NOT NULL,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX collection_round_region ON collection_round (region, id);

-- Of a link only the hash of its token is kept; it is dead when the round is closed.
CREATE TABLE collection_recipient (
    id TEXT PRIMARY KEY,
    round TEXT NOT NULL REFERENCES collection_round (id),
    name TEXT NOT NULL,
    party TEXT REFERENCES party (id),
    office TEXT REFERENCES organisation (id),
    link TEXT NOT NULL CHECK (link IN ('none', 'live', 'revoked')),
    token_hash TEXT,
    opened_on TEXT,
    reminded_on TEXT,
    sendings_on TEXT,
    sendings BIGINT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX collection_recipient_round ON collection_recipient (round, id);
CREATE UNIQUE INDEX collection_recipient_token ON collection_recipient (token_hash);
CREATE INDEX collection_recipient_party ON collection_recipient (party);
CREATE INDEX collection_recipient_office ON collection_recipient (office);

-- The firms that a round asks about, each answered for by one recipient. `left_open` counts the gaps that the last
-- answer left.
CREATE TABLE collection_subject (
    round TEXT NOT NULL REFERENCES collection_round (id),
    party TEXT NOT NULL REFERENCES party (id),
    recipient TEXT NOT NULL REFERENCES collection_recipient (id),
    returned_on TEXT,
    left_open BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (round, party)
);
CREATE INDEX collection_subject_recipient ON collection_subject (recipient, party);
CREATE INDEX collection_subject_party ON collection_subject (party, round);

CREATE TABLE collection_return (
    id TEXT PRIMARY KEY,
    round TEXT NOT NULL REFERENCES collection_round (id),
    recipient TEXT REFERENCES collection_recipient (id),
    channel TEXT NOT NULL CHECK (channel IN ('link', 'excel')),
    file_hash TEXT,
    file_name TEXT NOT NULL,
    filled_by TEXT NOT NULL,
    notes TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('read', 'taken', 'dropped')),
    received_on TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX collection_return_round ON collection_return (round, id);
CREATE UNIQUE INDEX collection_return_file ON collection_return (round, file_hash);

-- What a return says about each item of each firm, beside what was on record. `observed` and `was` are written as in
-- the journal (see crates/store/src/fact/codec.rs).
CREATE TABLE collection_answer (
    given_in TEXT NOT NULL REFERENCES collection_return (id),
    party TEXT NOT NULL REFERENCES party (id),
    ordinal BIGINT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('new', 'confirmed', 'changed', 'conflict', 'declined', 'unreadable')),
    clash TEXT CHECK (clash IN ('two_returns', 'better_source', 'changed_since')),
    written TEXT NOT NULL,
    observed TEXT,
    was TEXT,
    was_source TEXT,
    decision TEXT NOT NULL CHECK (decision IN ('waiting', 'taken', 'kept')),
    entry BIGINT NOT NULL,
    PRIMARY KEY (given_in, party, ordinal)
);
CREATE INDEX collection_answer_verdict ON collection_answer (given_in, verdict, decision);

-- need and offer ----------------------------------------------------------------------------------

CREATE TABLE need (
    id TEXT PRIMARY KEY,
    key BIGINT NOT NULL UNIQUE,
    programme TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    party TEXT,
    state TEXT NOT NULL CHECK (state IN ('draft', 'collected', 'screened', 'published', 'matched', 'closed', 'expired', 'withdrawn')),
    close_code TEXT NOT NULL,
    metric TEXT NOT NULL,
    metric_unit TEXT NOT NULL,
    baseline_milli BIGINT,
    target_milli BIGINT,
    unconstrained BIGINT NOT NULL CHECK (unconstrained IN (0, 1)),
    owner_post TEXT NOT NULL,
    budget_path TEXT NOT NULL,
    budget_fen BIGINT,
    acceptance_test TEXT NOT NULL,
    starts_on TEXT,
    ends_on TEXT,
    place TEXT,
    if_it_works TEXT NOT NULL,
    published_version BIGINT NOT NULL,
    opened_on TEXT NOT NULL,
    expires_on TEXT,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    import TEXT,
    external_id TEXT,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX need_state ON need (state, id);
CREATE INDEX need_organisation ON need (organisation, id);
CREATE INDEX need_party ON need (party, id);
CREATE INDEX need_expires ON need (state, expires_on, id);
-- A need that somebody wrote has neither.
CREATE INDEX need_import ON need (import) WHERE import IS NOT NULL;
CREATE INDEX need_external ON need (external_id) WHERE external_id IS NOT NULL;

-- Constraints by version of the need row's terms: version 0 is the working text, published ones stay.
CREATE TABLE need_constraint (
    need TEXT NOT NULL REFERENCES need (id),
    published_version BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    label TEXT NOT NULL,
    rule TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (need, published_version, ordinal)
);

-- Each step in a need's life, for figures as of a date.
CREATE TABLE need_step (
    need TEXT NOT NULL REFERENCES need (id),
    ordinal BIGINT NOT NULL,
    action TEXT NOT NULL,
    state TEXT NOT NULL,
    taken_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    account TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (need, ordinal)
);
CREATE INDEX need_step_state ON need_step (state, taken_on, need);

CREATE TABLE offer (
    id TEXT PRIMARY KEY,
    key BIGINT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    party TEXT NOT NULL REFERENCES party (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'open', 'withdrawn')),
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    import TEXT,
    external_id TEXT,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX offer_party ON offer (party, id);
CREATE INDEX offer_state ON offer (state, id);
CREATE INDEX offer_import ON offer (import);
CREATE INDEX offer_external ON offer (external_id);

-- What an offer asks of whoever needs it.
CREATE TABLE offer_condition (
    offer TEXT NOT NULL REFERENCES offer (id),
    ordinal BIGINT NOT NULL,
    label TEXT NOT NULL,
    rule TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (offer, ordinal)
);

-- programme (CASE is a word of SQL, so the table of cases is `case_file`) ------------------------------

CREATE TABLE case_file (
    id TEXT PRIMARY KEY,
    key BIGINT NOT NULL UNIQUE,
    programme TEXT NOT NULL,
    pack_version TEXT NOT NULL,
    need TEXT,
    need_version BIGINT NOT NULL,
    policy TEXT,
    offer TEXT,
    asker TEXT NOT NULL REFERENCES party (id),
    supplier TEXT NOT NULL REFERENCES party (id),
    proposed_by TEXT NOT NULL CHECK (proposed_by IN ('asker', 'supplier')),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'agreed', 'underway', 'delivered', 'accepted', 'adopted', 'ended')),
    farthest TEXT NOT NULL,
    stage TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    stage_on TEXT NOT NULL,
    due_on TEXT,
    due_provisional BIGINT NOT NULL CHECK (due_provisional IN (0, 1)),
    paused_on TEXT,
    end_code TEXT,
    end_reason TEXT,
    ended_on TEXT,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
-- One open case for a need, a supplier and an offer, also when no offer was named.
CREATE UNIQUE INDEX case_file_once ON case_file (need, supplier, COALESCE(offer, '')) WHERE state <> 'ended' AND need IS NOT NULL;
-- One open case of a programme for a firm and a policy.
CREATE UNIQUE INDEX case_file_policy_once ON case_file (policy, programme, asker) WHERE state <> 'ended' AND policy IS NOT NULL;
CREATE INDEX case_file_policy ON case_file (policy, id) WHERE policy IS NOT NULL;
CREATE INDEX case_file_state ON case_file (state, due_on, id);
CREATE INDEX case_file_need ON case_file (need, id);
CREATE INDEX case_file_supplier ON case_file (supplier, id);
CREATE INDEX case_file_asker ON case_file (asker, id);
CREATE INDEX case_file_organisation ON case_file (organisation, id);
-- Cases whose deadline waits for a calendar: few, and asked for every hour.
CREATE INDEX case_file_provisional ON case_file (id) WHERE due_provisional = 1;

CREATE TABLE case_step (
    case_id TEXT NOT NULL REFERENCES case_file (id),
    ordinal BIGINT NOT NULL,
    action TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    stage TEXT NOT NULL,
    part TEXT NOT NULL,
    taken_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    code TEXT NOT NULL,
    account TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (case_id, ordinal)
);
CREATE INDEX case_step_state ON case_step (to_state, taken_on, case_id);
-- The latest steps of the cases of a region or party are read backwards from the newest entry.
CREATE INDEX case_step_entry ON case_step (entry);

CREATE TABLE case_record (
    case_id TEXT NOT NULL REFERENCES case_file (id),
    ordinal BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('round', 'milestone', 'adoption', 'repeat_purchase', 'follow_up', 'cost', 'note')),
    happened_on TEXT NOT NULL,
    text TEXT NOT NULL,
    metric TEXT,
    unit TEXT,
    baseline_milli BIGINT,
    measured_milli BIGINT,
    amount_fen BIGINT,
    account TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (case_id, ordinal)
);
CREATE INDEX case_record_kind ON case_record (kind, happened_on, case_id);

-- policy ------------------------------------------------------------------------------------------

-- What a firm was told about a policy: that it qualifies or nearly does (push), or what is still to be done (remind).
-- `answer` is what the rules found when it was told.
CREATE TABLE policy_notice (
    party TEXT NOT NULL REFERENCES party (id),
    policy TEXT NOT NULL,
    edition TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('push', 'remind')),
    told_on TEXT NOT NULL,
    answer TEXT NOT NULL CHECK (answer IN ('met', 'near', 'not_met', 'unknown')),
    account TEXT NOT NULL,
    organisation TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (party, policy, edition, kind, told_on)
);
CREATE INDEX policy_notice_policy ON policy_notice (policy, kind, told_on, party);

-- An organisation asked where a firm stands on a policy (on all of them where the name is empty), and so used the firm's
-- facts; once a day. Shown to the firm.
CREATE TABLE policy_reading (
    party TEXT NOT NULL REFERENCES party (id),
    policy TEXT NOT NULL,
    organisation TEXT NOT NULL,
    read_on TEXT NOT NULL,
    account TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (party, policy, organisation, read_on)
);

-- How many holders a policy is to have won in a year, as stated on a day; the latest statement counts.
CREATE TABLE policy_target (
    policy TEXT NOT NULL,
    region TEXT NOT NULL,
    year BIGINT NOT NULL,
    stated_on TEXT NOT NULL,
    wanted BIGINT NOT NULL CHECK (wanted > 0),
    source TEXT NOT NULL,
    account TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (policy, region, year, entry)
);

-- evidence ----------------------------------------------------------------------------------------

-- Files by content. `subject` is the id of what the file is evidence for.
CREATE TABLE evidence (
    hash TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    stage TEXT NOT NULL,
    added_on TEXT NOT NULL,
    account TEXT NOT NULL,
    organisation TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (subject, hash, kind)
);
CREATE INDEX evidence_hash ON evidence (hash);

-- import ------------------------------------------------------------------------------------------

CREATE TABLE import (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'withdrawn')),
    rows_read BIGINT NOT NULL,
    rows_taken BIGINT NOT NULL,
    rows_known BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    rejected_hash TEXT,
    notes TEXT NOT NULL,
    first_key BIGINT,
    last_key BIGINT,
    imported_on TEXT NOT NULL,
    account TEXT NOT NULL,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE UNIQUE INDEX import_once ON import (file_hash, kind, organisation) WHERE state = 'done';
CREATE INDEX import_organisation ON import (organisation, id);

-- jobs --------------------------------------------------------------------------------------------

CREATE TABLE job (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    run_at TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    locked_by TEXT,
    locked_until TEXT
);
CREATE INDEX job_run_at ON job (run_at, id);

-- A matchmaking day or an assignment. `breaks` is written as people write it; `planned_total` and `planned_bound` are
-- thousandths of a wish and stand together.
CREATE TABLE gathering (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('day', 'assignment')),
    aim TEXT NOT NULL CHECK (aim IN ('stable', 'best_total')),
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    held_on TEXT NOT NULL,
    wishes_until TEXT NOT NULL,
    programme TEXT NOT NULL,
    begins TEXT NOT NULL,
    ends TEXT NOT NULL,
    slot_minutes BIGINT NOT NULL,
    table_count BIGINT NOT NULL,
    breaks TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'planned', 'closed', 'cancelled')),
    planned_total BIGINT,
    planned_bound BIGINT,
    runner TEXT NOT NULL,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX gathering_region ON gathering (region, id);

CREATE TABLE gathering_participant (
    id TEXT PRIMARY KEY,
    gathering TEXT NOT NULL REFERENCES gathering (id),
    party TEXT NOT NULL REFERENCES party (id),
    kept_table BIGINT,
    away TEXT NOT NULL,
    most BIGINT,
    left_on TEXT,
    left_reason TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE UNIQUE INDEX gathering_participant_party ON gathering_participant (gathering, party);
CREATE INDEX gathering_participant_of ON gathering_participant (party, gathering);

-- The needs that are brought, with how many suppliers each takes in an assignment.
CREATE TABLE gathering_need (
    gathering TEXT NOT NULL REFERENCES gathering (id),
    need TEXT NOT NULL REFERENCES need (id),
    places BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (gathering, need)
);
CREATE INDEX gathering_need_of ON gathering_need (need, gathering);

-- What each side of a pair says; 0 is a no.
CREATE TABLE gathering_wish (
    gathering TEXT NOT NULL REFERENCES gathering (id),
    need TEXT NOT NULL,
    supplier TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('asker', 'supplier')),
    strength BIGINT NOT NULL,
    offer TEXT,
    said_on TEXT NOT NULL,
    account TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (gathering, need, supplier, side)
);

CREATE TABLE meeting (
    id TEXT PRIMARY KEY,
    gathering TEXT NOT NULL REFERENCES gathering (id),
    need TEXT NOT NULL REFERENCES need (id),
    supplier TEXT NOT NULL REFERENCES party (id),
    offer TEXT,
    slot BIGINT,
    at_table BIGINT,
    state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'missed', 'cancelled')),
    reason TEXT NOT NULL,
    followed_by TEXT,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE UNIQUE INDEX meeting_pair ON meeting (gathering, need, supplier);
CREATE INDEX meeting_case ON meeting (followed_by);

-- Brokers, the ties they declared, what they heard of, and who is credited with what.
CREATE TABLE broker (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    account TEXT,
    fields TEXT NOT NULL,
    certificate_level TEXT CHECK (certificate_level IN ('junior', 'intermediate', 'senior')),
    certificate_number TEXT NOT NULL,
    certificate_until TEXT,
    left_on TEXT,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX broker_region ON broker (region, id);
CREATE UNIQUE INDEX broker_account ON broker (account);

CREATE TABLE broker_interest (
    broker TEXT NOT NULL REFERENCES broker (id),
    party TEXT NOT NULL REFERENCES party (id),
    kind TEXT NOT NULL CHECK (kind IN ('employed', 'owns', 'family', 'adviser', 'other')),
    note TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    entry BIGINT NOT NULL,
    PRIMARY KEY (broker, party, kind, from_on)
);
CREATE INDEX broker_interest_party ON broker_interest (party, broker);

CREATE TABLE lead (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    party TEXT REFERENCES party (id),
    found_by TEXT NOT NULL REFERENCES broker (id),
    found_on TEXT NOT NULL,
    next TEXT NOT NULL,
    next_on TEXT,
    need TEXT REFERENCES need (id),
    followed_by TEXT,
    dropped_on TEXT,
    dropped_reason TEXT NOT NULL,
    organisation TEXT NOT NULL,
    region TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX lead_region ON lead (region, id);
CREATE INDEX lead_need ON lead (need);
CREATE INDEX lead_case ON lead (followed_by);
CREATE INDEX lead_party ON lead (party);

CREATE TABLE credit (
    lead TEXT NOT NULL REFERENCES lead (id),
    broker TEXT NOT NULL REFERENCES broker (id),
    part TEXT NOT NULL CHECK (part IN ('found', 'shaped', 'closed')),
    permille BIGINT NOT NULL,
    fee_fen BIGINT,
    disclosed TEXT NOT NULL,
    given_on TEXT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (lead, broker, part)
);
CREATE INDEX credit_broker ON credit (broker, lead);

-- Weights that were learned from how cases ended; at most one is in force. `before_*` and `after_*` count pairs of the
-- needs that were kept apart, under the weights in force at that time and under these.
CREATE TABLE ranking_model (
    number BIGINT PRIMARY KEY,
    similarity BIGINT NOT NULL,
    certainty BIGINT NOT NULL,
    maturity BIGINT NOT NULL,
    track_record BIGINT NOT NULL,
    place BIGINT NOT NULL,
    needs_learned BIGINT NOT NULL,
    needs_apart BIGINT NOT NULL,
    pairs BIGINT NOT NULL,
    before_right BIGINT NOT NULL,
    before_equal BIGINT NOT NULL,
    after_right BIGINT NOT NULL,
    after_equal BIGINT NOT NULL,
    votes_better BIGINT NOT NULL,
    votes_worse BIGINT NOT NULL,
    better BIGINT NOT NULL CHECK (better IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('learned', 'in_force', 'retired')),
    learned_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    version BIGINT NOT NULL,
    entry BIGINT NOT NULL
);
CREATE INDEX ranking_model_state ON ranking_model (state, number);
