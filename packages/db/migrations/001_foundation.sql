-- Extensions come first: an exclusion constraint over (account =, family =, window &&) needs btree_gist.
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- The role that serves requests. It owns nothing and can't go round row-level security.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'parley_app') THEN
    CREATE ROLE parley_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  -- From PostgreSQL 16 on, whoever creates a role is a member that may not act as it. Granting twice does no harm.
  BEGIN
    EXECUTE format('GRANT parley_app TO %I', current_user);
  EXCEPTION WHEN insufficient_privilege THEN
    NULL; -- an administrator has granted it, or the start says what is missing
  END;
END $$;

CREATE SCHEMA parley;
GRANT USAGE ON SCHEMA parley TO parley_app;
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- who sees what
-- Set inside each transaction. No setting means nobody: every policy below is then false.
CREATE FUNCTION acting_audience() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('parley.audience', true), '');
CREATE FUNCTION acting_partner() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('parley.partner_id', true), '')::uuid;
CREATE FUNCTION may_see(row_partner uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN acting_audience() IN ('staff', 'system') OR (acting_audience() = 'partner' AND row_partner = acting_partner());

-- ---------------------------------------------------------------- the vendor and its program
CREATE TABLE vendor (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  name text NOT NULL,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  time_zone text NOT NULL
);
-- One row once the demo has been loaded, so that it is loaded once.
CREATE TABLE demo (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  loaded_at timestamptz NOT NULL
);
CREATE TABLE product_family (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text NOT NULL,
  position integer NOT NULL
);

CREATE TABLE partner (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  type text NOT NULL CHECK (type IN ('reseller','var','integrator','managedService','distributor','agency','referral')),
  tier text NOT NULL CHECK (tier IN ('registered','silver','gold','platinum')),
  country text NOT NULL,
  authorized boolean NOT NULL,
  agreement_signed_on date,
  in_good_standing boolean NOT NULL DEFAULT true,
  trained_people integer NOT NULL DEFAULT 0 CHECK (trained_people >= 0),
  created_at timestamptz NOT NULL
);
CREATE TABLE certification (
  id uuid PRIMARY KEY,
  partner_id uuid NOT NULL REFERENCES partner,
  product_family text NOT NULL REFERENCES product_family,
  person_name text NOT NULL,
  expires_on date NOT NULL
);
CREATE INDEX certification_of_partner ON certification (partner_id, product_family, expires_on);

-- ---------------------------------------------------------------- accounts: one record whatever the spelling
CREATE TABLE account (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  normalized_name text NOT NULL,
  domain text,
  country text,
  city text,
  designation text NOT NULL DEFAULT 'open' CHECK (designation IN ('open','named','house')),
  conduct_hold_reason text,
  parent_id uuid REFERENCES account,
  source text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL
);
CREATE INDEX account_domain ON account (domain) WHERE domain IS NOT NULL;
CREATE INDEX account_normalized_name ON account (normalized_name text_pattern_ops, country);

-- Who buys what already, and who made the latest sale.
CREATE TABLE holding (
  account_id uuid NOT NULL REFERENCES account,
  product_family text NOT NULL REFERENCES product_family,
  incumbent_partner_id uuid REFERENCES partner,
  since date NOT NULL,
  PRIMARY KEY (account_id, product_family)
);
-- The vendor's own open opportunities.
CREATE TABLE direct_opportunity (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  product_family text NOT NULL REFERENCES product_family,
  owner_name text NOT NULL,
  last_contact_on date NOT NULL,
  closed_on date
);
CREATE INDEX direct_opportunity_open ON direct_opportunity (account_id, product_family) WHERE closed_on IS NULL;

-- ---------------------------------------------------------------- policies: versions never change
CREATE TABLE policy_version (
  point text NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  -- json, not jsonb: an editor finds the keys in the order in which they were written.
  document json NOT NULL,
  cases json NOT NULL,
  content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  based_on integer,
  note text NOT NULL,
  author_id text NOT NULL,
  author_name text NOT NULL,
  submitted_at timestamptz NOT NULL,
  PRIMARY KEY (point, version)
);
-- Nobody reviews their own change: the database says so too.
CREATE TABLE policy_review (
  point text NOT NULL,
  version integer NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('approved','declined')),
  note text,
  content_hash text NOT NULL,
  reviewer_id text NOT NULL,
  reviewer_name text NOT NULL,
  reviewed_at timestamptz NOT NULL,
  PRIMARY KEY (point, version),
  FOREIGN KEY (point, version) REFERENCES policy_version
);
CREATE FUNCTION forbid_own_review() RETURNS trigger LANGUAGE plpgsql SET search_path = parley, public AS $$
BEGIN
  IF EXISTS (SELECT FROM policy_version v WHERE v.point = NEW.point AND v.version = NEW.version AND v.author_id = NEW.reviewer_id) THEN
    RAISE EXCEPTION 'the author of a policy version does not review it' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_review_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_review_by_another BEFORE INSERT ON policy_review FOR EACH ROW EXECUTE FUNCTION forbid_own_review();
