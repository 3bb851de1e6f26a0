-- Who acts at an account without a registration has an interest there, too; and partners say on what terms they would team.
-- docs/decisions/031 says why it is made like this.
SET LOCAL search_path = parley, public;
-- In the order in which whoever decides takes them (020).
LOCK TABLE decision IN SHARE ROW EXCLUSIVE MODE;

ALTER TABLE conflict
  DROP CONSTRAINT conflict_opened_because_check,
  ADD CONSTRAINT conflict_opened_because_check CHECK (opened_because IN ('overlap','family','merge','pipeline','engagement'));

-- ---------------------------------------------------------------- engagements as interests
-- Questions in a case. Without a partner, one of the vendor's own people asked. How long it counts is what the policy said as it came.
CREATE TABLE conflict_engagement (
  conflict_id uuid NOT NULL REFERENCES conflict,
  engagement_id uuid NOT NULL REFERENCES engagement,
  partner_id uuid REFERENCES partner,
  joined_at timestamptz NOT NULL,
  counts_until timestamptz NOT NULL,
  PRIMARY KEY (conflict_id, engagement_id)
);
CREATE INDEX conflict_engagement_of_engagement ON conflict_engagement (engagement_id);
CREATE TRIGGER keep_claim AFTER INSERT ON conflict_engagement FOR EACH ROW EXECUTE FUNCTION keep_conflict_claim();
ALTER TABLE conflict_engagement ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_only ON conflict_engagement USING (acting_audience() IN ('staff','system'));
GRANT SELECT, INSERT, DELETE ON conflict_engagement TO parley_app;

