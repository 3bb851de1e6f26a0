-- May I? Who asked to act at an account, what the answer was, whose consent was asked, and what was done in spite of it.
SET LOCAL search_path = parley, public;

-- A family that the vendor sells only through partners.
ALTER TABLE product_family ADD COLUMN channel_only boolean NOT NULL DEFAULT false;

-- `partner_id` is who may read the row besides the staff: the partner that asked or, where the vendor asked, the lead that was told.
CREATE TABLE engagement (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  partner_id uuid REFERENCES partner,
  asked_by text NOT NULL CHECK (asked_by IN ('vendor','partner')),
  verb text NOT NULL CHECK (verb IN ('contact','quote','discount','redirect','takeDirect','assist')),
  purpose text NOT NULL CHECK (purpose IN ('sale','support','news')),
  note text,
  -- As it was typed; the account stays unknown where no account was meant for certain.
  typed text NOT NULL,
  account_id uuid REFERENCES account,
  -- As whoever may read the row knows it.
  account_name text NOT NULL,
  product_family text NOT NULL REFERENCES product_family,
  -- None was named: the answer is the strictest of all families.
  any_family boolean NOT NULL,
  outcome text NOT NULL,
  decision_id uuid NOT NULL REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK (asked_by = 'vendor' OR partner_id IS NOT NULL)
);
CREATE INDEX engagement_newest ON engagement (asked_at DESC, id DESC);
CREATE INDEX engagement_of_partner ON engagement (partner_id, asked_at DESC, id DESC);
CREATE INDEX engagement_of_account ON engagement (account_id, asked_at DESC) WHERE account_id IS NOT NULL;

-- Who led at the instant of the question. For the staff: a partner that asks never learns who it is.
CREATE TABLE engagement_lead (
  engagement_id uuid PRIMARY KEY REFERENCES engagement DEFERRABLE INITIALLY DEFERRED,
  kind text NOT NULL CHECK (kind IN ('partner','vendor','nobody')),
  lead_partner_id uuid REFERENCES partner,
  registration_id uuid REFERENCES registration,
  until timestamptz,
  CHECK ((kind = 'partner') = (lead_partner_id IS NOT NULL))
);

-- The permission that was asked for, once for a question. Silence is an answer, too: what it means the policy says.
CREATE TABLE consent (
  engagement_id uuid PRIMARY KEY REFERENCES engagement DEFERRABLE INITIALLY DEFERRED,
  partner_id uuid REFERENCES partner,
  asked_of text NOT NULL CHECK (asked_of IN ('lead','vendor')),
  asked_at timestamptz NOT NULL,
  -- The end of the last day for the answer; without one, it waits for as long as it takes.
  due_at timestamptz,
  reminded_at timestamptz,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting','given','refused','unanswered')),
  reason text,
  answered_by text,
  answered_by_name text,
  answered_at timestamptz,
  CHECK (asked_of = 'vendor' OR partner_id IS NOT NULL),
  CHECK ((state = 'waiting') = (answered_at IS NULL)),
  CHECK ((state IN ('given','refused')) = (answered_by IS NOT NULL)),
  CHECK ((state IN ('given','refused')) = (reason IS NOT NULL))
);
CREATE INDEX consent_waiting ON consent (due_at) WHERE state = 'waiting';

-- What was done although the answer wasn't yes. It's approved by somebody else, or stands there unapproved.
CREATE TABLE engagement_deed (
  engagement_id uuid PRIMARY KEY REFERENCES engagement,
  partner_id uuid REFERENCES partner,
  done_on date NOT NULL,
  reason text NOT NULL,
  done_by text NOT NULL,
  done_by_name text NOT NULL,
  recorded_at timestamptz NOT NULL,
  approved_by text,
  approved_by_name text,
  approved_at timestamptz,
  CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
  CHECK ((approved_by_name IS NULL) = (approved_at IS NULL)),
  CONSTRAINT engagement_deed_approved_by_another CHECK (approved_by IS DISTINCT FROM done_by OR approved_by IS NULL)
);