-- In force at an instant: the activation with the latest active_from at or before it (of equals, the later one).
CREATE TABLE policy_activation (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  point text NOT NULL,
  version integer NOT NULL,
  active_from timestamptz NOT NULL,
  reason text,
  rollback boolean NOT NULL DEFAULT false,
  activated_by_id text NOT NULL,
  activated_by_name text NOT NULL,
  activated_at timestamptz NOT NULL,
  FOREIGN KEY (point, version) REFERENCES policy_version
);
-- What comes in force was approved, is to the letter what was approved, and isn't put in force by its author.
CREATE FUNCTION require_approval() RETURNS trigger LANGUAGE plpgsql SET search_path = parley, public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM policy_version v JOIN policy_review r USING (point, version)
      WHERE v.point = NEW.point AND v.version = NEW.version AND r.verdict = 'approved' AND r.content_hash = v.content_hash) THEN
    RAISE EXCEPTION 'a policy version is approved before it comes in force' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_activation_approved';
  END IF;
  IF EXISTS (SELECT FROM policy_version v WHERE v.point = NEW.point AND v.version = NEW.version AND v.author_id = NEW.activated_by_id) THEN
    RAISE EXCEPTION 'the author of a policy version does not put it in force' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_activation_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_activation_approved BEFORE INSERT ON policy_activation FOR EACH ROW EXECUTE FUNCTION require_approval();
CREATE INDEX policy_activation_in_force ON policy_activation (point, active_from DESC, seq DESC);
-- A start that was called off before it came. What was in force at any past instant stays what it was.
CREATE TABLE policy_cancellation (
  activation bigint PRIMARY KEY REFERENCES policy_activation,
  reason text NOT NULL,
  cancelled_by_id text NOT NULL,
  cancelled_by_name text NOT NULL,
  cancelled_at timestamptz NOT NULL
);
CREATE FUNCTION require_start_ahead() RETURNS trigger LANGUAGE plpgsql SET search_path = parley, public AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM policy_activation a WHERE a.seq = NEW.activation AND a.active_from > NEW.cancelled_at) THEN
    RAISE EXCEPTION 'a start that has come is not cancelled' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_cancellation_in_time';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER policy_cancellation_in_time BEFORE INSERT ON policy_cancellation FOR EACH ROW EXECUTE FUNCTION require_start_ahead();
-- Whoever dates a version that is still to come for an earlier instant moves it: the later start is void, and doesn't bring
-- the version back after it was replaced or rolled back. Nor does it come back when the earlier start is cancelled.
CREATE VIEW policy_start AS
  SELECT a.* FROM policy_activation a WHERE NOT EXISTS (
    SELECT FROM policy_activation b WHERE b.point = a.point AND b.version = a.version AND b.seq > a.seq
      AND b.active_from <= a.active_from AND b.activated_at < a.active_from)
    AND NOT EXISTS (SELECT FROM policy_cancellation c WHERE c.activation = a.seq);
CREATE FUNCTION policy_in_force(of_point text, at timestamptz) RETURNS integer LANGUAGE sql STABLE SET search_path = parley, public
  RETURN (SELECT a.version FROM policy_start a WHERE a.point = of_point AND a.active_from <= at
          ORDER BY a.active_from DESC, a.seq DESC LIMIT 1);
CREATE TABLE policy_draft (
  id uuid PRIMARY KEY,
  point text NOT NULL,
  document text NOT NULL,
  cases text NOT NULL,
  based_on integer NOT NULL,
  author_id text NOT NULL,
  author_name text NOT NULL,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);

