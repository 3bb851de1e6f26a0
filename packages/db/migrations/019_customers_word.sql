-- The customer's word: letters that name its representative or take that back, what became of each, who led at any instant, and
-- signed statements of it that anybody can check. docs/decisions/026 says why it is made like this.
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- letters
-- `partner_id` is who may read it besides the staff: the partner that it names or, where it takes a letter back, who brought it.
CREATE TABLE customer_letter (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('names','rescinds')),
  partner_id uuid REFERENCES partner,
  -- Unknown until it is certain which company wrote it.
  account_id uuid REFERENCES account,
  -- As whoever may read it wrote it.
  account_name text NOT NULL,
  product_families text[] NOT NULL CHECK (cardinality(product_families) BETWEEN 1 AND 20),
  form text NOT NULL CHECK (form IN ('letterhead','email','other')),
  signer_name text NOT NULL,
  signer_title text,
  -- Who signed, as whoever brought it says; once it was checked, as the customer says.
  signer text NOT NULL CHECK (signer IN ('authorized','other','nobody')),
  names_others boolean NOT NULL DEFAULT false,
  waives_wait boolean NOT NULL DEFAULT false,
  signed_on date NOT NULL,
  received_on date NOT NULL,
  received_at timestamptz NOT NULL,
  note text,
  file_name text NOT NULL,
  file_kind text NOT NULL CHECK (file_kind IN ('pdf','png','jpg','docx','xlsx','pptx','txt','csv','eml')),
  file_bytes integer NOT NULL CHECK (file_bytes BETWEEN 1 AND 5242880),
  file_sha256 text NOT NULL,
  file_content bytea NOT NULL,
  brought_by text NOT NULL CHECK (brought_by IN ('partner','vendor')),
  brought_by_id text NOT NULL,
  brought_by_name text NOT NULL,
  -- What the customer said when it was asked; null until then.
  is_genuine boolean,
  customer_told boolean NOT NULL DEFAULT false,
  checked_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  CHECK (kind = 'rescinds' OR partner_id IS NOT NULL),
  CHECK ((is_genuine IS NULL) = (checked_at IS NULL))
);
CREATE INDEX customer_letter_newest ON customer_letter (received_at DESC, id DESC);
CREATE INDEX customer_letter_of_partner ON customer_letter (partner_id, received_at DESC, id DESC);
CREATE INDEX customer_letter_of_account ON customer_letter (account_id) WHERE account_id IS NOT NULL;
ALTER TABLE customer_letter ALTER COLUMN file_content SET STORAGE EXTERNAL;

-- Who asked the customer, whom, how, and what came of it. For the staff.
CREATE TABLE letter_check (
  id uuid PRIMARY KEY,
  letter_id uuid NOT NULL REFERENCES customer_letter,
  is_genuine boolean NOT NULL,
  signer text NOT NULL CHECK (signer IN ('authorized','other','nobody')),
  how text NOT NULL CHECK (how IN ('call','email','visit','signature')),
  spoke_with text NOT NULL,
  customer_told boolean NOT NULL,
  note text,
  checked_by text NOT NULL,
  checked_by_name text NOT NULL,
  checked_at timestamptz NOT NULL
);
CREATE INDEX letter_check_of_letter ON letter_check (letter_id, checked_at);

-- ---------------------------------------------------------------- designations: a letter and one of its product families
CREATE TABLE designation (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  letter_id uuid NOT NULL REFERENCES customer_letter,
  partner_id uuid NOT NULL REFERENCES partner,
  account_id uuid REFERENCES account,
  account_name text NOT NULL,
  product_family text NOT NULL REFERENCES product_family,
  state text NOT NULL CHECK (state IN ('deciding','waiting','inEffect','notAccepted','ended')),
  outcome text NOT NULL,
  decision_id uuid NOT NULL REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  -- The day on which the policy is asked again, while it waits.
  check_on date,
  wait_waived boolean NOT NULL DEFAULT false,
  in_effect_at timestamptz,
  holds_until timestamptz,
  ended_at timestamptz,
  ended_because text CHECK (ended_because IN ('replaced','overridden','expired','takenBack')),
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT designation_once UNIQUE (letter_id, product_family),
  CHECK ((state = 'waiting') = (check_on IS NOT NULL)),
  CHECK (state <> 'inEffect' OR (in_effect_at IS NOT NULL AND holds_until IS NOT NULL AND account_id IS NOT NULL)),
  CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL))
);
CREATE INDEX designation_of_account ON designation (account_id, product_family) WHERE account_id IS NOT NULL;
CREATE INDEX designation_of_partner ON designation (partner_id, id);
CREATE INDEX designation_due ON designation (check_on) WHERE state = 'waiting';
CREATE INDEX designation_in_effect ON designation (holds_until) WHERE state = 'inEffect';