-- An account's family with all records that were merged into it: what was asked stands where it was asked.
CREATE FUNCTION family_records(of_account uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 4 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT r.id FROM account_family(of_account) f(id) CROSS JOIN LATERAL merged_records(f.id) r(id)
$$;

-- Steps of a sale since `since` that were permitted, or done in spite of the answer; not what the lead itself agreed to. `party` is
-- who would act: null is the vendor.
CREATE FUNCTION counting_engagements(verbs text[], since timestamptz, records uuid[], of_family text)
RETURNS TABLE (engagement_id uuid, party uuid, account_id uuid, product_family text, asked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT e.id, CASE WHEN e.asked_by = 'partner' THEN e.partner_id END, e.account_id, e.product_family, e.asked_at
  FROM engagement e LEFT JOIN consent c ON c.engagement_id = e.id
  WHERE e.asked_at >= since AND e.account_id IS NOT NULL AND e.purpose = 'sale' AND e.verb = ANY (verbs)
    AND (records IS NULL OR e.account_id = ANY (records)) AND (of_family IS NULL OR e.product_family = of_family)
    AND (e.outcome IN ('permit','permitAndTell') OR EXISTS (SELECT FROM engagement_deed d WHERE d.engagement_id = e.id))
    AND NOT (c.engagement_id IS NOT NULL AND c.asked_of = 'lead' AND c.state = 'given')
    AND NOT EXISTS (SELECT FROM conflict_engagement i JOIN conflict k ON k.id = i.conflict_id
      WHERE i.engagement_id = e.id AND (k.closed_at IS NULL OR k.closed_because = 'awarded'))
$$;

-- Two parties between which it was decided who leads there, or partners that team. With a registration, that one was in it.
CREATE FUNCTION is_settled_with(one uuid, other uuid, of_registration uuid, of_account uuid, of_family text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT EXISTS (SELECT FROM conflict c JOIN conflict_claim a ON a.conflict_id = c.id AND a.partner_id IS NOT DISTINCT FROM one
      JOIN conflict_claim b ON b.conflict_id = c.id AND b.partner_id IS NOT DISTINCT FROM other
    WHERE c.closed_because = 'awarded' AND c.product_family = of_family AND c.account_id IN (SELECT family_records(of_account))
      AND (of_registration IS NULL OR EXISTS (SELECT FROM conflict_interest i WHERE i.conflict_id = c.id AND i.registration_id = of_registration)))
    OR (one IS NOT NULL AND other IS NOT NULL AND is_teaming(one, other, of_account, of_family))
$$;

-- The account at which an engagement meets another party's interest: a registration, the vendor's own pipeline, or another's
-- engagement. Null where it meets none, or where its party has registered there since, or still wants what it registered: that is an
-- interest of its own, and says more.
CREATE FUNCTION engagement_meets(of_engagement uuid, verbs text[], since timestamptz, at timestamptz) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  newcomer record;
  records uuid[];
  met uuid;
BEGIN
  SELECT c.* INTO newcomer FROM engagement e, counting_engagements(verbs, since, ARRAY[e.account_id], e.product_family) c
    WHERE e.id = of_engagement AND c.engagement_id = e.id;
  IF newcomer IS NULL THEN RETURN NULL; END IF;
  records := ARRAY(SELECT family_records(newcomer.account_id));
  IF newcomer.party IS NOT NULL AND EXISTS (SELECT FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
      WHERE r.account_id = ANY (records) AND r.product_family = newcomer.product_family AND r.partner_id = newcomer.party
        AND (r.submitted_at >= newcomer.asked_at OR is_live(r.status, upper(x.during), r.answer_due_at, at))) THEN
    RETURN NULL;
  END IF;
  SELECT r.account_id INTO met FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
    WHERE r.account_id = ANY (records) AND r.product_family = newcomer.product_family AND r.partner_id IS DISTINCT FROM newcomer.party
      AND r.status = ANY (open_statuses()) AND is_live(r.status, upper(x.during), r.answer_due_at, at)
      AND NOT is_settled_with(newcomer.party, r.partner_id, r.id, newcomer.account_id, newcomer.product_family)
    ORDER BY r.account_id = newcomer.account_id DESC, r.id LIMIT 1;
  IF met IS NULL AND newcomer.party IS NOT NULL AND in_direct_pipeline(newcomer.account_id, newcomer.product_family)
      AND NOT is_settled_with(newcomer.party, NULL, NULL, newcomer.account_id, newcomer.product_family) THEN
    met := newcomer.account_id;
  END IF;
  IF met IS NULL THEN
    SELECT c.account_id INTO met FROM counting_engagements(verbs, since, records, newcomer.product_family) c
      WHERE c.party IS DISTINCT FROM newcomer.party
        AND NOT is_settled_with(newcomer.party, c.party, NULL, newcomer.account_id, newcomer.product_family)
      ORDER BY c.asked_at, c.engagement_id LIMIT 1;
  END IF;
  -- One that came to an open case is in it already, and still an interest.
  IF met IS NULL THEN
    SELECT c.account_id INTO met FROM conflict c JOIN conflict_engagement i ON i.conflict_id = c.id
      WHERE c.closed_at IS NULL AND c.product_family = newcomer.product_family AND c.account_id = ANY (records)
        AND i.partner_id IS DISTINCT FROM newcomer.party AND i.counts_until > at
        AND NOT is_settled_with(newcomer.party, i.partner_id, NULL, newcomer.account_id, newcomer.product_family) LIMIT 1;
  END IF;
  RETURN met;
END $$;

-- Engagements that meet another's interest and are in no case of it yet, the oldest first; of one family of accounts, or everywhere.
CREATE FUNCTION engagements_that_meet(verbs text[], since timestamptz, of_account uuid, at timestamptz)
RETURNS TABLE (engagement_id uuid, account_id uuid, asked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT c.engagement_id, c.account_id, c.asked_at
  FROM counting_engagements(verbs, since, CASE WHEN of_account IS NOT NULL THEN ARRAY(SELECT family_records(of_account)) END, NULL) c
  WHERE acting_audience() IN ('staff','system') AND engagement_meets(c.engagement_id, verbs, since, at) IS NOT NULL
  ORDER BY c.asked_at, c.engagement_id
$$;

-- The open case at the top of an account's family, made where there is none. Everybody who has registered there, and the vendor
-- where it has a pipeline, is in it.
CREATE FUNCTION case_at(met uuid, of_family text, because text, new_id uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  met_at uuid := account_top(met);
  found uuid;
BEGIN
  SELECT c.id INTO found FROM conflict c WHERE c.account_id = met_at AND c.product_family = of_family AND c.closed_at IS NULL;
  IF found IS NULL THEN
    INSERT INTO conflict (id, account_id, product_family, opened_because, opened_at) VALUES (new_id, met_at, of_family, because, at)
      ON CONFLICT (account_id, product_family) WHERE closed_at IS NULL DO NOTHING RETURNING id INTO found;
  END IF;
  IF found IS NULL THEN
    SELECT c.id INTO STRICT found FROM conflict c WHERE c.account_id = met_at AND c.product_family = of_family AND c.closed_at IS NULL;
  END IF;
  INSERT INTO conflict_interest (conflict_id, registration_id, partner_id, joined_at)
    SELECT found, i.registration_id, i.partner_id, at FROM live_interests(met_at, '{}', NULL, of_family, at) i ON CONFLICT DO NOTHING;
  PERFORM keep_direct_claim(found, at);
  RETURN found;
END $$;

-- Puts an engagement into the case of those that it meets. Ends in the case's id, or null where it meets nobody.
CREATE FUNCTION join_engagement(of_engagement uuid, because text, counts_until timestamptz, verbs text[], since timestamptz, new_id uuid, at timestamptz)
RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  met uuid;
  found uuid;
BEGIN
  IF acting_audience() NOT IN ('staff','system') THEN RETURN NULL; END IF;
  met := engagement_meets(of_engagement, verbs, since, at);
  IF met IS NULL THEN RETURN NULL; END IF;
  SELECT case_at(met, e.product_family, because, new_id, at) INTO found FROM engagement e WHERE e.id = of_engagement;
  INSERT INTO conflict_engagement (conflict_id, engagement_id, partner_id, joined_at, counts_until)
    SELECT found, e.id, CASE WHEN e.asked_by = 'partner' THEN e.partner_id END, at, join_engagement.counts_until FROM engagement e WHERE e.id = of_engagement;
  UPDATE conflict c SET version = c.version + 1 WHERE c.id = found;
  RETURN found;
END $$;

-- ---------------------------------------------------------------- accounts that came together
-- A registration and the vendor's own pipeline that a merge brought together, whatever was decided of the registration before.
CREATE FUNCTION open_pipeline_conflict(of_account uuid, of_family text, because text, new_id uuid, at timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT case_at(i.account_id, of_family, because, new_id, at) FROM live_interests(of_account, '{}', NULL, of_family, at) i
  WHERE acting_audience() IN ('staff','system') AND in_direct_pipeline(of_account, of_family) ORDER BY i.registration_id LIMIT 1
$$;

-- Whether more than one party still wants it. The vendor's own team is one beside what waits for a decision, beside whoever was
-- approved before a merge brought them together, and beside partners that act without a registration.
CREATE FUNCTION is_contested(of_conflict uuid, only_in_family boolean, at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  WITH c AS (SELECT * FROM conflict o WHERE o.id = of_conflict),
  records AS MATERIALIZED (SELECT family_records(c.account_id) AS id FROM c WHERE only_in_family),
  registered AS MATERIALIZED (SELECT r.partner_id, r.status IN ('inReview','informationNeeded')
      OR c.opened_because = 'merge' AND d.decided_at <= c.opened_at AS is_unsettled
    FROM c JOIN conflict_interest i ON i.conflict_id = c.id JOIN registration r ON r.id = i.registration_id
      LEFT JOIN protection x ON x.registration_id = r.id LEFT JOIN decision d ON d.id = r.decision_id
    WHERE is_live(r.status, upper(x.during), r.answer_due_at, at) AND (NOT only_in_family OR r.account_id IN (SELECT id FROM records))),
  acting AS MATERIALIZED (SELECT n.partner_id FROM c JOIN conflict_engagement n ON n.conflict_id = c.id JOIN engagement e ON e.id = n.engagement_id
    WHERE n.counts_until > at AND (NOT only_in_family OR e.account_id IN (SELECT id FROM records))
      -- Whoever has registered since wants what its registration wants.
      AND NOT EXISTS (SELECT FROM conflict_interest i JOIN registration r ON r.id = i.registration_id
        WHERE i.conflict_id = c.id AND i.partner_id = n.partner_id AND r.submitted_at >= e.asked_at)),
  partners AS MATERIALIZED (SELECT count(*) AS n FROM (SELECT partner_id FROM registered UNION SELECT partner_id FROM acting WHERE partner_id IS NOT NULL) p)
  SELECT p.n > 1 OR (p.n = 1 AND (
      EXISTS (SELECT FROM acting WHERE partner_id IS NULL)
      OR (EXISTS (SELECT FROM registered WHERE is_unsettled) OR EXISTS (SELECT FROM acting WHERE partner_id IS NOT NULL))
        AND in_direct_pipeline(c.account_id, c.product_family)))
  FROM partners p, c
$$;
CREATE OR REPLACE FUNCTION close_conflicts(of_registration uuid, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  WITH looked_at AS MATERIALIZED (
    SELECT o.id FROM conflict o WHERE of_registration IS NULL AND o.closed_at IS NULL
    UNION ALL SELECT o.id FROM conflict_interest n JOIN conflict o ON o.id = n.conflict_id AND o.closed_at IS NULL WHERE n.registration_id = of_registration)
  UPDATE conflict c SET closed_because = 'oneInterestLeft', closed_at = at, version = c.version + 1
  FROM looked_at l WHERE c.id = l.id AND c.closed_at IS NULL AND NOT is_contested(c.id, false, at);
$$;

-- After a merge was undone: in a case that goes on, those whose account has left its family have no part any longer; one that only
-- the merge made is closed.
CREATE FUNCTION part_cases(of_cases uuid[], at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  IF acting_audience() NOT IN ('staff','system') THEN RETURN; END IF;
  DELETE FROM conflict_engagement n USING conflict c, engagement e
    WHERE c.id = ANY (of_cases) AND c.closed_at IS NULL AND n.conflict_id = c.id AND e.id = n.engagement_id
      AND e.account_id NOT IN (SELECT family_records(c.account_id)) AND is_contested(c.id, true, at);
  UPDATE conflict c SET closed_because = 'unmerged', closed_at = at
    WHERE c.id = ANY (of_cases) AND c.closed_at IS NULL AND NOT is_contested(c.id, true, at);
END $$;

-- ---------------------------------------------------------------- teaming, offered
-- What a partner would do in a team, and for what share at least. It rests on its own registration, whether anybody else wants the
-- account or not; whoever decides a case there reads it.
CREATE TABLE teaming_offer (
  id uuid PRIMARY KEY,
  registration_id uuid NOT NULL REFERENCES registration,
  partner_id uuid NOT NULL REFERENCES partner,
  role text NOT NULL CHECK (role IN ('sourced','influenced','resold','implemented','assisted')),
  least_share_bps integer NOT NULL CHECK (least_share_bps BETWEEN 1 AND 10000),
  note text,
  offered_by_name text NOT NULL,
  offered_at timestamptz NOT NULL,
  withdrawn_by_name text,
  withdrawn_at timestamptz,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by_name IS NULL))
);
CREATE UNIQUE INDEX teaming_offer_stands ON teaming_offer (registration_id) WHERE withdrawn_at IS NULL;
CREATE TRIGGER teaming_offer_stays BEFORE UPDATE OR DELETE ON teaming_offer FOR EACH ROW WHEN (OLD.withdrawn_at IS NULL)
  EXECUTE FUNCTION refuse_other_change('withdrawn_by_name', 'withdrawn_at');
CREATE TRIGGER teaming_offer_withdrawn_stays BEFORE UPDATE OR DELETE ON teaming_offer FOR EACH ROW WHEN (OLD.withdrawn_at IS NOT NULL)
  EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON teaming_offer FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE teaming_offer ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON teaming_offer USING (may_see(partner_id)) WITH CHECK (may_see(partner_id));
GRANT SELECT, INSERT ON teaming_offer TO parley_app;
GRANT UPDATE (withdrawn_by_name, withdrawn_at) ON teaming_offer TO parley_app;
-- A member whose part is within its own offer has agreed to it by that.
ALTER TABLE teaming_member ADD COLUMN offer_id uuid REFERENCES teaming_offer;
-- A partner's offers that its part in a teaming rests on, unless that has ended.
CREATE FUNCTION own_taken_offers(of_partner uuid) RETURNS TABLE (offer_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT m.offer_id FROM teaming_member m JOIN teaming t ON t.id = m.teaming_id
  WHERE may_see(of_partner) AND m.partner_id = of_partner AND m.offer_id IS NOT NULL AND t.ended_at IS NULL
$$;

REVOKE ALL ON FUNCTION family_records(uuid), counting_engagements(text[], timestamptz, uuid[], text), is_settled_with(uuid, uuid, uuid, uuid, text),
  engagement_meets(uuid, text[], timestamptz, timestamptz), engagements_that_meet(text[], timestamptz, uuid, timestamptz), case_at(uuid, text, text, uuid, timestamptz),
  join_engagement(uuid, text, timestamptz, text[], timestamptz, uuid, timestamptz), open_pipeline_conflict(uuid, text, text, uuid, timestamptz),
  is_contested(uuid, boolean, timestamptz), part_cases(uuid[], timestamptz), own_taken_offers(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION engagements_that_meet(text[], timestamptz, uuid, timestamptz), join_engagement(uuid, text, timestamptz, text[], timestamptz, uuid, timestamptz),
  open_pipeline_conflict(uuid, text, text, uuid, timestamptz), part_cases(uuid[], timestamptz), own_taken_offers(uuid) TO parley_app;

-- ---------------------------------------------------------------- whoever the customer named may register, too
-- A registration of the partner that its customer's letter protects there: its protection rests on both, as where the letter comes
-- second (019). Without this it met its own letter in the constraint that allows but one lead, and was turned away.
CREATE FUNCTION rest_on_own_letter() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  held protection;
BEGIN
  -- One that is granted again is met as it's changed.
  IF TG_OP = 'INSERT' AND EXISTS (SELECT FROM protection p WHERE p.registration_id = NEW.registration_id) THEN RETURN NEW; END IF;
  DELETE FROM protection p WHERE p.registration_id IS NULL AND p.partner_id = NEW.partner_id AND p.account_id = NEW.account_id
      AND p.product_family = NEW.product_family AND p.kind = 'exclusive' AND p.ended_because IS NULL AND p.during && NEW.during
    RETURNING * INTO held;
  IF NOT FOUND THEN RETURN NEW; END IF;
  INSERT INTO protection_before (designation_id, led_by, account_id, product_family, granted_at, during)
    VALUES (held.designation_id, held.partner_id, held.account_id, held.product_family, held.granted_at,
      tstzrange(lower(held.during), greatest(lower(held.during), lower(NEW.during))));
  NEW.designation_id := held.designation_id;
  NEW.during := tstzrange(lower(NEW.during), greatest(upper(NEW.during), upper(held.during)));
  RETURN NEW;
END $$;
CREATE TRIGGER protection_rests_on_both BEFORE INSERT ON protection FOR EACH ROW
  WHEN (NEW.registration_id IS NOT NULL AND NEW.kind = 'exclusive') EXECUTE FUNCTION rest_on_own_letter();
CREATE TRIGGER protection_rests_on_both_again BEFORE UPDATE ON protection FOR EACH ROW
  WHEN (NEW.registration_id IS NOT NULL AND NEW.kind = 'exclusive' AND NEW.granted_at <> OLD.granted_at) EXECUTE FUNCTION rest_on_own_letter();
REVOKE ALL ON FUNCTION rest_on_own_letter() FROM PUBLIC;
