-- Who leads, of those who claim it: what each claim shows, what was decided of it, what a person said, appeals, and teaming.
-- docs/decisions/025 says why it is made like this.
SET LOCAL search_path = parley, public;

ALTER TABLE conflict
  DROP CONSTRAINT conflict_opened_because_check,
  ADD CONSTRAINT conflict_opened_because_check CHECK (opened_because IN ('overlap','family','merge','pipeline')),
  DROP CONSTRAINT conflict_closed_because_check,
  ADD CONSTRAINT conflict_closed_because_check
    CHECK (closed_because IN ('settledByPolicy','oneInterestLeft','joined','unmerged','awarded','teamed')),
  -- The end of the time in which a person decides; none while the claims are still gathered.
  ADD COLUMN person_due_at timestamptz,
  ADD COLUMN reminded_at timestamptz,
  ADD COLUMN version integer NOT NULL DEFAULT 1;

-- ---------------------------------------------------------------- who claims, and what they show
-- One row for each partner in a case, and one without a partner for the vendor's own sales team. What is decided of a claim is
-- decided about this row: a partner's own registration says nothing of the case before there is an award.
CREATE TABLE conflict_claim (
  id uuid PRIMARY KEY,
  conflict_id uuid NOT NULL REFERENCES conflict,
  partner_id uuid REFERENCES partner,
  since timestamptz NOT NULL,
  CONSTRAINT conflict_claim_once UNIQUE NULLS NOT DISTINCT (conflict_id, partner_id)
);
CREATE INDEX conflict_claim_of_partner ON conflict_claim (partner_id);

-- An id that follows from whom it is for: the same again where a merge is undone, and nothing that can be guessed from another.
CREATE FUNCTION conflict_claim_id(of_conflict uuid, of_partner uuid) RETURNS uuid LANGUAGE sql IMMUTABLE
  RETURN overlay(overlay(md5('claim ' || of_conflict || coalesce(of_partner::text, 'direct')) PLACING '8' FROM 13) PLACING 'a' FROM 17)::uuid;
CREATE FUNCTION keep_conflict_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  INSERT INTO conflict_claim (id, conflict_id, partner_id, since)
    VALUES (conflict_claim_id(NEW.conflict_id, NEW.partner_id), NEW.conflict_id, NEW.partner_id, NEW.joined_at) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_claim AFTER INSERT ON conflict_interest FOR EACH ROW EXECUTE FUNCTION keep_conflict_claim();
INSERT INTO conflict_claim (id, conflict_id, partner_id, since)
  SELECT conflict_claim_id(i.conflict_id, i.partner_id), i.conflict_id, i.partner_id, min(i.joined_at) FROM conflict_interest i GROUP BY i.conflict_id, i.partner_id;

-- What a person says of a claim, with name and reason: judgements, and what the records have wrong. The latest of a fact counts.
CREATE TABLE conflict_fact (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  claim_id uuid NOT NULL REFERENCES conflict_claim,
  fact text NOT NULL,
  -- Null takes back what was said before.
  value jsonb,
  reason text NOT NULL,
  said_by text NOT NULL,
  said_by_name text NOT NULL,
  said_at timestamptz NOT NULL
);
CREATE INDEX conflict_fact_of_claim ON conflict_fact (claim_id, fact, seq DESC);

-- Evidence says what it shows, of which day, and with whom. The vendor's own team shows its evidence at the case.
ALTER TABLE evidence
  ALTER COLUMN partner_id DROP NOT NULL,
  ALTER COLUMN registration_id DROP NOT NULL,
  ADD COLUMN conflict_id uuid REFERENCES conflict,
  ADD COLUMN shows text NOT NULL DEFAULT 'other' CHECK (shows IN ('meeting','demo','proofOfConcept','paidProofOfConcept','nomination',
    'recommendation','customersWord','specification','signedWork','other')),
  ADD COLUMN shown_on date,
  ADD COLUMN with_whom text,
  ADD CONSTRAINT evidence_of_one CHECK ((registration_id IS NULL) = (conflict_id IS NOT NULL) AND (partner_id IS NULL) = (registration_id IS NULL)),
  ADD CONSTRAINT evidence_dated CHECK (shows = 'other' OR shown_on IS NOT NULL);
