-- Registering asks the same questions with fewer steps: a family is looked up in one function, and what ran as a statement of its own,
-- planned anew at each call, keeps its plan. The answers are the same. docs/decisions/034 says what it gave.
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- families
-- An account with all that are above and below it, as `account_family` gives them. Within functions of the owner only: it's neither
-- told nor granted to anybody else. The fences leave the planner the indexes of parents and of merged records only (see 016).
CREATE FUNCTION family_ids(of_account uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  top uuid := of_account;
  above uuid;
  level uuid[];
  family uuid[];
BEGIN
  IF of_account IS NULL THEN RETURN '{}'; END IF;
  FOR step IN 1..20 LOOP
    SELECT coalesce(a.merged_into, a.parent_id) INTO above FROM parley.account a WHERE a.id = top;
    EXIT WHEN above IS NULL;
    top := above;
  END LOOP;
  level := ARRAY[top];
  family := level;
  FOR depth IN 1..20 LOOP
    level := ARRAY(SELECT b.id FROM (SELECT a.id, a.merged_into FROM parley.account a WHERE a.parent_id = ANY (level) OFFSET 0) b WHERE b.merged_into IS NULL);
    EXIT WHEN cardinality(level) = 0;
    family := family || level;
  END LOOP;
  RETURN family;
END $$;
-- What `relatives_of` gives.
CREATE FUNCTION relative_ids(of_account uuid, guessed uuid[], of_registration uuid) RETURNS uuid[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF of_registration IS NOT NULL THEN
    guessed := guessed || ARRAY(SELECT (r->>'accountId')::uuid FROM parley.account_question q, jsonb_array_elements(q.related) r
      WHERE q.registration_id = of_registration AND q.settled_at IS NULL);
  END IF;
  IF coalesce(cardinality(guessed), 0) = 0 THEN RETURN parley.family_ids(of_account); END IF;
  RETURN ARRAY(SELECT DISTINCT f FROM unnest(guessed || of_account) AS each, unnest(parley.family_ids(each)) AS f);
END $$;
CREATE OR REPLACE FUNCTION account_family(of_account uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT unnest(family_ids(of_account));
END $$;
CREATE OR REPLACE FUNCTION relatives_of(of_account uuid, guessed uuid[], of_registration uuid) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT unnest(relative_ids(of_account, guessed, of_registration));
END $$;
-- As before, with `relative_ids`.
CREATE OR REPLACE FUNCTION live_interests(of_account uuid, guessed uuid[], of_registration uuid, of_family text, at timestamptz)
RETURNS TABLE (registration_id uuid, partner_id uuid, account_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  family uuid[] := relative_ids(of_account, guessed, of_registration);
BEGIN
  RETURN QUERY SELECT r.id, r.partner_id, r.account_id FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
    WHERE r.account_id = ANY (family) AND r.product_family = of_family AND r.status = ANY (open_statuses())
      AND is_live(r.status, upper(x.during), r.answer_due_at, at);
END $$;

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
  family uuid[] := relative_ids(of_account, relatives, ignoring);
  with_itself uuid[] := family || of_account;
BEGIN
  RETURN QUERY SELECT p.authorized, p.agreement_signed_on <= today IS TRUE, p.tier, p.in_good_standing, p.trained_people,
    (SELECT count(*)::int FROM certification c WHERE c.partner_id = p.id AND c.product_family = of_family AND c.expires_on >= today),
    (SELECT count(*)::int FROM protection x WHERE x.partner_id = p.id AND x.during @> at AND x.ended_because IS NULL
       AND x.registration_id IS DISTINCT FROM ignoring),
    (SELECT count(*)::int FROM information_request i JOIN registration r ON r.id = i.registration_id
       WHERE i.partner_id = p.id AND i.answered_at IS NULL AND i.due_at < at AND r.status = 'informationNeeded' AND r.id IS DISTINCT FROM ignoring),
    coalesce(a.designation, 'open'), a.conduct_hold_reason IS NOT NULL,
    bought.anything, bought.sold_here,
    lead.until IS NOT NULL, lead.until,
    wish.own, d.last_contact_on IS NOT NULL, d.last_contact_on, wish.undecided, lead.by_relative, wish.by_other,
    v.version, v.active_from
  FROM partner p
  LEFT JOIN account a ON a.id = of_account
  CROSS JOIN LATERAL (SELECT count(*) > 0 AS anything, coalesce(bool_or(h.incumbent_partner_id = p.id), false) AS sold_here
     FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family) bought
  CROSS JOIN LATERAL (SELECT max(upper(x.during)) FILTER (WHERE x.account_id = of_account) AS until,
       coalesce(bool_or(x.account_id IS DISTINCT FROM of_account), false) AS by_relative
     FROM protection x WHERE x.account_id = ANY (with_itself) AND x.product_family = of_family AND x.partner_id <> p.id AND x.kind = 'exclusive'
       AND upper(x.during) > at) lead
  CROSS JOIN LATERAL (SELECT
       coalesce(bool_or(r.partner_id = p.id AND r.account_id = of_account AND r.id IS DISTINCT FROM ignoring
         AND registration_status(r.status, upper(x.during), at) <> 'expired'), false) AS own,
       coalesce(bool_or(r.partner_id <> p.id AND r.account_id = of_account AND r.id IS DISTINCT FROM ignoring
         AND (r.status = 'inReview' OR (r.status = 'informationNeeded' AND r.answer_due_at > at))), false) AS undecided,
       coalesce(bool_or(r.partner_id <> p.id AND r.account_id = ANY (family) AND is_live(r.status, upper(x.during), r.answer_due_at, at)), false) AS by_other
     FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
     WHERE r.account_id = ANY (with_itself) AND r.product_family = of_family AND r.status = ANY (open_statuses())) wish
  LEFT JOIN LATERAL (SELECT max(q.last_contact_on) AS last_contact_on FROM direct_opportunity q
     WHERE q.account_id = of_account AND q.product_family = of_family AND q.closed_on IS NULL) d ON true
  LEFT JOIN LATERAL (SELECT n.version, n.active_from FROM policy_start n WHERE n.point = 'registration' AND n.active_from <= at
     ORDER BY n.active_from DESC, n.seq DESC LIMIT 1) v ON true
  WHERE p.id = of_partner AND (acting_audience() IN ('staff','system') OR p.id = acting_partner());
END $$;

-- What `registration_facts` says of an account that this transaction has just made, and that is of nobody's family as far as anybody guesses:
-- nothing stands there yet, so only the partner and the policy are asked for. A test holds the two against each other.
CREATE FUNCTION facts_at_new_account(of_partner uuid, of_family text, at timestamptz, today date)
RETURNS TABLE (
  partner_authorized boolean, agreement_signed boolean, tier text, in_good_standing boolean, trained_people integer,
  certified_people integer, open_registrations integer, overdue_answers integer,
  designation text, conduct_hold boolean, customer_of_family boolean, incumbent_is_partner boolean,
  protected_for_other boolean, protected_until timestamptz, own_registration_open boolean,
  in_direct_pipeline boolean, last_direct_contact_on date, undecided_for_other boolean, family_protected_for_other boolean, wanted_by_other boolean,
  policy_version integer, policy_active_from timestamptz
) LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT p.authorized, p.agreement_signed_on <= today IS TRUE, p.tier, p.in_good_standing, p.trained_people,
    (SELECT count(*)::int FROM certification c WHERE c.partner_id = p.id AND c.product_family = of_family AND c.expires_on >= today),
    (SELECT count(*)::int FROM protection x WHERE x.partner_id = p.id AND x.during @> at AND x.ended_because IS NULL),
    (SELECT count(*)::int FROM information_request i JOIN registration r ON r.id = i.registration_id
       WHERE i.partner_id = p.id AND i.answered_at IS NULL AND i.due_at < at AND r.status = 'informationNeeded'),
    'open', false, false, false, false, NULL::timestamptz, false, false, NULL::date, false, false, false,
    v.version, v.active_from
  FROM partner p
  LEFT JOIN LATERAL (SELECT n.version, n.active_from FROM policy_start n WHERE n.point = 'registration' AND n.active_from <= at
     ORDER BY n.active_from DESC, n.seq DESC LIMIT 1) v ON true
  WHERE p.id = of_partner AND (acting_audience() IN ('staff','system') OR p.id = acting_partner());
END $$;

-- ---------------------------------------------------------------- who meets whom
-- As statements of a plpgsql function their plans are kept, on PostgreSQL 15 too; a family is looked up only where a teaming stands to be asked.
CREATE OR REPLACE FUNCTION in_direct_pipeline(of_account uuid, of_family text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  family uuid[] := family_ids(of_account);
BEGIN
  RETURN EXISTS (SELECT FROM direct_opportunity q WHERE q.account_id = ANY (family) AND q.product_family = of_family AND q.closed_on IS NULL);
END $$;
CREATE OR REPLACE FUNCTION keep_direct_claim(of_conflict uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  INSERT INTO conflict_claim (id, conflict_id, partner_id, since)
    SELECT conflict_claim_id(c.id, NULL), c.id, NULL, at FROM conflict c
    WHERE c.id = of_conflict AND c.closed_at IS NULL AND in_direct_pipeline(c.account_id, c.product_family)
    ON CONFLICT DO NOTHING;
END $$;
CREATE OR REPLACE FUNCTION is_teaming(one uuid, other uuid, of_account uuid, of_family text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM teaming t JOIN teaming_member a ON a.teaming_id = t.id AND a.partner_id = one
    JOIN teaming_member b ON b.teaming_id = t.id AND b.partner_id = other
    WHERE t.product_family = of_family AND t.agreed_at IS NOT NULL AND t.ended_at IS NULL AND t.account_id = ANY ((SELECT family_ids(of_account))::uuid[]));
END $$;
CREATE OR REPLACE FUNCTION is_settled_between(one uuid, of_partner uuid, other uuid, of_other uuid, of_account uuid, of_family text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM conflict_interest a JOIN conflict_interest b ON b.conflict_id = a.conflict_id AND b.registration_id = other
      JOIN conflict c ON c.id = a.conflict_id AND c.closed_because = 'awarded' WHERE a.registration_id = one)
    OR is_teaming(of_partner, of_other, of_account, of_family);
END $$;
-- As before; of those who want the account it asks no further than to the nearest that isn't settled with.
CREATE OR REPLACE FUNCTION open_conflict(of_registration uuid, because text, guessed uuid[], new_id uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  newcomer registration;
  wanting uuid[];
  of_partners uuid[];
  at_accounts uuid[];
  met_at uuid;
  nearest uuid;
  found uuid;
BEGIN
  SELECT * INTO STRICT newcomer FROM registration r WHERE r.id = of_registration;
  SELECT array_agg(i.registration_id), array_agg(i.partner_id), array_agg(i.account_id) INTO wanting, of_partners, at_accounts
    FROM live_interests(newcomer.account_id, guessed, newcomer.id, newcomer.product_family, at) i;
  -- Asked of one after the other, until one isn't settled with.
  SELECT i.account_id INTO nearest FROM (SELECT x.* FROM unnest(wanting, of_partners, at_accounts) AS x(registration_id, partner_id, account_id)
      WHERE x.partner_id <> newcomer.partner_id ORDER BY x.account_id = newcomer.account_id DESC, x.registration_id OFFSET 0) i
    WHERE NOT is_settled_between(newcomer.id, newcomer.partner_id, i.registration_id, i.partner_id, newcomer.account_id, newcomer.product_family) LIMIT 1;
  IF nearest IS NULL AND newcomer.status IN ('inReview','informationNeeded') AND in_direct_pipeline(newcomer.account_id, newcomer.product_family) THEN
    nearest := newcomer.account_id;
    because := coalesce(because, 'pipeline');
  END IF;
  IF nearest IS NULL THEN RETURN NULL; END IF;
  met_at := account_top(nearest);
  SELECT c.id INTO found FROM conflict c WHERE c.account_id = met_at AND c.product_family = newcomer.product_family AND c.closed_at IS NULL;
  IF found IS NULL THEN
    INSERT INTO conflict (id, account_id, product_family, opened_because, opened_at, closed_because, closed_at)
      VALUES (new_id, met_at, newcomer.product_family,
        coalesce(because, CASE WHEN nearest = newcomer.account_id THEN 'overlap' ELSE 'family' END), at,
        CASE WHEN newcomer.status = 'rejected' THEN 'settledByPolicy' END, CASE WHEN newcomer.status = 'rejected' THEN at END)
      ON CONFLICT (account_id, product_family) WHERE closed_at IS NULL DO NOTHING RETURNING id INTO found;
  END IF;
  IF found IS NULL THEN
    SELECT c.id INTO STRICT found FROM conflict c WHERE c.account_id = met_at AND c.product_family = newcomer.product_family AND c.closed_at IS NULL;
  END IF;
  INSERT INTO conflict_interest (conflict_id, registration_id, partner_id, joined_at)
    SELECT found, i.registration_id, i.partner_id, at FROM unnest(wanting, of_partners) AS i(registration_id, partner_id)
    UNION SELECT found, newcomer.id, newcomer.partner_id, at
    ON CONFLICT DO NOTHING;
  PERFORM keep_direct_claim(found, at);
  RETURN found;
END $$;

-- ---------------------------------------------------------------- names of an account that is made
CREATE OR REPLACE FUNCTION write_account_names(known_as jsonb) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  INSERT INTO account_name (account_id, name, host, country, city, place, words, keys, asked, profile)
    SELECT n.account_id, n.name, n.host, n.country, n.city, n.place, array_to_tsvector(n.words), n.keys, n.asked, n.profile
    FROM jsonb_to_recordset(known_as) AS n(account_id uuid, name text, host text, country text, city text, place text,
      words text[], keys integer[], asked integer[], profile json);
END $$;

REVOKE ALL ON FUNCTION family_ids(uuid), relative_ids(uuid, uuid[], uuid), facts_at_new_account(uuid, text, timestamptz, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION facts_at_new_account(uuid, text, timestamptz, date) TO parley_app;