-- What the present lead is told, in its own words for the account: that there is a letter, and never whom it names.
CREATE TABLE lead_notice (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  partner_id uuid REFERENCES partner,
  account_name text NOT NULL,
  product_family text NOT NULL REFERENCES product_family,
  registration_id uuid REFERENCES registration,
  received_on date NOT NULL,
  -- The last day for a letter that takes it back, and the day of the renewal where it waits for that.
  last_day date,
  renews_on date,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open','tookEffect','youStay','withdrawn')),
  told_at timestamptz NOT NULL,
  ended_at timestamptz,
  rescinding_letter_id uuid REFERENCES customer_letter,
  version integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (ended_at IS NULL))
);
CREATE INDEX lead_notice_of_partner ON lead_notice (partner_id, told_at DESC, id DESC);

-- Who led when the letter came, and the notice of it. For the staff: neither of the two partners reads a row that has the other.
CREATE TABLE designation_lead (
  designation_id uuid PRIMARY KEY REFERENCES designation DEFERRABLE INITIALLY DEFERRED,
  kind text NOT NULL CHECK (kind IN ('partner','vendor')),
  lead_partner_id uuid REFERENCES partner,
  registration_id uuid REFERENCES registration,
  notice_id uuid NOT NULL UNIQUE REFERENCES lead_notice,
  CHECK ((kind = 'partner') = (lead_partner_id IS NOT NULL))
);

-- ---------------------------------------------------------------- protections that rest on a letter
-- A protection rests on a registration, on a letter or, where the customer names whoever leads already, on both.
ALTER TABLE protection DROP CONSTRAINT protection_pkey;
ALTER TABLE protection ALTER COLUMN registration_id DROP NOT NULL;
ALTER TABLE protection ADD CONSTRAINT protection_of_registration UNIQUE (registration_id);
ALTER TABLE protection ADD COLUMN designation_id uuid REFERENCES designation DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE protection ADD CONSTRAINT protection_rests_on_something CHECK (registration_id IS NOT NULL OR designation_id IS NOT NULL);
CREATE UNIQUE INDEX protection_of_designation ON protection (designation_id) WHERE registration_id IS NULL;
ALTER TABLE protection DROP CONSTRAINT protection_ended_because_check;
ALTER TABLE protection ADD CONSTRAINT protection_ended_because_check
  CHECK (ended_because IN ('expired','lapsed','withdrawn','closed','overridden','decided','designated'));

-- A registration that is granted again begins a new protection in the same row: what the row said before is kept, for past instants.
CREATE TABLE protection_before (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  registration_id uuid REFERENCES registration,
  designation_id uuid REFERENCES designation,
  -- Not partner_id: partners read none of these.
  led_by uuid NOT NULL REFERENCES partner,
  account_id uuid NOT NULL REFERENCES account,
  product_family text NOT NULL,
  granted_at timestamptz NOT NULL,
  during tstzrange NOT NULL,
  ended_because text
);
CREATE INDEX protection_before_of_account ON protection_before (account_id, product_family);
CREATE FUNCTION keep_protection_before() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  INSERT INTO protection_before (registration_id, designation_id, led_by, account_id, product_family, granted_at, during, ended_because)
    -- Until it was granted again: what it would have lasted otherwise, nobody led by.
    VALUES (OLD.registration_id, OLD.designation_id, OLD.partner_id, OLD.account_id, OLD.product_family, OLD.granted_at,
      tstzrange(lower(OLD.during), least(upper(OLD.during), greatest(lower(OLD.during), NEW.granted_at))), OLD.ended_because);
  RETURN NEW;
END $$;
CREATE TRIGGER protection_granted_again BEFORE UPDATE ON protection FOR EACH ROW
  WHEN (OLD.kind = 'exclusive' AND NEW.granted_at <> OLD.granted_at AND NOT isempty(OLD.during)) EXECUTE FUNCTION keep_protection_before();