CREATE INDEX evidence_of_conflict ON evidence (conflict_id, seq) WHERE conflict_id IS NOT NULL;

-- ---------------------------------------------------------------- awards
-- What came of comparing the claims, for the staff. A later one supersedes it; the newest counts.
CREATE TABLE conflict_award (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  conflict_id uuid NOT NULL REFERENCES conflict,
  -- Who decided: the policy, a person in its place, or a person on an appeal.
  made_by text NOT NULL CHECK (made_by IN ('policy','person','appeal')),
  result text NOT NULL CHECK (result IN ('lead','customersChoice','share','sideBySide','personDecides','informationNeeded','nobody')),
  -- As the rules gave it, by claim; a person's holds whom it names.
  awarded jsonb NOT NULL,
  policy_version integer NOT NULL,
  -- Staff only, and of a person's award only.
  reason text,
  actor_id text NOT NULL,
  actor_name text NOT NULL,
  decided_at timestamptz NOT NULL,
  CHECK ((made_by = 'policy') = (reason IS NULL)),
  CHECK (made_by = 'policy' OR result IN ('lead','share','sideBySide'))
);
CREATE INDEX conflict_award_of_conflict ON conflict_award (conflict_id, seq DESC);

-- What an award means for one claim, in its claimant's own words: nothing in it depends on who else claims.
CREATE TABLE conflict_outcome (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  award_id uuid NOT NULL REFERENCES conflict_award,
  claim_id uuid NOT NULL REFERENCES conflict_claim,
  partner_id uuid REFERENCES partner,
  registration_id uuid REFERENCES registration,
  outcome text NOT NULL CHECK (outcome IN ('leads','shares','beside','doesNotLead')),
  share_bps integer CHECK (share_bps BETWEEN 0 AND 10000),
  wording text NOT NULL,
  by_person boolean NOT NULL,
  -- What the policy said of the claim.
  decision_id uuid REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  -- The last instant for an appeal; none where none can be made.
  appeal_until timestamptz,
  decided_at timestamptz NOT NULL,
  CHECK ((outcome = 'shares') = (share_bps IS NOT NULL))
);
CREATE INDEX conflict_outcome_of_claim ON conflict_outcome (claim_id, seq DESC);
CREATE INDEX conflict_outcome_of_registration ON conflict_outcome (registration_id, seq DESC);

