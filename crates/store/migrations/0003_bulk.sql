-- Facts by their keys alone: on the embedded engine the journal and what it says now are each one tree, ordered by
-- subject, instead of a table and an index beside it. (A part marked `embedded` is read by that engine only.)
-- The journal is found by subject and by entry; entries come in their order, so that index grows at its end.

ALTER TABLE fact RENAME TO fact_before;
DROP INDEX fact_concept;

CREATE TABLE fact (
    subject BIGINT NOT NULL,
    concept BIGINT NOT NULL,
    period BIGINT NOT NULL,
    line BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    origin BIGINT NOT NULL,
    recorded_ms BIGINT NOT NULL,
    source BIGINT NOT NULL,
    level BIGINT NOT NULL CHECK (level BETWEEN 0 AND 4),
    state BIGINT NOT NULL CHECK (state BETWEEN 0 AND 3),
    kind BIGINT CHECK (kind BETWEEN 0 AND 5),
    number BIGINT,
    decimals BIGINT,
    text TEXT,
    PRIMARY KEY (subject, concept, period, line)
)/*embedded WITHOUT ROWID*/;
INSERT INTO fact (subject, concept, period, line, entry, origin, recorded_ms, source, level, state, kind, number, decimals, text)
SELECT subject, concept, period, line, entry, origin, recorded_ms, source, level, state, kind, number, decimals, text
FROM fact_before ORDER BY subject, concept, period, line;
DROP TABLE fact_before;
CREATE INDEX fact_entry ON fact (entry);

ALTER TABLE fact_current RENAME TO fact_current_before;

CREATE TABLE fact_current (
    subject BIGINT NOT NULL,
    concept BIGINT NOT NULL,
    period BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    source BIGINT NOT NULL,
    level BIGINT NOT NULL,
    state BIGINT NOT NULL CHECK (state BETWEEN 0 AND 3),
    kind BIGINT,
    number BIGINT,
    decimals BIGINT,
    text TEXT,
    PRIMARY KEY (subject, concept, period)
)/*embedded WITHOUT ROWID*/;
INSERT INTO fact_current (subject, concept, period, entry, source, level, state, kind, number, decimals, text)
SELECT subject, concept, period, entry, source, level, state, kind, number, decimals, text
FROM fact_current_before ORDER BY subject, concept, period;
DROP TABLE fact_current_before;

-- Cases whose deadline waits for a calendar: few, and asked for every hour.
CREATE INDEX case_file_provisional ON case_file (id) WHERE due_provisional = 1;

-- The foreign key from this column is asked for each party that goes with its import.
CREATE INDEX merge_proposal_other ON merge_proposal (other);
