-- What happened leaves the process: at least once, in order per object, once per person.
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- who acts, as well as for whom
CREATE FUNCTION acting_user() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('parley.user_id', true), '');
CREATE OR REPLACE FUNCTION open_request(audience text, partner_id text, actor text, request_key text)
RETURNS TABLE (status integer, body text, etag text, fingerprint text) LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('search_path', 'parley, public', true), set_config('parley.audience', audience, true),
    set_config('parley.partner_id', open_request.partner_id, true), set_config('parley.user_id', actor, true);
  IF request_key IS NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(actor || ' ' || request_key, 3));
  RETURN QUERY SELECT i.status, i.body, i.etag, i.fingerprint FROM parley.idempotency i WHERE i.actor_id = actor AND i.key = request_key;
END $$;

-- ---------------------------------------------------------------- the outbox: a line per object
-- What happened before anything left the process is not told today.
UPDATE outbox SET dispatched_at = created_at WHERE dispatched_at IS NULL;
ALTER TABLE outbox
  ADD COLUMN event_id uuid,                              -- what others know a message by: random, because a sequence counts
  ADD COLUMN actor_id text,                              -- nobody is told of what they did themselves
  ADD COLUMN taken_by text[] NOT NULL DEFAULT '{}',      -- the consumers that are done with it
  ADD COLUMN attempts integer NOT NULL DEFAULT 0,
  ADD COLUMN next_attempt_at timestamptz,
  ADD COLUMN last_error text,
  ADD COLUMN set_aside_at timestamptz;                   -- given up until a person puts it back
ALTER TABLE outbox ALTER COLUMN event_id SET DEFAULT gen_random_uuid(), ALTER COLUMN actor_id SET DEFAULT acting_user();
UPDATE outbox SET event_id = gen_random_uuid() WHERE dispatched_at IS NULL;
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (id) WHERE dispatched_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX outbox_in_line ON outbox (subject_id, id) WHERE dispatched_at IS NULL AND set_aside_at IS NULL;
CREATE INDEX outbox_set_aside ON outbox (set_aside_at) WHERE set_aside_at IS NOT NULL;

-- Ids are handed out before commits, so a later id can be committed first. Whoever writes about an object holds its place
-- until the commit, and takes the id after that: per object, ids are in the order of commits, and none is passed over.
CREATE FUNCTION stand_in_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.subject_id::text, 11));
  NEW.id := nextval('parley.outbox_id_seq');
  RETURN NEW;
END $$;
CREATE TRIGGER outbox_line BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION stand_in_line();

REVOKE UPDATE ON outbox FROM parley_app;
GRANT UPDATE (dispatched_at, taken_by, attempts, next_attempt_at, last_error, set_aside_at) ON outbox TO parley_app;
CREATE POLICY dispatched_by_us ON outbox AS RESTRICTIVE FOR UPDATE USING (acting_audience() IN ('staff','system'));