-- The customer has named whoever leads: when the registration ends, by whatever is done with it, the letter goes on.
CREATE FUNCTION go_on_by_letter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE goes_on tstzrange;
BEGIN
  SELECT tstzrange(greatest(upper(NEW.during), lower(OLD.during)), d.holds_until) INTO goes_on FROM designation d
    WHERE d.id = NEW.designation_id AND d.state = 'inEffect' AND d.holds_until > greatest(upper(NEW.during), lower(OLD.during));
  IF FOUND THEN
    INSERT INTO protection (designation_id, partner_id, account_id, product_family, kind, granted_at, during, contested)
      VALUES (NEW.designation_id, NEW.partner_id, NEW.account_id, NEW.product_family, 'exclusive', lower(goes_on), goes_on, NEW.contested)
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER protection_goes_on_by_letter AFTER UPDATE ON protection FOR EACH ROW
  WHEN (OLD.registration_id IS NOT NULL AND OLD.designation_id IS NOT NULL AND OLD.ended_because IS NULL
    AND NEW.ended_because IS NOT NULL AND NEW.ended_because <> 'designated') EXECUTE FUNCTION go_on_by_letter();

-- What an engagement is decided by called a lead "protected" where a registration says so. A letter says so too.
DO $$
DECLARE
  before text := pg_get_functiondef('engagement_facts(uuid, uuid, text[], text, timestamptz, date)'::regprocedure);
  after text := replace(before, 'l.registration_id IS NOT NULL', 'l.until IS NOT NULL');
BEGIN
  ASSERT after <> before, 'engagement_facts no longer asks for a registration';
  EXECUTE after;
END $$;

