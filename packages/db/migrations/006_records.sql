-- Who did what, and the links by which a changed record is found: docs/records.md says how anybody recomputes them.
SET LOCAL search_path = parley, public;
SET LOCAL timezone = 'UTC';

-- ---------------------------------------------------------------- the chain
-- One link for each record, in one of sixteen lanes, so that commits don't queue on one head. A lane is a chain: each link has the
-- hash of the one before it. Links are only added, so a lane's head is its last link: nothing is rewritten at each commit.
CREATE TABLE record_link (
  lane smallint NOT NULL CHECK (lane BETWEEN 0 AND 15),
  position bigint NOT NULL CHECK (position >= 1),
  kind text NOT NULL,
  record_id uuid NOT NULL,
  record_hash bytea NOT NULL CHECK (length(record_hash) = 32),
  -- 32 zero bytes before the first.
  previous_hash bytea NOT NULL CHECK (length(previous_hash) = 32),
  hash bytea NOT NULL CHECK (length(hash) = 32),
  linked_at timestamptz NOT NULL,
  PRIMARY KEY (lane, position),
  -- Two links can't follow the same one: a lane never forks.
  CONSTRAINT record_link_never_forks UNIQUE (lane, previous_hash),
  CONSTRAINT record_linked_once UNIQUE (kind, record_id)
);