-- A partner that doesn't lead asks somebody else to decide again, once.
CREATE TABLE appeal (
  id uuid PRIMARY KEY,
  claim_id uuid NOT NULL REFERENCES conflict_claim,
  partner_id uuid NOT NULL REFERENCES partner,
  outcome_id uuid NOT NULL REFERENCES conflict_outcome,
  grounds text NOT NULL,
  filed_by text NOT NULL,
  filed_by_name text NOT NULL,
  filed_at timestamptz NOT NULL,
  -- The vendor's own deadline, and what was done when it passed.
  due_at timestamptz,
  reminded_at timestamptz,
  silent_since timestamptz,
  is_upheld boolean,
  wording text,
  reason text,
  answered_by text,
  answered_by_name text,
  answered_at timestamptz,
  CONSTRAINT appeal_once UNIQUE (claim_id),
  CHECK ((answered_at IS NULL) = (is_upheld IS NULL) AND (answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (wording IS NULL))
);
CREATE INDEX appeal_waiting ON appeal (due_at) WHERE answered_at IS NULL;
CREATE TRIGGER appeal_stays BEFORE UPDATE OR DELETE ON appeal FOR EACH ROW WHEN (OLD.answered_at IS NULL)
  EXECUTE FUNCTION refuse_other_change('reminded_at', 'silent_since', 'is_upheld', 'wording', 'reason', 'answered_by', 'answered_by_name', 'answered_at');
CREATE TRIGGER appeal_answered_stays BEFORE UPDATE OR DELETE ON appeal FOR EACH ROW WHEN (OLD.answered_at IS NOT NULL)
  EXECUTE FUNCTION refuse_change();

-- Who decides an appeal is never who decided what it is against.
CREATE FUNCTION check_appeal_answer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  IF NEW.answered_by IS NOT NULL AND EXISTS (SELECT FROM conflict_outcome o JOIN conflict_award a ON a.id = o.award_id
      WHERE o.id = NEW.outcome_id AND a.actor_id = NEW.answered_by) THEN
    RAISE EXCEPTION 'an appeal is answered by somebody else' USING ERRCODE = 'check_violation', CONSTRAINT = 'appeal_answered_by_another';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answered_by_another BEFORE UPDATE ON appeal FOR EACH ROW EXECUTE FUNCTION check_appeal_answer();

-- ---------------------------------------------------------------- teaming
-- Partners that work one deal together, each by its own registration. Who the others are they learn when all have confirmed.
CREATE TABLE teaming (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  product_family text NOT NULL REFERENCES product_family,
  award_id uuid REFERENCES conflict_award,
  made_at timestamptz NOT NULL,
  agreed_at timestamptz,
  ended_at timestamptz
);
CREATE INDEX teaming_of_account ON teaming (account_id, product_family) WHERE ended_at IS NULL;
CREATE TABLE teaming_member (
  teaming_id uuid NOT NULL REFERENCES teaming,
  partner_id uuid NOT NULL REFERENCES partner,
  registration_id uuid NOT NULL REFERENCES registration,
  role text NOT NULL CHECK (role IN ('sourced','influenced','resold','implemented','assisted')),
  share_bps integer NOT NULL CHECK (share_bps BETWEEN 1 AND 10000),
  confirmed_at timestamptz,
  confirmed_by_name text,
  declined_at timestamptz,
  declined_by_name text,
  PRIMARY KEY (teaming_id, partner_id),
  CHECK ((confirmed_at IS NULL) = (confirmed_by_name IS NULL)),
  CHECK ((declined_at IS NULL) = (declined_by_name IS NULL)),
  CHECK (confirmed_at IS NULL OR declined_at IS NULL)
);
CREATE INDEX teaming_member_of_partner ON teaming_member (partner_id);
CREATE TRIGGER teaming_stays BEFORE UPDATE OR DELETE ON teaming FOR EACH ROW EXECUTE FUNCTION refuse_other_change('account_id', 'agreed_at', 'ended_at');
CREATE TRIGGER teaming_member_stays BEFORE UPDATE OR DELETE ON teaming_member FOR EACH ROW
  EXECUTE FUNCTION refuse_other_change('confirmed_at', 'confirmed_by_name', 'declined_at', 'declined_by_name');

-- At the commit: the shares of a teaming are the whole.
CREATE FUNCTION check_teaming() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  IF (SELECT sum(m.share_bps) FROM teaming_member m WHERE m.teaming_id = NEW.teaming_id) <> 10000 THEN
    RAISE EXCEPTION 'the shares of a teaming add up to the whole' USING ERRCODE = 'check_violation', CONSTRAINT = 'teaming_adds_up';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER teaming_adds_up AFTER INSERT ON teaming_member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_teaming();

-- The vendor's own sales team works on the account's family for this product family.
CREATE FUNCTION in_direct_pipeline(of_account uuid, of_family text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT EXISTS (SELECT FROM direct_opportunity q WHERE q.account_id IN (SELECT account_family(of_account)) AND q.product_family = of_family AND q.closed_on IS NULL)
$$;

-- The vendor's own sales team claims with the others where it has an open pipeline.
CREATE FUNCTION keep_direct_claim(of_conflict uuid, at timestamptz) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  INSERT INTO conflict_claim (id, conflict_id, partner_id, since)
    SELECT conflict_claim_id(c.id, NULL), c.id, NULL, at FROM conflict c
    WHERE c.id = of_conflict AND c.closed_at IS NULL AND in_direct_pipeline(c.account_id, c.product_family)
    ON CONFLICT DO NOTHING
$$;

-- Two partners that team agreed on this family of this account.
CREATE FUNCTION is_teaming(one uuid, other uuid, of_account uuid, of_family text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT EXISTS (SELECT FROM teaming t JOIN teaming_member a ON a.teaming_id = t.id AND a.partner_id = one
    JOIN teaming_member b ON b.teaming_id = t.id AND b.partner_id = other
    WHERE t.product_family = of_family AND t.agreed_at IS NOT NULL AND t.ended_at IS NULL AND t.account_id IN (SELECT account_family(of_account)))
$$;
-- A partner's teaming at an account, and its own share of it.
CREATE FUNCTION own_teaming(of_partner uuid, of_account uuid, of_family text) RETURNS TABLE (teaming_id uuid, share_bps integer)
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT t.id, m.share_bps FROM teaming t JOIN teaming_member m ON m.teaming_id = t.id AND m.partner_id = of_partner
  WHERE may_see(of_partner) AND t.product_family = of_family AND t.agreed_at IS NOT NULL AND t.ended_at IS NULL
    AND t.account_id IN (SELECT account_family(of_account)) ORDER BY t.agreed_at DESC, t.id LIMIT 1
$$;

-- A partner's own teamings, newest first. The others are named only once all have confirmed.
CREATE FUNCTION own_teamings() RETURNS TABLE (id uuid, account_name text, product_family text, role text, share_bps integer, made_at timestamptz,
  agreed_at timestamptz, ended_at timestamptz, confirmed_at timestamptz, declined_at timestamptz, registration_id uuid, others jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT t.id, r.account_name, t.product_family, m.role, m.share_bps, t.made_at, t.agreed_at, t.ended_at, m.confirmed_at, m.declined_at, m.registration_id,
    CASE WHEN t.agreed_at IS NOT NULL THEN (SELECT jsonb_agg(jsonb_build_object('partnerName', p.name, 'role', o.role, 'shareBps', o.share_bps) ORDER BY p.name)
      FROM teaming_member o JOIN partner p ON p.id = o.partner_id WHERE o.teaming_id = t.id AND o.partner_id <> m.partner_id) END
  FROM teaming_member m JOIN teaming t ON t.id = m.teaming_id JOIN registration r ON r.id = m.registration_id
  WHERE acting_audience() = 'partner' AND m.partner_id = acting_partner() ORDER BY t.made_at DESC, t.id
$$;
-- Whoever confirms last makes it agreed, and whoever declines ends it. Only its members.
CREATE FUNCTION note_teaming_word(of_teaming uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  PERFORM 1 FROM teaming t WHERE t.id = of_teaming FOR UPDATE;
  IF NOT EXISTS (SELECT FROM teaming_member m WHERE m.teaming_id = of_teaming AND may_see(m.partner_id)) THEN RETURN; END IF;
  UPDATE teaming t SET ended_at = at WHERE t.id = of_teaming AND t.ended_at IS NULL
    AND EXISTS (SELECT FROM teaming_member m WHERE m.teaming_id = t.id AND m.declined_at IS NOT NULL);
  UPDATE teaming t SET agreed_at = at WHERE t.id = of_teaming AND t.agreed_at IS NULL AND t.ended_at IS NULL
    AND NOT EXISTS (SELECT FROM teaming_member m WHERE m.teaming_id = t.id AND m.confirmed_at IS NULL);
  INSERT INTO outbox (topic, subject_id, partner_id, payload, created_at)
    SELECT 'teaming.settled', m.registration_id, m.partner_id, jsonb_build_object('isAgreed', t.agreed_at IS NOT NULL), at
    FROM teaming t JOIN teaming_member m ON m.teaming_id = t.id WHERE t.id = of_teaming AND at IN (t.agreed_at, t.ended_at);
  -- A case of nobody but its members isn't one any more: what they agreed stands.
  UPDATE conflict c SET closed_because = 'teamed', closed_at = at, version = c.version + 1 FROM teaming t
    WHERE t.id = of_teaming AND t.agreed_at = at AND c.closed_at IS NULL AND c.product_family = t.product_family
      AND c.account_id IN (SELECT account_family(t.account_id)) AND NOT in_direct_pipeline(c.account_id, c.product_family)
      AND NOT EXISTS (SELECT FROM conflict_interest i JOIN registration r ON r.id = i.registration_id LEFT JOIN protection x ON x.registration_id = r.id
        WHERE i.conflict_id = c.id AND is_live(r.status, upper(x.during), r.answer_due_at, at)
          AND NOT EXISTS (SELECT FROM teaming_member m WHERE m.teaming_id = t.id AND m.partner_id = r.partner_id));
END $$;

-- ---------------------------------------------------------------- what is a conflict, and what isn't any more
-- Two registrations that met in a case that was awarded, and partners that team agreed, don't meet anew.
CREATE FUNCTION is_settled_between(one uuid, of_partner uuid, other uuid, of_other uuid, of_account uuid, of_family text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT EXISTS (SELECT FROM conflict_interest a JOIN conflict_interest b ON b.conflict_id = a.conflict_id AND b.registration_id = other
      JOIN conflict c ON c.id = a.conflict_id AND c.closed_because = 'awarded' WHERE a.registration_id = one)
    OR is_teaming(of_partner, of_other, of_account, of_family)
$$;
-- As before, and: whoever is settled with isn't met again, and the vendor's own pipeline is met by what waits for a decision.
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
      (array_agg(i.account_id ORDER BY i.account_id = newcomer.account_id DESC, i.registration_id) FILTER (WHERE i.partner_id <> newcomer.partner_id
        AND NOT is_settled_between(newcomer.id, newcomer.partner_id, i.registration_id, i.partner_id, newcomer.account_id, newcomer.product_family)))[1]
    INTO wanting, of_partners, nearest
    FROM live_interests(newcomer.account_id, guessed, newcomer.id, newcomer.product_family, at) i;
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
-- Closes the open cases (of one registration, or all) in which at most one partner's interest is left, and the vendor's own team
-- has none beside what still waits for a decision.
CREATE OR REPLACE FUNCTION close_conflicts(of_registration uuid, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  UPDATE conflict c SET closed_because = 'oneInterestLeft', closed_at = at, version = c.version + 1
  FROM (SELECT o.id, count(DISTINCT r.partner_id) FILTER (WHERE is_live(r.status, upper(x.during), r.answer_due_at, at)) AS partners,
      coalesce(bool_or(r.status IN ('inReview','informationNeeded') AND is_live(r.status, upper(x.during), r.answer_due_at, at)), false) AS waits
    FROM conflict o JOIN conflict_interest i ON i.conflict_id = o.id JOIN registration r ON r.id = i.registration_id
    LEFT JOIN protection x ON x.registration_id = r.id
    WHERE o.closed_at IS NULL
      AND (of_registration IS NULL OR EXISTS (SELECT FROM conflict_interest n WHERE n.conflict_id = o.id AND n.registration_id = of_registration))
    GROUP BY o.id) left_over
  WHERE c.id = left_over.id AND c.closed_at IS NULL AND left_over.partners < 2
    AND NOT (left_over.partners = 1 AND left_over.waits AND in_direct_pipeline(c.account_id, c.product_family));
$$;

-- May I? Beside another partner that leads, a teaming counts as agreed where both are members of one that all have confirmed.
DO $$
DECLARE
  before text := pg_get_functiondef('engagement_facts(uuid, uuid, text[], text, timestamptz, date)'::regprocedure);
  after text := replace(before, 'l.lead_partner_id IS NULL AND EXISTS (SELECT FROM protection x',
    'is_teaming(of_partner, l.lead_partner_id, of_account, f.id) OR l.lead_partner_id IS NULL AND EXISTS (SELECT FROM protection x');
BEGIN
  ASSERT after <> before, 'engagement_facts no longer asks for a teaming with the account''s own team';
  EXECUTE after;
END $$;

-- Whether a deal waits for a conflict follows from the cases at its account.
ALTER TABLE deal DROP COLUMN conflict_open;

-- ---------------------------------------------------------------- append-only, linked, and who reads and writes
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['conflict_fact','conflict_award','conflict_outcome'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON parley.%I FOR EACH ROW EXECUTE FUNCTION parley.refuse_change()', kept);
    EXECUTE format('CREATE CONSTRAINT TRIGGER linked AFTER INSERT ON parley.%I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley.link_record()', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['conflict_fact','conflict_award','conflict_outcome','appeal','teaming','teaming_member'] LOOP
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON parley.%I FOR EACH STATEMENT EXECUTE FUNCTION parley.refuse_change()', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['conflict_claim','conflict_fact','conflict_award','conflict_outcome','appeal','teaming','teaming_member'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', kept);
    EXECUTE format('GRANT SELECT, INSERT ON parley.%I TO parley_app', kept);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['conflict_fact','conflict_award','teaming'] LOOP
    EXECUTE format('CREATE POLICY staff_only ON parley.%I USING (parley.acting_audience() IN (''staff'',''system''))', kept);
  END LOOP;
  -- What was decided of its own claim is a partner's to read; only an appeal is its own to make.
  FOREACH kept IN ARRAY ARRAY['conflict_claim','conflict_outcome'] LOOP
    EXECUTE format('CREATE POLICY own_rows ON parley.%I FOR SELECT USING (parley.may_see(partner_id))', kept);
    EXECUTE format('CREATE POLICY staff_new ON parley.%I FOR INSERT WITH CHECK (parley.acting_audience() IN (''staff'',''system''))', kept);
  END LOOP;
END $$;
CREATE POLICY own_rows ON appeal FOR SELECT USING (may_see(partner_id));
CREATE POLICY own_new ON appeal FOR INSERT WITH CHECK (may_see(partner_id));
CREATE POLICY staff_change ON appeal FOR UPDATE USING (acting_audience() IN ('staff','system'));
CREATE POLICY own_rows ON teaming_member USING (may_see(partner_id)) WITH CHECK (may_see(partner_id));
GRANT UPDATE (reminded_at, silent_since, is_upheld, wording, reason, answered_by, answered_by_name, answered_at) ON appeal TO parley_app;
GRANT UPDATE (account_id, agreed_at, ended_at) ON teaming TO parley_app;
GRANT UPDATE (confirmed_at, confirmed_by_name, declined_at, declined_by_name) ON teaming_member TO parley_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA parley TO parley_app;
REVOKE ALL ON FUNCTION keep_conflict_claim(), conflict_claim_id(uuid, uuid), keep_direct_claim(uuid, timestamptz), check_appeal_answer(), check_teaming(), is_teaming(uuid, uuid, uuid, text),
  own_teaming(uuid, uuid, text), own_teamings(), note_teaming_word(uuid, timestamptz), is_settled_between(uuid, uuid, uuid, uuid, uuid, text), in_direct_pipeline(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION conflict_claim_id(uuid, uuid), own_teaming(uuid, uuid, text), own_teamings(), note_teaming_word(uuid, timestamptz) TO parley_app;