-- ---------------------------------------------------------------- decisions: rows that never change
CREATE TABLE decision (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  point text NOT NULL,
  subject_id uuid NOT NULL,
  partner_id uuid REFERENCES partner,
  outcome text NOT NULL,
  params jsonb NOT NULL,
  because text[] NOT NULL,
  fired text[] NOT NULL,
  nearly jsonb NOT NULL,
  missing text[] NOT NULL DEFAULT '{}',
  facts jsonb NOT NULL,
  policy_version integer,
  decided_at timestamptz NOT NULL,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  supersedes uuid REFERENCES decision,
  override_reason text,
  override_wording text,
  FOREIGN KEY (point, policy_version) REFERENCES policy_version,
  -- A policy or a person decided, never both and never neither.
  CHECK ((policy_version IS NULL) = (override_reason IS NOT NULL))
);
CREATE INDEX decision_of_subject ON decision (subject_id, seq DESC);
CREATE INDEX decision_of_policy ON decision (point, policy_version);
CREATE INDEX decision_latest ON decision (decided_at DESC, id DESC);
CREATE UNIQUE INDEX decision_superseded_once ON decision (supersedes) WHERE supersedes IS NOT NULL;

-- ---------------------------------------------------------------- registrations
CREATE TABLE registration (
  id uuid PRIMARY KEY,
  reference text NOT NULL UNIQUE,
  partner_id uuid NOT NULL REFERENCES partner,
  account_id uuid NOT NULL REFERENCES account,
  account_match text NOT NULL CHECK (account_match IN ('certain','likely','new')),
  account_match_reason text NOT NULL,
  account_name text NOT NULL,
  account_domain text,
  account_country text NOT NULL,
  account_city text,
  product_family text NOT NULL REFERENCES product_family,
  kind text NOT NULL,
  scope text NOT NULL,
  role text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  expected_close_on date NOT NULL,
  description text NOT NULL,
  contact_name text,
  contact_email text,
  meetings_held integer NOT NULL,
  tender text NOT NULL,
  registered_with_competitor boolean NOT NULL,
  customer_choice text NOT NULL,
  -- approved and teaming end by time: see registration_status.
  status text NOT NULL CHECK (status IN ('approved','teaming','informationNeeded','inReview','rejected','withdrawn','expired','lapsed','won','lost')),
  decision_id uuid NOT NULL REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  protection_decision_id uuid REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  answer_due_at timestamptz,
  submitted_by text NOT NULL,
  submitted_by_name text NOT NULL,
  submitted_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by_name text,
  close_note text,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX registration_of_partner ON registration (partner_id, submitted_at DESC, id DESC);
CREATE INDEX registration_newest ON registration (submitted_at DESC, id DESC);
CREATE INDEX registration_of_account ON registration (account_id, product_family, status);
CREATE INDEX registration_waiting ON registration (answer_due_at) WHERE status IN ('inReview','informationNeeded');

CREATE TABLE registration_draft (
  id uuid PRIMARY KEY,
  partner_id uuid NOT NULL REFERENCES partner,
  user_id text NOT NULL,
  form jsonb NOT NULL,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE INDEX registration_draft_of_user ON registration_draft (partner_id, user_id, updated_at DESC);

-- The exclusive right. One for an account, product family and instant: the database has the last word.
CREATE TABLE protection (
  registration_id uuid PRIMARY KEY REFERENCES registration DEFERRABLE INITIALLY DEFERRED,
  partner_id uuid NOT NULL REFERENCES partner,
  account_id uuid NOT NULL REFERENCES account,
  product_family text NOT NULL REFERENCES product_family,
  kind text NOT NULL CHECK (kind IN ('exclusive','teaming')),
  granted_at timestamptz NOT NULL,
  -- Cut short when it ends early; empty when it ends in the instant in which it was granted.
  during tstzrange NOT NULL CHECK (NOT lower_inf(during) AND NOT upper_inf(during)),
  ended_because text CHECK (ended_because IN ('expired','lapsed','withdrawn','closed','overridden')),
  lapse_on date,
  lapse_announced_at timestamptz,
  expiry_reminder_days_sent integer,
  extensions_used integer NOT NULL DEFAULT 0,
  extended_at timestamptz,
  CONSTRAINT one_protection EXCLUDE USING gist (account_id WITH =, product_family WITH =, during WITH &&) WHERE (kind = 'exclusive')
);
CREATE INDEX protection_running ON protection (partner_id) WHERE ended_because IS NULL;

-- What a reader sees of a status: a protection whose window is over has ended, whether or not the sweep has been by.
CREATE FUNCTION registration_status(status text, window_end timestamptz, at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN status IN ('approved','teaming') AND window_end <= at THEN 'expired' ELSE status END;

CREATE TABLE activity (
  id uuid PRIMARY KEY,
  registration_id uuid NOT NULL REFERENCES registration,
  partner_id uuid NOT NULL REFERENCES partner,
  kind text NOT NULL,
  note text NOT NULL,
  happened_on date NOT NULL,
  logged_at timestamptz NOT NULL,
  logged_by_name text NOT NULL
);
CREATE INDEX activity_of_registration ON activity (registration_id, logged_at);

CREATE TABLE information_request (
  id uuid PRIMARY KEY,
  registration_id uuid NOT NULL REFERENCES registration,
  partner_id uuid NOT NULL REFERENCES partner,
  question text NOT NULL,
  asked_by_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  answer text,
  answered_at timestamptz,
  answered_by_name text
);
CREATE INDEX information_request_of_registration ON information_request (registration_id, asked_at);
CREATE INDEX information_request_open ON information_request (partner_id, due_at) WHERE answered_at IS NULL;

-- ---------------------------------------------------------------- retries, and work that leaves the process
CREATE TABLE idempotency (
  actor_id text NOT NULL,
  key text NOT NULL,
  partner_id uuid,
  fingerprint text NOT NULL,
  status integer NOT NULL,
  -- text, not jsonb: a repeat gets the same bytes.
  body text NOT NULL,
  etag text,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (actor_id, key)
);
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL,
  subject_id uuid NOT NULL,
  partner_id uuid,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  dispatched_at timestamptz
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE dispatched_at IS NULL;

-- ---------------------------------------------------------------- append-only
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['decision','policy_version','policy_review','policy_activation','policy_cancellation','activity'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON parley.%I FOR EACH ROW EXECUTE FUNCTION parley.refuse_change()', kept);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON parley.%I FOR EACH STATEMENT EXECUTE FUNCTION parley.refuse_change()', kept);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- row-level security and privileges
DO $$
DECLARE of_partner text;
BEGIN
  FOREACH of_partner IN ARRAY ARRAY['certification','registration','registration_draft','protection','activity','information_request','decision','idempotency','outbox'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', of_partner);
    EXECUTE format('CREATE POLICY own_rows ON parley.%I USING (parley.may_see(partner_id)) WITH CHECK (parley.may_see(partner_id))', of_partner);
  END LOOP;
  EXECUTE 'ALTER TABLE parley.partner ENABLE ROW LEVEL SECURITY';
  EXECUTE 'CREATE POLICY own_rows ON parley.partner USING (parley.may_see(id)) WITH CHECK (parley.may_see(id))';
  -- Accounts and what the vendor knows of them are the staff's; partners meet them through registration_facts. So is what
  -- isn't a rule yet, and why a date was called off.
  FOREACH of_partner IN ARRAY ARRAY['account','holding','direct_opportunity','policy_draft','policy_cancellation'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', of_partner);
    EXECUTE format('CREATE POLICY staff_only ON parley.%I USING (parley.acting_audience() IN (''staff'',''system''))', of_partner);
  END LOOP;
END $$;
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA parley TO parley_app;
REVOKE UPDATE ON decision, policy_version, policy_review, policy_activation, policy_cancellation, activity FROM parley_app;
GRANT DELETE ON registration_draft, policy_draft TO parley_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA parley TO parley_app;

-- ---------------------------------------------------------------- what a registration is decided by
-- The account of a typed name, made when there is none. Behind one function: a later matcher replaces its body.
-- `typed_name` is normalised and `typed_domain` is a registrable domain that belongs to one company, or null.
-- Locks the account, so that of simultaneous registrations each sees what the one before it did.
CREATE FUNCTION match_account(
  typed_name text, typed_normalized_name text, typed_domain text, typed_country text, typed_city text,
  new_id uuid, at timestamptz, create_missing boolean,
  OUT account_id uuid, OUT match text, OUT reason text
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  IF typed_domain IS NOT NULL THEN
    SELECT a.id INTO account_id FROM account a WHERE a.domain = typed_domain
      ORDER BY (a.normalized_name = typed_normalized_name) DESC, (a.country IS NOT DISTINCT FROM typed_country) DESC, a.created_at, a.id LIMIT 1;
    IF FOUND THEN match := 'certain'; reason := 'Same domain: ' || typed_domain; END IF;
  END IF;
  IF account_id IS NULL AND typed_normalized_name <> '' THEN
    SELECT a.id,
      CASE WHEN (a.domain IS NULL OR typed_domain IS NULL) AND a.country = typed_country THEN 'certain' ELSE 'likely' END,
      CASE WHEN (a.domain IS NULL OR typed_domain IS NULL) AND a.country = typed_country THEN 'Same name and country'
           WHEN a.country = typed_country THEN 'Same name and country, but another domain'
           ELSE 'Same name, but the country differs or is not known' END
      INTO account_id, match, reason
      FROM account a
      WHERE a.normalized_name = typed_normalized_name AND (typed_country IS NULL OR a.country IS NULL OR a.country = typed_country)
        AND NOT (a.domain IS NOT NULL AND typed_domain IS NOT NULL AND a.domain <> typed_domain AND a.country IS DISTINCT FROM typed_country)
      ORDER BY (a.country IS NOT DISTINCT FROM typed_country) DESC, a.created_at, a.id LIMIT 1;
  END IF;
  IF NOT create_missing THEN
    IF account_id IS NULL THEN match := 'new'; reason := 'No account has this name or domain yet'; END IF;
    RETURN;
  END IF;
  IF account_id IS NULL THEN
    -- Two partners may type the same unknown company at once, one by its name, the other by its domain: whoever holds the
    -- locks of both makes it, the other then finds it. Taken in one order by all, so that nobody waits for each other.
    PERFORM pg_advisory_xact_lock(each.lock) FROM (
      SELECT DISTINCT hashtextextended(typed, 7) AS lock FROM unnest(ARRAY['name ' || typed_normalized_name, 'domain ' || typed_domain]) typed
        WHERE typed IS NOT NULL AND typed <> 'name ' ORDER BY lock
    ) each;
    SELECT m.account_id, m.match, m.reason INTO account_id, match, reason
      FROM match_account(typed_name, typed_normalized_name, typed_domain, typed_country, typed_city, new_id, at, false) m;
    IF account_id IS NULL THEN
      INSERT INTO account (id, name, normalized_name, domain, country, city, source, created_at)
        VALUES (new_id, typed_name, typed_normalized_name, typed_domain, typed_country, typed_city, 'registration', at);
      account_id := new_id; match := 'new'; reason := 'No account had this name or domain yet';
    END IF;
  END IF;
  PERFORM 1 FROM account a WHERE a.id = match_account.account_id FOR UPDATE;
END $$;

-- Everything about a partner and an account that a registration's facts need, and nothing that names anybody else.
-- plpgsql, so that its plan is kept; volatile, so that it sees what was committed while match_account waited for its lock.
-- A protection counts until its end, even when its beginning was read from a clock that is ahead of `at`. Whoever leaves a question
-- unanswered beyond its date holds nobody else up any longer.
CREATE FUNCTION registration_facts(of_partner uuid, of_account uuid, of_family text, at timestamptz, today date, ignoring uuid)
RETURNS TABLE (
  partner_authorized boolean, agreement_signed boolean, tier text, in_good_standing boolean, trained_people integer,
  certified_people integer, open_registrations integer, overdue_answers integer,
  designation text, conduct_hold boolean, customer_of_family boolean, incumbent_is_partner boolean,
  protected_for_other boolean, protected_until timestamptz, own_registration_open boolean,
  in_direct_pipeline boolean, last_direct_contact_on date, undecided_for_other boolean,
  policy_version integer, policy_active_from timestamptz
) LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT p.authorized, p.agreement_signed_on <= today IS TRUE, p.tier, p.in_good_standing, p.trained_people,
    (SELECT count(*)::int FROM certification c WHERE c.partner_id = p.id AND c.product_family = of_family AND c.expires_on >= today),
    (SELECT count(*)::int FROM protection x WHERE x.partner_id = p.id AND x.during @> at AND x.ended_because IS NULL
       AND x.registration_id IS DISTINCT FROM ignoring),
    (SELECT count(*)::int FROM information_request i JOIN registration r ON r.id = i.registration_id
       WHERE i.partner_id = p.id AND i.answered_at IS NULL AND i.due_at < at AND r.status = 'informationNeeded' AND r.id IS DISTINCT FROM ignoring),
    coalesce(a.designation, 'open'), a.conduct_hold_reason IS NOT NULL,
    EXISTS (SELECT FROM holding h WHERE h.account_id = of_account AND h.product_family = of_family),
    EXISTS (SELECT FROM holding h WHERE h.account_id = of_account AND h.product_family = of_family AND h.incumbent_partner_id = p.id),
    o.until IS NOT NULL, o.until,
    EXISTS (SELECT FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
       WHERE r.partner_id = p.id AND r.account_id = of_account AND r.product_family = of_family AND r.id IS DISTINCT FROM ignoring
         AND registration_status(r.status, upper(x.during), at) IN ('approved','teaming','inReview','informationNeeded')),
    d.last_contact_on IS NOT NULL, d.last_contact_on,
    EXISTS (SELECT FROM registration r WHERE r.partner_id <> p.id AND r.account_id = of_account AND r.product_family = of_family
       AND (r.status = 'inReview' OR (r.status = 'informationNeeded' AND r.answer_due_at > at)) AND r.id IS DISTINCT FROM ignoring),
    v.version, v.active_from
  FROM partner p
  LEFT JOIN account a ON a.id = of_account
  LEFT JOIN LATERAL (SELECT max(upper(x.during)) AS until FROM protection x
     WHERE x.account_id = of_account AND x.product_family = of_family AND x.partner_id <> p.id AND x.kind = 'exclusive' AND upper(x.during) > at) o ON true
  LEFT JOIN LATERAL (SELECT max(q.last_contact_on) AS last_contact_on FROM direct_opportunity q
     WHERE q.account_id = of_account AND q.product_family = of_family AND q.closed_on IS NULL) d ON true
  LEFT JOIN LATERAL (SELECT n.version, n.active_from FROM policy_start n WHERE n.point = 'registration' AND n.active_from <= at
     ORDER BY n.active_from DESC, n.seq DESC LIMIT 1) v ON true
  WHERE p.id = of_partner AND (acting_audience() IN ('staff','system') OR p.id = acting_partner());
END $$;

-- Opens a request's transaction: who sees what in it, and what was answered to this key before. The lock holds a simultaneous
-- repeat back until the first has its answer; it costs no write. In a function, so that its plans are kept.
CREATE FUNCTION open_request(audience text, partner_id text, actor text, request_key text)
RETURNS TABLE (status integer, body text, etag text, fingerprint text) LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  PERFORM set_config('search_path', 'parley, public', true), set_config('parley.audience', audience, true),
    set_config('parley.partner_id', open_request.partner_id, true);
  IF request_key IS NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(actor || ' ' || request_key, 3));
  RETURN QUERY SELECT i.status, i.body, i.etag, i.fingerprint FROM parley.idempotency i WHERE i.actor_id = actor AND i.key = request_key;
END $$;
CREATE FUNCTION keep_answer(actor text, request_key text, partner uuid, request_fingerprint text, status integer, body text, etag text, at timestamptz)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO parley.idempotency (actor_id, key, partner_id, fingerprint, status, body, etag, created_at)
    VALUES (actor, request_key, partner, request_fingerprint, status, body, etag, at);
END $$;

-- Whoever changes a registration holds its account, as whoever registers does; a partner can't read the row itself.
CREATE FUNCTION lock_account(of_account uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  PERFORM 1 FROM account a WHERE a.id = of_account FOR UPDATE;
END $$;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA parley FROM PUBLIC;
GRANT EXECUTE ON FUNCTION acting_audience(), acting_partner(), may_see(uuid), policy_in_force(text, timestamptz),
  registration_status(text, timestamptz, timestamptz),
  match_account(text, text, text, text, text, uuid, timestamptz, boolean),
  registration_facts(uuid, uuid, text, timestamptz, date, uuid), lock_account(uuid),
  open_request(text, text, text, text), keep_answer(text, text, uuid, text, integer, text, text, timestamptz) TO parley_app;
