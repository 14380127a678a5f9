-- Whether `party.region` is where the party is, or only where its row belongs: a list without addresses says the
-- second and not the first. Rows written before were taken as located.
ALTER TABLE party ADD COLUMN located BIGINT NOT NULL DEFAULT 1;

-- The latest steps of the cases of a region or party are read backwards from the newest entry.
CREATE INDEX case_step_entry ON case_step (entry);