-- ---------------------------------------------------------------- e-mail
-- Written with what it tells of, sent later by a worker that has leased the row. Its id makes the Message-ID.
CREATE TABLE email (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  once text NOT NULL,
  address text NOT NULL,
  kind text NOT NULL,
  -- Of one object and person, one after the other.
  about uuid,
  subject text NOT NULL,
  lines text[],
  link_words text,
  link_url text,
  created_at timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  -- By the database's clock: workers whose clocks differ don't take each other's.
  leased_until timestamptz,
  leased_by uuid,
  last_error text,
  sent_at timestamptz,
  given_up_at timestamptz,
  UNIQUE (once, address),
  CHECK ((link_words IS NULL) = (link_url IS NULL)),
  -- What was sent may hold a link that signs in: only that it was sent is kept.
  CHECK (sent_at IS NULL OR (lines IS NULL AND link_url IS NULL))
);
CREATE INDEX email_waiting ON email (next_attempt_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX email_in_line ON email (about, address, seq) WHERE sent_at IS NULL AND given_up_at IS NULL AND about IS NOT NULL;
CREATE INDEX email_given_up ON email (given_up_at) WHERE given_up_at IS NOT NULL;
ALTER TABLE email ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_only ON email USING (acting_audience() = 'system');
GRANT SELECT ON email TO parley_app;
GRANT UPDATE (lines, link_words, link_url, next_attempt_at, attempts, leased_until, leased_by, last_error, sent_at, given_up_at) ON email TO parley_app;

-- A worker's next few: of one person and record one after the other, of everything else the oldest first. The lease ends by this
-- clock, whatever the worker's says; who was killed leaves it to the next.
CREATE FUNCTION lease_emails(due timestamptz, by_worker uuid, most integer, lease_seconds integer) RETURNS SETOF email LANGUAGE sql VOLATILE SET search_path = parley, pg_temp AS $$
  UPDATE email SET leased_until = clock_timestamp() + make_interval(secs => lease_seconds), leased_by = by_worker, attempts = attempts + 1
    WHERE id = ANY(ARRAY(
      SELECT e.id FROM email e WHERE e.sent_at IS NULL AND e.given_up_at IS NULL AND e.next_attempt_at <= due
        AND (e.leased_until IS NULL OR e.leased_until < clock_timestamp())
        AND NOT EXISTS (SELECT FROM email p WHERE p.about = e.about AND p.address = e.address AND p.seq < e.seq
          AND p.sent_at IS NULL AND p.given_up_at IS NULL)
      ORDER BY e.seq LIMIT most FOR UPDATE SKIP LOCKED))
    RETURNING *
$$;

-- Anybody's request may cause an e-mail; nobody's may read one.
CREATE FUNCTION queue_email(id uuid, once text, address text, kind text, about uuid, subject text, lines text[], link_words text, link_url text, at timestamptz)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  INSERT INTO email (id, once, address, kind, about, subject, lines, link_words, link_url, created_at, next_attempt_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) ON CONFLICT ON CONSTRAINT email_once_address_key DO NOTHING
$$;
-- What operators see of e-mails: not what they say.
CREATE VIEW email_state WITH (security_barrier) AS
  SELECT id, seq, address, kind, subject, created_at, next_attempt_at, attempts, leased_until, last_error, sent_at, given_up_at,
    lines IS NOT NULL AS kept FROM email WHERE acting_audience() IN ('staff','system');
GRANT SELECT ON email_state TO parley_app;
-- Sends one again that was given up, or that waits for its next attempt. False when there is none such.
CREATE FUNCTION retry_email(of_email uuid, at timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  UPDATE email SET given_up_at = NULL, next_attempt_at = at, attempts = 0
    WHERE id = of_email AND sent_at IS NULL AND lines IS NOT NULL AND acting_audience() IN ('staff','system');
  RETURN FOUND;
END $$;

-- How the mail server stood when a worker last asked it: the console may run in a process that knows none.
CREATE TABLE mail_server (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  seen_at timestamptz NOT NULL,
  away_since timestamptz,
  reason text,
  CHECK ((away_since IS NULL) = (reason IS NULL))
);
ALTER TABLE mail_server ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_only ON mail_server USING (acting_audience() IN ('staff','system'));
GRANT SELECT, INSERT, UPDATE ON mail_server TO parley_app;

-- ---------------------------------------------------------------- notices
CREATE TABLE notification (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  user_id text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  partner_id uuid REFERENCES partner,
  event_id uuid NOT NULL,
  kind text NOT NULL,
  topic text NOT NULL,
  title text NOT NULL,
  lines text[] NOT NULL,
  -- What it opens, below the reader's app: `/registrations/<id>`.
  path text NOT NULL,
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  -- Of one event a person is told once, whatever is tried again.
  UNIQUE (user_id, event_id)
);
CREATE INDEX notification_newest ON notification (user_id, created_at DESC, seq DESC);
CREATE INDEX notification_unread ON notification (user_id) WHERE read_at IS NULL;
CREATE TABLE notification_setting (
  user_id text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  kind text NOT NULL,
  channel text NOT NULL CHECK (channel IN ('email','app','none')),
  PRIMARY KEY (user_id, kind)
);
ALTER TABLE notification ENABLE ROW LEVEL SECURITY;
ALTER TABLE notification_setting ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON notification USING (acting_audience() = 'system'
  OR (user_id = acting_user() AND partner_id IS NOT DISTINCT FROM acting_partner()));
CREATE POLICY own_rows ON notification_setting USING (acting_audience() = 'system' OR user_id = acting_user());
GRANT SELECT, INSERT ON notification, notification_setting TO parley_app;
GRANT UPDATE (read_at) ON notification TO parley_app;
GRANT UPDATE (channel) ON notification_setting TO parley_app;

-- The vendor's next step falls due, or the partner's: said once for each date.
ALTER TABLE registration ADD COLUMN due_told_for timestamptz;

-- ---------------------------------------------------------------- how long it is kept
-- What was delivered is kept for a while, to look things up. Bodies that nobody sent in that time are wiped.
CREATE FUNCTION clear_delivered(before timestamptz) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE cleared integer := 0; part integer;
BEGIN
  IF acting_audience() <> 'system' THEN RETURN 0; END IF;
  DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE dispatched_at < before ORDER BY id LIMIT 20000);
  GET DIAGNOSTICS cleared = ROW_COUNT;
  DELETE FROM email WHERE id IN (SELECT id FROM email WHERE sent_at < before OR given_up_at < before ORDER BY seq LIMIT 20000);
  GET DIAGNOSTICS part = ROW_COUNT;
  cleared := cleared + part;
  DELETE FROM notification WHERE id IN (SELECT id FROM notification WHERE created_at < before ORDER BY seq LIMIT 20000);
  GET DIAGNOSTICS part = ROW_COUNT;
  RETURN cleared + part;
END $$;

REVOKE ALL ON FUNCTION acting_user(), stand_in_line(), lease_emails(timestamptz, uuid, integer, integer), retry_email(uuid, timestamptz), clear_delivered(timestamptz),
  queue_email(uuid, text, text, text, uuid, text, text[], text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION acting_user(), stand_in_line(), lease_emails(timestamptz, uuid, integer, integer), retry_email(uuid, timestamptz), clear_delivered(timestamptz),
  queue_email(uuid, text, text, text, uuid, text, text[], text, text, timestamptz) TO parley_app;