-- `record` as to_jsonb gives the row while the time zone is UTC. Columns without a value are left out, so that a column which a
-- later migration adds changes no hash. The advisory lock is the lane: held until others see the commit. A transaction that holds
-- one gets it again, and so never waits for a second.
CREATE FUNCTION append_link(of_kind text, record jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  held integer := pg_backend_pid() % 16;
BEGIN
  IF NOT pg_try_advisory_xact_lock(6006, held) THEN
    SELECT free.lane INTO held FROM (SELECT (pg_backend_pid() + step) % 16 AS lane FROM generate_series(1, 15) step) free
      WHERE pg_try_advisory_xact_lock(6006, free.lane) LIMIT 1;
    IF held IS NULL THEN
      held := pg_backend_pid() % 16;
      PERFORM pg_advisory_xact_lock(6006, held);
    END IF;
  END IF;
  INSERT INTO record_link (lane, position, kind, record_id, record_hash, previous_hash, hash, linked_at)
    SELECT held, n.position, of_kind, n.record_id, n.record_hash, n.previous_hash,
      sha256(n.previous_hash || convert_to(concat_ws(' ', held, n.position, of_kind, n.record_id,
        to_char(n.linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'UTF8') || n.record_hash), n.linked_at
    FROM (SELECT coalesce(l.position, 0) + 1 AS position, (record->>'id')::uuid AS record_id, coalesce(l.hash, decode(repeat('00', 32), 'hex')) AS previous_hash,
        sha256(convert_to((record - ARRAY(SELECT k FROM jsonb_object_keys(record) k WHERE jsonb_typeof(record->k) = 'null'))::text, 'UTF8')) AS record_hash,
        clock_timestamp() AS linked_at
      FROM (SELECT) once LEFT JOIN LATERAL (SELECT x.position, x.hash FROM record_link x WHERE x.lane = held ORDER BY x.position DESC LIMIT 1) l ON true
      OFFSET 0) n;
END $$;
-- For every table whose rows never change: AFTER INSERT, at commit. Its rows have a uuid named id.
CREATE FUNCTION link_record() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = parley, pg_temp SET timezone = 'UTC' SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  PERFORM append_link(TG_TABLE_NAME, to_jsonb(NEW));
  RETURN NULL;
END $$;

-- What an upgraded installation has already. Writers go on meanwhile; those that came in between follow under the trigger's lock.
DO $$
DECLARE earlier jsonb;
BEGIN
  FOR earlier IN SELECT to_jsonb(d) FROM decision d ORDER BY d.seq LOOP
    PERFORM append_link('decision', earlier);
  END LOOP;
END $$;
CREATE CONSTRAINT TRIGGER linked AFTER INSERT ON decision DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_record();
DO $$
DECLARE earlier jsonb;
BEGIN
  FOR earlier IN SELECT to_jsonb(d) FROM decision d
      WHERE NOT EXISTS (SELECT FROM record_link l WHERE l.kind = 'decision' AND l.record_id = d.id) ORDER BY d.seq LOOP
    PERFORM append_link('decision', earlier);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- who did what
CREATE TABLE audit_event (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  action text NOT NULL CHECK (action ~ '^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$'),
  subject_kind text,
  subject_id text,
  subject_name text,
  partner_id uuid REFERENCES partner,
  details jsonb NOT NULL DEFAULT '{}',
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  actor_role text NOT NULL,
  via text,
  -- Who was behind it, when somebody acted or looked in another's name.
  viewed_by_id text,
  viewed_by_name text,
  happened_at timestamptz NOT NULL
);
CREATE INDEX audit_event_newest ON audit_event (happened_at DESC, id DESC);
CREATE CONSTRAINT TRIGGER linked AFTER INSERT ON audit_event DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_record();
-- As whoever acts: row-level security holds in it.
CREATE FUNCTION record_event(id uuid, action text, subject_kind text, subject_id text, subject_name text, partner_id uuid, details jsonb,
  actor_id text, actor_name text, actor_role text, via text, viewed_by_id text, viewed_by_name text, at timestamptz)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO parley.audit_event (id, action, subject_kind, subject_id, subject_name, partner_id, details, actor_id, actor_name, actor_role,
      via, viewed_by_id, viewed_by_name, happened_at)
    VALUES (record_event.id, record_event.action, record_event.subject_kind, record_event.subject_id, record_event.subject_name,
      record_event.partner_id, record_event.details, record_event.actor_id, record_event.actor_name, record_event.actor_role,
      record_event.via, record_event.viewed_by_id, record_event.viewed_by_name, record_event.at);
END $$;

-- What came of each time that the chain was checked. `heads` is [[lane, position]]: how far it came, when nothing was wrong.
CREATE TABLE record_check (
  id uuid PRIMARY KEY,
  checked_at timestamptz NOT NULL,
  reach text NOT NULL CHECK (reach IN ('newest','all')),
  links bigint NOT NULL CHECK (links >= 0),
  checkpoints bigint NOT NULL CHECK (checkpoints >= 0),
  findings jsonb NOT NULL,
  heads jsonb NOT NULL
);
CREATE INDEX record_check_newest ON record_check (checked_at DESC, id DESC);

-- ---------------------------------------------------------------- append-only, and who reads and writes
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['record_link','audit_event','record_check'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON parley.%I FOR EACH ROW EXECUTE FUNCTION parley.refuse_change()', kept);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON parley.%I FOR EACH STATEMENT EXECUTE FUNCTION parley.refuse_change()', kept);
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', kept);
    EXECUTE format('CREATE POLICY staff_only ON parley.%I FOR SELECT USING (parley.acting_audience() IN (''staff'',''system''))', kept);
  END LOOP;
END $$;
-- A partner's people leave events of their own company, and read none.
CREATE POLICY written_by_whoever_acts ON audit_event FOR INSERT WITH CHECK (may_see(partner_id));
CREATE POLICY written_by_the_system ON record_check FOR INSERT WITH CHECK (acting_audience() = 'system');
GRANT SELECT ON record_link TO parley_app;
GRANT SELECT, INSERT ON audit_event, record_check TO parley_app;
REVOKE ALL ON FUNCTION append_link(text, jsonb), link_record() FROM PUBLIC;
REVOKE ALL ON FUNCTION record_event(uuid, text, text, text, text, uuid, jsonb, text, text, text, text, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION record_event(uuid, text, text, text, text, uuid, jsonb, text, text, text, text, text, text, timestamptz) TO parley_app;
