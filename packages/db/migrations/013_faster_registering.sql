-- What registering asks is planned once per connection instead of each time, and a family is looked up once. The answers are the same.
SET LOCAL search_path = parley, public;

-- A record with those that were merged into it.
CREATE OR REPLACE FUNCTION merged_records(of_account uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 2 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  found uuid[] := ARRAY[of_account];
  latest uuid[] := found;
BEGIN
  LOOP
    RETURN QUERY SELECT unnest(latest);
    latest := ARRAY(SELECT a.id FROM account a WHERE a.merged_into = ANY (latest) AND a.id <> ALL (found));
    EXIT WHEN cardinality(latest) = 0;
    found := found || latest;
  END LOOP;
END $$;

-- An account with all that are above and below it.
CREATE OR REPLACE FUNCTION account_family(of_account uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  level uuid[] := ARRAY[account_top(of_account)];
BEGIN
  IF level[1] IS NULL THEN RETURN; END IF;
  FOR depth IN 0..20 LOOP
    RETURN QUERY SELECT unnest(level);
    level := ARRAY(SELECT a.id FROM account a WHERE a.parent_id = ANY (level) AND a.merged_into IS NULL);
    EXIT WHEN cardinality(level) = 0;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION relatives_of(of_account uuid, guessed uuid[], of_registration uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  guessed := guessed || ARRAY(SELECT (r->>'accountId')::uuid FROM account_question q, jsonb_array_elements(q.related) r
    WHERE q.registration_id = of_registration AND q.settled_at IS NULL);
  IF cardinality(guessed) > 0 THEN
    RETURN QUERY SELECT DISTINCT f FROM unnest(guessed || of_account) AS each, account_family(each) AS f;
  ELSE
    RETURN QUERY SELECT account_family(of_account);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION live_interests(of_account uuid, guessed uuid[], of_registration uuid, of_family text, at timestamptz)
RETURNS TABLE (registration_id uuid, partner_id uuid, account_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  family uuid[] := ARRAY(SELECT relatives_of(of_account, guessed, of_registration));
BEGIN
  RETURN QUERY SELECT r.id, r.partner_id, r.account_id FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
    WHERE r.account_id = ANY (family) AND r.product_family = of_family AND is_live(r.status, upper(x.during), r.answer_due_at, at);
END $$;

-- Its plan differs little from one account to the next: making it each time took longer than running it.
CREATE OR REPLACE FUNCTION registration_facts(of_partner uuid, of_account uuid, of_family text, at timestamptz, today date, ignoring uuid, relatives uuid[])
RETURNS TABLE (
  partner_authorized boolean, agreement_signed boolean, tier text, in_good_standing boolean, trained_people integer,
  certified_people integer, open_registrations integer, overdue_answers integer,
  designation text, conduct_hold boolean, customer_of_family boolean, incumbent_is_partner boolean,
  protected_for_other boolean, protected_until timestamptz, own_registration_open boolean,
  in_direct_pipeline boolean, last_direct_contact_on date, undecided_for_other boolean, family_protected_for_other boolean, wanted_by_other boolean,
  policy_version integer, policy_active_from timestamptz
) LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  merged uuid[] := ARRAY(SELECT merged_records(of_account));
  family uuid[] := ARRAY(SELECT relatives_of(of_account, relatives, ignoring));
BEGIN
  RETURN QUERY SELECT p.authorized, p.agreement_signed_on <= today IS TRUE, p.tier, p.in_good_standing, p.trained_people,
    (SELECT count(*)::int FROM certification c WHERE c.partner_id = p.id AND c.product_family = of_family AND c.expires_on >= today),
    (SELECT count(*)::int FROM protection x WHERE x.partner_id = p.id AND x.during @> at AND x.ended_because IS NULL
       AND x.registration_id IS DISTINCT FROM ignoring),
    (SELECT count(*)::int FROM information_request i JOIN registration r ON r.id = i.registration_id
       WHERE i.partner_id = p.id AND i.answered_at IS NULL AND i.due_at < at AND r.status = 'informationNeeded' AND r.id IS DISTINCT FROM ignoring),
    coalesce(a.designation, 'open'), a.conduct_hold_reason IS NOT NULL,
    EXISTS (SELECT FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family),
    EXISTS (SELECT FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family AND h.incumbent_partner_id = p.id),
    o.until IS NOT NULL, o.until,
    EXISTS (SELECT FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
       WHERE r.partner_id = p.id AND r.account_id = of_account AND r.product_family = of_family AND r.id IS DISTINCT FROM ignoring
         AND registration_status(r.status, upper(x.during), at) IN ('approved','teaming','inReview','informationNeeded')),
    d.last_contact_on IS NOT NULL, d.last_contact_on,
    EXISTS (SELECT FROM registration r WHERE r.partner_id <> p.id AND r.account_id = of_account AND r.product_family = of_family
       AND (r.status = 'inReview' OR (r.status = 'informationNeeded' AND r.answer_due_at > at)) AND r.id IS DISTINCT FROM ignoring),
    EXISTS (SELECT FROM protection x
       WHERE x.account_id = ANY (family) AND x.account_id IS DISTINCT FROM of_account AND x.product_family = of_family AND x.partner_id <> p.id AND x.kind = 'exclusive' AND upper(x.during) > at),
    EXISTS (SELECT FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
       WHERE r.account_id = ANY (family) AND r.product_family = of_family AND r.partner_id <> p.id AND is_live(r.status, upper(x.during), r.answer_due_at, at)),
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

-- ---------------------------------------------------------------- lists
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE INDEX registration_closing ON registration (expected_close_on, id);
CREATE INDEX registration_largest ON registration (amount_minor DESC, id DESC);
CREATE INDEX registration_of_status ON registration (status, submitted_at DESC, id DESC);
CREATE INDEX registration_searched ON registration USING gin (account_name gin_trgm_ops, reference gin_trgm_ops);
CREATE INDEX protection_ending ON protection (upper(during), registration_id);

-- Which registrations stand on a page, in its order, and the key that each is sorted by: a partner's own, or all for staff. A function,
-- because row-level security keeps the planner from knowing how many rows are left, so that it read and sorted them all; the rows
-- themselves are read as whoever asks. Planned for what is asked: filters differ by a factor of a million.
-- A partner's search never goes by the index over everybody's names: how long it takes would tell of others.
CREATE FUNCTION registration_page(
  of_statuses text[], of_family text, of_partner uuid, of_account uuid, pattern text,
  sorted_by text, after_key text, after_id uuid, most integer, at timestamptz
) RETURNS TABLE (id uuid, key text) LANGUAGE plpgsql STABLE ROWS 50 SECURITY DEFINER SET search_path = parley, public, pg_temp SET jit = off AS $$
DECLARE
  -- What reads as ended by time is stored as it was granted.
  stored text[] := CASE WHEN 'expired' = ANY (of_statuses) THEN of_statuses || '{approved,teaming}'::text[] ELSE of_statuses END;
  searched text := '(r.account_name ILIKE $5 OR r.reference ILIKE $5)';
  wanted text;
  page text;
BEGIN
  IF acting_audience() = 'partner' THEN
    of_partner := acting_partner();
    searched := '(r.account_name || '' '' || r.reference) ILIKE $5';
    IF of_partner IS NULL THEN RETURN; END IF;
  ELSIF acting_audience() NOT IN ('staff','system') THEN
    RETURN;
  END IF;
  -- In a CASE the planner takes a status to be likely, which it is once the stored one fits.
  wanted := concat_ws(' AND ', 'true',
    CASE WHEN of_statuses IS NOT NULL THEN 'r.status = ANY ($2) AND CASE WHEN registration_status(r.status, upper(x.during), $10) = ANY ($1) THEN true ELSE false END' END,
    CASE WHEN of_family IS NOT NULL THEN 'r.product_family = $3' END,
    CASE WHEN of_partner IS NOT NULL THEN 'r.partner_id = $4' END,
    CASE WHEN of_account IS NOT NULL THEN 'r.account_id = $6' END,
    CASE WHEN pattern IS NOT NULL THEN searched END);
  page := CASE sorted_by
    WHEN 'newest' THEN sorted_page('r.submitted_at', 'timestamptz', true, wanted, after_id)
    WHEN 'closing' THEN sorted_page('r.expected_close_on', 'date', false, wanted, after_id)
    WHEN 'amount' THEN sorted_page('r.amount_minor', 'bigint', true, wanted, after_id)
    -- Those that are protected, by their end; then all others, by their ids.
    WHEN 'ending' THEN format('SELECT p.id, p.key FROM ((%s) UNION ALL (%s)) p ORDER BY p.key::timestamptz, p.id LIMIT $9',
      sorted_page('upper(x.during)', 'timestamptz', false, wanted || ' AND upper(x.during) > $10', after_id),
      'SELECT r.id, ''infinity'' FROM registration r LEFT JOIN protection x ON x.registration_id = r.id WHERE ' || wanted
        || ' AND (upper(x.during) > $10) IS NOT TRUE'
        || CASE WHEN after_key = 'infinity' THEN ' AND r.id > $8' ELSE '' END || ' ORDER BY r.id LIMIT $9') END;
  IF page IS NULL THEN RAISE EXCEPTION 'there is no order %', sorted_by USING ERRCODE = 'invalid_parameter_value'; END IF;
  RETURN QUERY EXECUTE page USING of_statuses, stored, of_family, of_partner, pattern, of_account, after_key, after_id, most, at;
END $$;
CREATE FUNCTION sorted_page(key text, type text, descending boolean, wanted text, after_id uuid) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN format('SELECT r.id, (%1$s)::text AS key FROM registration r LEFT JOIN protection x ON x.registration_id = r.id WHERE %2$s%3$s ORDER BY %1$s %4$s, r.id %4$s LIMIT $9',
    key, wanted,
    CASE WHEN after_id IS NULL THEN '' ELSE format(' AND (%s, r.id) %s ($7::%s, $8)', key, CASE WHEN descending THEN '<' ELSE '>' END, type) END,
    CASE WHEN descending THEN 'DESC' ELSE 'ASC' END);
REVOKE ALL ON FUNCTION registration_page(text[], text, uuid, uuid, text, text, text, uuid, integer, timestamptz), sorted_page(text, text, boolean, text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registration_page(text[], text, uuid, uuid, text, text, text, uuid, integer, timestamptz) TO parley_app;
