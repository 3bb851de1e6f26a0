-- Registering asks less of each row it reads, and what it reads no longer grows with what others registered. The answers are the same.
SET LOCAL search_path = parley, public;

-- An account with all that are above and below it. The inner question takes the index of parents whatever the planner knew when the
-- plan was made: on an empty table, the list of accounts that weren't merged looks as cheap, and is read whole ever after.
CREATE OR REPLACE FUNCTION account_family(of_account uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  level uuid[] := ARRAY[account_top(of_account)];
BEGIN
  IF level[1] IS NULL THEN RETURN; END IF;
  FOR depth IN 0..20 LOOP
    RETURN QUERY SELECT unnest(level);
    level := ARRAY(SELECT b.id FROM (SELECT a.id, a.merged_into FROM account a WHERE a.parent_id = ANY (level) OFFSET 0) b WHERE b.merged_into IS NULL);
    EXIT WHEN cardinality(level) = 0;
  END LOOP;
END $$;

-- Only these still count for or against anybody; all others of an account, thousands at one that everybody wants, aren't read.
CREATE FUNCTION open_statuses() RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN '{approved,teaming,inReview,informationNeeded}'::text[];

CREATE OR REPLACE FUNCTION live_interests(of_account uuid, guessed uuid[], of_registration uuid, of_family text, at timestamptz)
RETURNS TABLE (registration_id uuid, partner_id uuid, account_id uuid) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  family uuid[] := ARRAY(SELECT relatives_of(of_account, guessed, of_registration));
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
  family uuid[] := ARRAY(SELECT relatives_of(of_account, relatives, ignoring));
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

-- The same as before, with those who want the account asked for once instead of twice.
CREATE OR REPLACE FUNCTION open_conflict(of_registration uuid, because text, guessed uuid[], new_id uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  newcomer registration;
  wanting uuid[];
  of_partners uuid[];
  met_at uuid;
  nearest uuid;
  found uuid;
BEGIN
  SELECT * INTO STRICT newcomer FROM registration r WHERE r.id = of_registration;
  SELECT array_agg(i.registration_id), array_agg(i.partner_id),
      (array_agg(i.account_id ORDER BY i.account_id = newcomer.account_id DESC, i.registration_id) FILTER (WHERE i.partner_id <> newcomer.partner_id))[1]
    INTO wanting, of_partners, nearest
    FROM live_interests(newcomer.account_id, guessed, newcomer.id, newcomer.product_family, at) i;
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
  RETURN found;
END $$;

-- What a partner waits for, or is waited for, among thousands of its own.
CREATE INDEX registration_waiting_of_partner ON registration (partner_id, submitted_at DESC, id DESC) WHERE status IN ('inReview','informationNeeded');

REVOKE ALL ON FUNCTION open_statuses() FROM PUBLIC;