-- Help that the lead asked the vendor for. Help that answers it is recorded with its question.
CREATE TABLE help_request (
  id uuid PRIMARY KEY,
  partner_id uuid NOT NULL REFERENCES partner,
  registration_id uuid NOT NULL REFERENCES registration,
  account_id uuid NOT NULL REFERENCES account,
  product_family text NOT NULL REFERENCES product_family,
  wish text NOT NULL,
  asked_by text NOT NULL,
  asked_by_name text NOT NULL,
  asked_at timestamptz NOT NULL,
  engagement_id uuid REFERENCES engagement,
  helped_at timestamptz,
  CHECK ((engagement_id IS NULL) = (helped_at IS NULL))
);
CREATE INDEX help_request_open ON help_request (account_id, product_family) WHERE engagement_id IS NULL;
CREATE INDEX help_request_of_registration ON help_request (registration_id, asked_at);

-- A customer that isn't turned away: a partner who fits it is looked for.
CREATE TABLE matching_request (
  engagement_id uuid PRIMARY KEY REFERENCES engagement DEFERRABLE INITIALLY DEFERRED,
  account_id uuid REFERENCES account,
  account_name text NOT NULL,
  product_family text NOT NULL REFERENCES product_family,
  asked_at timestamptz NOT NULL
);

-- ---------------------------------------------------------------- what stays as it was
CREATE FUNCTION refuse_other_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The trigger's arguments are the columns that may change.
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% isn''t changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER engagement_stays BEFORE UPDATE OR DELETE ON engagement FOR EACH ROW
  EXECUTE FUNCTION refuse_other_change('decision_id', 'outcome', 'version');
CREATE TRIGGER consent_stays BEFORE UPDATE OR DELETE ON consent FOR EACH ROW WHEN (OLD.state = 'waiting')
  EXECUTE FUNCTION refuse_other_change('reminded_at', 'state', 'reason', 'answered_by', 'answered_by_name', 'answered_at');
CREATE TRIGGER consent_answered_stays BEFORE UPDATE OR DELETE ON consent FOR EACH ROW WHEN (OLD.state <> 'waiting')
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deed_stays BEFORE UPDATE OR DELETE ON engagement_deed FOR EACH ROW WHEN (OLD.approved_at IS NULL)
  EXECUTE FUNCTION refuse_other_change('approved_by', 'approved_by_name', 'approved_at');
CREATE TRIGGER deed_approved_stays BEFORE UPDATE OR DELETE ON engagement_deed FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL)
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER help_stays BEFORE UPDATE OR DELETE ON help_request FOR EACH ROW WHEN (OLD.engagement_id IS NULL)
  EXECUTE FUNCTION refuse_other_change('engagement_id', 'helped_at');
CREATE TRIGGER help_given_stays BEFORE UPDATE OR DELETE ON help_request FOR EACH ROW WHEN (OLD.engagement_id IS NOT NULL)
  EXECUTE FUNCTION refuse_change();
DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['engagement_lead','matching_request'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON parley.%I FOR EACH ROW EXECUTE FUNCTION parley.refuse_change()', each);
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY staff_only ON parley.%I USING (parley.acting_audience() IN (''staff'',''system''))', each);
  END LOOP;
  FOREACH each IN ARRAY ARRAY['engagement','engagement_lead','consent','engagement_deed','help_request','matching_request'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON parley.%I FOR EACH STATEMENT EXECUTE FUNCTION parley.refuse_change()', each);
  END LOOP;
  FOREACH each IN ARRAY ARRAY['engagement','consent','engagement_deed','help_request'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY own_rows ON parley.%I USING (parley.may_see(partner_id)) WITH CHECK (parley.may_see(partner_id))', each);
  END LOOP;
END $$;
GRANT SELECT, INSERT ON engagement, consent, engagement_deed, help_request, matching_request TO parley_app;
GRANT SELECT ON engagement_lead TO parley_app;
GRANT UPDATE (decision_id, outcome, version) ON engagement TO parley_app;
GRANT UPDATE (reminded_at, state, reason, answered_by, answered_by_name, answered_at) ON consent TO parley_app;
GRANT UPDATE (approved_by, approved_by_name, approved_at) ON engagement_deed TO parley_app;
GRANT UPDATE (engagement_id, helped_at) ON help_request TO parley_app;

-- ---------------------------------------------------------------- what an engagement is decided by
-- Who leads an account for a product family: whoever is protected, else whoever made the latest sale, else the vendor where it
-- is its own account. Of two that are protected after a merge, the first; `before_others` comes first where it's one of them.
CREATE FUNCTION account_lead(of_account uuid, of_family text, before_others uuid, at timestamptz,
  OUT kind text, OUT lead_partner_id uuid, OUT registration_id uuid, OUT until timestamptz
) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
DECLARE
  merged uuid[] := ARRAY(SELECT merged_records(of_account));
BEGIN
  SELECT 'partner', x.partner_id, x.registration_id, upper(x.during) INTO kind, lead_partner_id, registration_id, until
    FROM protection x WHERE x.account_id = ANY (merged) AND x.product_family = of_family AND x.kind = 'exclusive' AND upper(x.during) > at
    ORDER BY (x.partner_id = before_others) IS TRUE DESC, x.granted_at, x.registration_id LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  SELECT CASE WHEN h.incumbent_partner_id IS NULL THEN 'vendor' ELSE 'partner' END, h.incumbent_partner_id INTO kind, lead_partner_id
    FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family
    ORDER BY (h.account_id = of_account) DESC, h.since DESC LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  SELECT CASE WHEN a.designation = 'open' THEN 'nobody' ELSE 'vendor' END INTO kind FROM account a WHERE a.id = of_account;
  kind := coalesce(kind, 'nobody');
END $$;

-- For each of these families, everything that is asked of the account and of the partner that asks, and nothing that names anybody
-- else. Without a partner the vendor asks: `lead_*` then says whom to tell.
CREATE FUNCTION engagement_facts(of_partner uuid, of_account uuid, of_families text[], typed_domain text, at timestamptz, today date)
RETURNS TABLE (
  product_family text, channel_only boolean, partner_type text, partner_authorized boolean, tier text, in_good_standing boolean, certified_people integer,
  designation text, conduct_hold boolean, lead_is_asker boolean, lead_is_another boolean, protected_for_other boolean, protected_until timestamptz,
  customer_of_family boolean, incumbent_is_partner boolean, latest_sale_direct boolean, own_report_at timestamptz, sale_on date, in_direct_pipeline boolean,
  teaming_agreed boolean, help_asked boolean, other_registrants integer, other_registered_at timestamptz, other_domain_equal boolean,
  lead_partner_id uuid, lead_account_name text, policy_version integer, policy_active_from timestamptz
) LANGUAGE plpgsql VOLATILE ROWS 3 SECURITY DEFINER SET search_path = parley, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  merged uuid[] := ARRAY(SELECT merged_records(of_account));
BEGIN
  IF acting_audience() NOT IN ('staff','system') AND (acting_audience() <> 'partner' OR of_partner IS DISTINCT FROM acting_partner()) THEN RETURN; END IF;
  RETURN QUERY SELECT f.id, f.channel_only, p.type, p.authorized, p.tier, p.in_good_standing,
    (SELECT count(*)::int FROM certification c WHERE c.partner_id = p.id AND c.product_family = f.id AND c.expires_on >= today),
    coalesce(a.designation, 'open'), a.conduct_hold_reason IS NOT NULL,
    CASE WHEN of_partner IS NULL THEN l.kind = 'vendor' ELSE l.lead_partner_id IS NOT DISTINCT FROM of_partner END,
    l.kind = 'partner' AND l.lead_partner_id IS DISTINCT FROM of_partner,
    l.registration_id IS NOT NULL AND l.lead_partner_id IS DISTINCT FROM of_partner,
    CASE WHEN l.registration_id IS NOT NULL AND l.lead_partner_id IS DISTINCT FROM of_partner THEN l.until END,
    h.since IS NOT NULL, of_partner IS NOT NULL AND h.incumbent_partner_id IS NOT DISTINCT FROM of_partner,
    h.since IS NOT NULL AND h.incumbent_partner_id IS NULL,
    (SELECT max(v.logged_at) FROM activity v JOIN registration r ON r.id = v.registration_id
       WHERE v.partner_id = of_partner AND r.account_id = ANY (merged) AND r.product_family = f.id),
    h.since,
    EXISTS (SELECT FROM direct_opportunity q WHERE q.account_id = of_account AND q.product_family = f.id AND q.closed_on IS NULL),
    -- Agreed with the vendor's account team. Beside another partner that leads, a teaming would have to be agreed with it.
    l.lead_partner_id IS NULL AND EXISTS (SELECT FROM protection x WHERE x.partner_id = of_partner AND x.account_id = of_account AND x.product_family = f.id
       AND x.kind = 'teaming' AND upper(x.during) > at),
    of_partner IS NULL AND EXISTS (SELECT FROM help_request w WHERE w.account_id = ANY (merged) AND w.product_family = f.id AND w.engagement_id IS NULL
       AND w.partner_id = l.lead_partner_id),
    coalesce(o.partners, 0), o.first_at, coalesce(o.domain_equal, false),
    CASE WHEN of_partner IS NULL THEN l.lead_partner_id END,
    CASE WHEN of_partner IS NULL THEN (SELECT r.account_name FROM registration r WHERE r.id = l.registration_id) END,
    v.version, v.active_from
  FROM product_family f
  LEFT JOIN partner p ON p.id = of_partner
  LEFT JOIN account a ON a.id = of_account
  CROSS JOIN LATERAL account_lead(of_account, f.id, of_partner, at) l
  LEFT JOIN LATERAL (SELECT h.since, h.incumbent_partner_id FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = f.id
     ORDER BY (h.account_id = of_account) DESC, h.since DESC LIMIT 1) h ON true
  LEFT JOIN LATERAL (SELECT count(DISTINCT r.partner_id)::int AS partners, min(r.submitted_at) AS first_at, bool_or(r.account_domain = typed_domain) AS domain_equal
     FROM registration r LEFT JOIN protection x ON x.registration_id = r.id WHERE r.account_id = ANY (merged) AND r.product_family = f.id
       AND r.partner_id IS DISTINCT FROM of_partner AND is_live(r.status, upper(x.during), r.answer_due_at, at)) o ON true
  LEFT JOIN LATERAL (SELECT n.version, n.active_from FROM policy_start n WHERE n.point = 'engagement' AND n.active_from <= at
     ORDER BY n.active_from DESC, n.seq DESC LIMIT 1) v ON true
  WHERE f.id = ANY (of_families) ORDER BY f.position, f.id;
END $$;

-- Writes down who leads at the instant of a question that this transaction has recorded; whoever asks doesn't read it.
CREATE FUNCTION keep_engagement_lead(of_engagement uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  INSERT INTO engagement_lead (engagement_id, kind, lead_partner_id, registration_id, until)
    SELECT e.id, l.kind, l.lead_partner_id, l.registration_id, l.until
    FROM engagement e, account_lead(e.account_id, e.product_family, CASE WHEN e.asked_by = 'partner' THEN e.partner_id END, e.asked_at) l
    WHERE e.id = of_engagement AND may_see(e.partner_id)
$$;
-- A record with those that were merged into it: what was asked stands where it was asked, and is read at the kept one.
CREATE FUNCTION merged_accounts(of_account uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 2 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  IF acting_audience() IN ('staff','system') THEN RETURN QUERY SELECT merged_records(of_account); END IF;
END $$;
REVOKE ALL ON FUNCTION merged_accounts(uuid), refuse_other_change(), account_lead(uuid, text, uuid, timestamptz),
  engagement_facts(uuid, uuid, text[], text, timestamptz, date), keep_engagement_lead(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION engagement_facts(uuid, uuid, text[], text, timestamptz, date), keep_engagement_lead(uuid), merged_accounts(uuid) TO parley_app;