-- The name by which a partner knows an account: its own latest one.
CREATE FUNCTION known_as(of_partner uuid, of_account uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT coalesce(
    (SELECT r.account_name FROM registration r WHERE r.partner_id = of_partner AND r.account_id IN (SELECT merged_records(of_account)) ORDER BY r.submitted_at DESC LIMIT 1),
    (SELECT d.account_name FROM designation d WHERE d.partner_id = of_partner AND d.account_id IN (SELECT merged_records(of_account)) ORDER BY d.seq DESC LIMIT 1),
    (SELECT a.name FROM account a WHERE a.id = of_account))
$$;

-- ---------------------------------------------------------------- what a designation is decided by
-- Everything that is asked of the account and of the partner that the customer speaks of, and nothing that names anybody else.
CREATE FUNCTION designation_facts(of_partner uuid, of_account uuid, of_family text, of_letter uuid, signed date, received timestamptz,
  window_months integer, at timestamptz, today date)
RETURNS TABLE (partner_authorized boolean, in_good_standing boolean, claim_complete boolean, lead_is_asker boolean, other_lead boolean,
  incumbent_is_partner boolean, letter_for_another text, partner_changes integer, conduct_hold boolean, contract_running boolean, renews_on date)
LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
DECLARE
  merged uuid[] := ARRAY(SELECT merged_records(of_account));
BEGIN
  IF acting_audience() NOT IN ('staff','system') AND of_partner IS DISTINCT FROM acting_partner() THEN RETURN; END IF;
  RETURN QUERY SELECT p.authorized, p.in_good_standing,
    EXISTS (SELECT FROM registration r WHERE r.partner_id = p.id AND r.account_id = ANY (merged) AND r.product_family = of_family
      AND r.status NOT IN ('informationNeeded','withdrawn','rejected')),
    l.lead_partner_id IS NOT DISTINCT FROM of_partner,
    l.kind = 'vendor' OR (l.kind = 'partner' AND l.lead_partner_id <> of_partner),
    EXISTS (SELECT FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family AND h.incumbent_partner_id = p.id),
    coalesce((SELECT CASE WHEN (o.signed_on, o.received_at) > (signed, received) THEN 'later' ELSE 'earlier' END
      FROM designation d JOIN customer_letter o ON o.id = d.letter_id
      WHERE d.account_id = ANY (merged) AND d.product_family = of_family AND d.partner_id <> p.id AND o.id <> of_letter
        AND o.is_genuine IS DISTINCT FROM false AND d.state IN ('deciding','waiting','inEffect')
      ORDER BY o.signed_on DESC, o.received_at DESC LIMIT 1), 'none'),
    (SELECT count(*)::int FROM designation d JOIN designation_lead w ON w.designation_id = d.id
      WHERE d.account_id = ANY (merged) AND d.in_effect_at > at - make_interval(months => window_months) AND w.kind = 'partner' AND w.lead_partner_id <> d.partner_id),
    coalesce(a.conduct_hold_reason IS NOT NULL, false),
    c.renews_on IS NOT NULL, c.renews_on
  FROM partner p
  LEFT JOIN account a ON a.id = of_account
  CROSS JOIN LATERAL account_lead(of_account, of_family, of_partner, at) l
  -- The contract that runs: of those that were won, the one that ends last.
  LEFT JOIN LATERAL (SELECT max(e.ends_on) AS renews_on FROM (
      SELECT coalesce(d.ends_on, (coalesce(d.starts_on, d.closed_on) + make_interval(months => d.term_months))::date) AS ends_on, coalesce(d.starts_on, d.closed_on) AS starts_on
      FROM deal d WHERE d.account_id = ANY (merged) AND of_family = ANY (d.product_families) AND d.stage = 'won') e
    WHERE e.starts_on <= today AND e.ends_on > today) c ON true
  WHERE p.id = of_partner;
END $$;

-- Writes down who leads while the letter waits, and the notice for whoever it is; whoever brought the letter doesn't read it. Ends in
-- nothing where nobody else leads. The message is the lead's own, so that its line of messages has nothing of the letter's.
CREATE FUNCTION tell_present_lead(of_designation uuid, new_notice uuid, received date, last_day date, renews_on date, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_variable
DECLARE
  d designation;
  l record;
BEGIN
  SELECT * INTO d FROM designation x WHERE x.id = of_designation AND may_see(x.partner_id);
  IF NOT FOUND OR d.account_id IS NULL OR EXISTS (SELECT FROM designation_lead w WHERE w.designation_id = d.id) THEN RETURN; END IF;
  SELECT * INTO l FROM account_lead(d.account_id, d.product_family, d.partner_id, at);
  IF l.kind = 'nobody' OR l.lead_partner_id = d.partner_id THEN RETURN; END IF;
  INSERT INTO lead_notice (id, partner_id, account_name, product_family, registration_id, received_on, last_day, renews_on, told_at)
    VALUES (new_notice, l.lead_partner_id, known_as(l.lead_partner_id, d.account_id), d.product_family, l.registration_id, received, last_day, renews_on, at);
  INSERT INTO designation_lead (designation_id, kind, lead_partner_id, registration_id, notice_id)
    VALUES (d.id, l.kind, l.lead_partner_id, l.registration_id, new_notice);
  INSERT INTO outbox (topic, subject_id, partner_id, payload, created_at) VALUES ('lead.told', new_notice, l.lead_partner_id, '{}', at);
END $$;

-- Who led at any instant, also a past one: whoever was protected, else who made the latest sale before it, else the vendor where the
-- account is on its list. Of two that a merge brought together, the first.
CREATE FUNCTION representative_at(of_account uuid, of_family text, at timestamptz, day date,
  OUT kind text, OUT rests_on text, OUT represented_by uuid, OUT registration_id uuid, OUT designation_id uuid, OUT deal_id uuid,
  OUT since timestamptz, OUT until timestamptz, OUT since_day date
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
DECLARE
  merged uuid[];
BEGIN
  kind := 'nobody';
  IF acting_audience() NOT IN ('staff','system') THEN RETURN; END IF;
  merged := ARRAY(SELECT merged_records(of_account));
  SELECT 'partner', CASE WHEN w.designation_id IS NULL THEN 'registration' ELSE 'designation' END, w.partner_id, w.registration_id, w.designation_id,
      lower(w.during), upper(w.during) INTO kind, rests_on, represented_by, registration_id, designation_id, since, until
    FROM (SELECT x.partner_id, x.registration_id, x.designation_id, x.during, x.granted_at FROM protection x
        WHERE x.account_id = ANY (merged) AND x.product_family = of_family AND x.kind = 'exclusive' AND x.during @> at
      UNION ALL SELECT b.led_by, b.registration_id, b.designation_id, b.during, b.granted_at FROM protection_before b
        WHERE b.account_id = ANY (merged) AND b.product_family = of_family AND b.during @> at) w
    ORDER BY w.granted_at, w.registration_id LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  SELECT 'partner', 'sale', d.seller_partner_id, d.id, d.closed_on INTO kind, rests_on, represented_by, deal_id, since_day
    FROM deal d WHERE d.account_id = ANY (merged) AND of_family = ANY (d.product_families) AND d.stage = 'won' AND d.closed_on <= day
      AND d.seller_partner_id IS NOT NULL ORDER BY d.closed_on DESC, d.created_at DESC LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  SELECT CASE WHEN h.incumbent_partner_id IS NULL THEN 'vendor' ELSE 'partner' END, 'sale', h.incumbent_partner_id, h.since
    INTO kind, rests_on, represented_by, since_day
    FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family AND h.since <= day
    ORDER BY (h.account_id = of_account) DESC, h.since DESC LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  SELECT 'vendor', 'list', a.designated_on INTO kind, rests_on, since_day FROM account a
    WHERE a.id = of_account AND a.designation <> 'open' AND (a.designated_on IS NULL OR a.designated_on <= day);
  IF NOT FOUND THEN kind := 'nobody'; END IF;
END $$;

-- ---------------------------------------------------------------- attestations
-- Whoever has the sealed half signs; anybody may have the other half, for as long as something that it signed still counts.
CREATE TABLE attestation_key (
  kid text PRIMARY KEY CHECK (kid ~ '^[A-Za-z0-9_-]{43}$'),
  public_jwk jsonb NOT NULL,
  sealed bytea NOT NULL,
  made_at timestamptz NOT NULL,
  made_by_name text NOT NULL,
  retired_at timestamptz
);
CREATE UNIQUE INDEX attestation_key_that_signs ON attestation_key ((true)) WHERE retired_at IS NULL;

CREATE TABLE attestation (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  partner_id uuid NOT NULL REFERENCES partner,
  account_id uuid NOT NULL REFERENCES account,
  account_name text NOT NULL,
  product_families text[] NOT NULL CHECK (cardinality(product_families) BETWEEN 1 AND 20),
  kid text NOT NULL REFERENCES attestation_key,
  -- JWS compact (RFC 7515): the link's last part.
  token text NOT NULL,
  made_by text NOT NULL CHECK (made_by IN ('partner','vendor')),
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  revoked_by text CHECK (revoked_by IN ('partner','vendor')),
  revoked_by_name text,
  CHECK (expires_at > made_at),
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL)),
  CHECK ((revoked_at IS NULL) = (revoked_by_name IS NULL))
);
CREATE INDEX attestation_of_partner ON attestation (partner_id, made_at DESC, id DESC);
CREATE INDEX attestation_of_account ON attestation (account_id, made_at DESC);

-- The account that one of a partner's own records is about, and where it leads: yes or no, of itself alone.
CREATE FUNCTION own_lead(of_partner uuid, of_account uuid, of_families text[], at timestamptz) RETURNS TABLE (product_family text, leads boolean, until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT may_see(of_partner) THEN RETURN; END IF;
  RETURN QUERY SELECT f.id, l.lead_partner_id IS NOT DISTINCT FROM of_partner, CASE WHEN l.lead_partner_id = of_partner THEN l.until END
    FROM unnest(of_families) f(id), LATERAL account_lead(of_account, f.id, NULL, at) l;
END $$;

-- ---------------------------------------------------------------- what stays as it was, and who reads and writes
CREATE TRIGGER letter_stays BEFORE UPDATE OR DELETE ON customer_letter FOR EACH ROW
  EXECUTE FUNCTION refuse_other_change('account_id', 'signer', 'is_genuine', 'customer_told', 'checked_at', 'version');
CREATE TRIGGER designation_stays BEFORE UPDATE OR DELETE ON designation FOR EACH ROW WHEN (OLD.state <> 'ended')
  EXECUTE FUNCTION refuse_other_change('account_id', 'state', 'outcome', 'decision_id', 'check_on', 'wait_waived', 'in_effect_at', 'holds_until',
    'ended_at', 'ended_because', 'version');
CREATE TRIGGER designation_ended_stays BEFORE UPDATE OR DELETE ON designation FOR EACH ROW WHEN (OLD.state = 'ended') EXECUTE FUNCTION refuse_change();
CREATE TRIGGER notice_stays BEFORE UPDATE OR DELETE ON lead_notice FOR EACH ROW
  EXECUTE FUNCTION refuse_other_change('last_day', 'renews_on', 'state', 'ended_at', 'rescinding_letter_id', 'version');
CREATE TRIGGER key_stays BEFORE UPDATE OR DELETE ON attestation_key FOR EACH ROW WHEN (OLD.retired_at IS NULL)
  EXECUTE FUNCTION refuse_other_change('retired_at');
CREATE TRIGGER key_retired_stays BEFORE UPDATE OR DELETE ON attestation_key FOR EACH ROW WHEN (OLD.retired_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER attestation_stays BEFORE UPDATE OR DELETE ON attestation FOR EACH ROW WHEN (OLD.revoked_at IS NULL)
  EXECUTE FUNCTION refuse_other_change('revoked_at', 'revoked_by', 'revoked_by_name');
CREATE TRIGGER attestation_revoked_stays BEFORE UPDATE OR DELETE ON attestation FOR EACH ROW WHEN (OLD.revoked_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['letter_check','designation_lead','protection_before','attestation_key'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', each);
  END LOOP;
  FOREACH each IN ARRAY ARRAY['letter_check','designation_lead','protection_before'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON parley.%I FOR EACH ROW EXECUTE FUNCTION parley.refuse_change()', each);
    EXECUTE format('CREATE POLICY staff_only ON parley.%I USING (parley.acting_audience() IN (''staff'',''system''))', each);
  END LOOP;
  FOREACH each IN ARRAY ARRAY['customer_letter','letter_check','designation','designation_lead','lead_notice','protection_before','attestation_key','attestation'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON parley.%I FOR EACH STATEMENT EXECUTE FUNCTION parley.refuse_change()', each);
  END LOOP;
  FOREACH each IN ARRAY ARRAY['customer_letter','designation','lead_notice','attestation'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY own_rows ON parley.%I USING (parley.may_see(partner_id)) WITH CHECK (parley.may_see(partner_id))', each);
  END LOOP;
END $$;
-- The sealed half opens with PARLEY_SECRET alone, which isn't in the database: whoever attests may read the row.
CREATE POLICY whoever_attests ON attestation_key FOR SELECT USING (acting_audience() IN ('staff','system') OR acting_partner() IS NOT NULL);
CREATE POLICY made_by_the_vendor ON attestation_key FOR INSERT WITH CHECK (acting_audience() IN ('staff','system'));
CREATE POLICY retired_by_the_vendor ON attestation_key FOR UPDATE USING (acting_audience() IN ('staff','system'));
GRANT SELECT, INSERT ON customer_letter, letter_check, designation, lead_notice, attestation_key, attestation TO parley_app;
GRANT SELECT ON protection_before, designation_lead TO parley_app;
GRANT UPDATE (account_id, signer, is_genuine, customer_told, checked_at, version) ON customer_letter TO parley_app;
GRANT UPDATE (account_id, state, outcome, decision_id, check_on, wait_waived, in_effect_at, holds_until, ended_at, ended_because, version) ON designation TO parley_app;
GRANT UPDATE (last_day, renews_on, state, ended_at, rescinding_letter_id, version) ON lead_notice TO parley_app;
GRANT UPDATE (retired_at) ON attestation_key TO parley_app;
GRANT UPDATE (revoked_at, revoked_by, revoked_by_name) ON attestation TO parley_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA parley TO parley_app;
REVOKE ALL ON FUNCTION keep_protection_before(), go_on_by_letter(), known_as(uuid, uuid),
  designation_facts(uuid, uuid, text, uuid, date, timestamptz, integer, timestamptz, date),
  tell_present_lead(uuid, uuid, date, date, date, timestamptz), representative_at(uuid, text, timestamptz, date),
  own_lead(uuid, uuid, text[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION designation_facts(uuid, uuid, text, uuid, date, timestamptz, integer, timestamptz, date),
  tell_present_lead(uuid, uuid, date, date, date, timestamptz), representative_at(uuid, text, timestamptz, date),
  own_lead(uuid, uuid, text[], timestamptz) TO parley_app;
