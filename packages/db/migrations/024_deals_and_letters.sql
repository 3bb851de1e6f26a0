-- A customer's payment in parts, and what of each claim it made owed; what a customer says without a letter; and an ended incumbency at any
-- instant (decision record 032).
SET LOCAL search_path = parley, public;

-- What the customer paid on a deal that was won; below zero what went back to it. `deal.paid_on` is the day on which nothing was open any more.
CREATE TABLE customer_payment (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  deal_id uuid NOT NULL REFERENCES deal,
  paid_on date NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  -- By which the vendor's books know it: the same a second time is known already.
  external_id text,
  noted_at timestamptz NOT NULL,
  noted_by_name text NOT NULL,
  CONSTRAINT customer_payment_once UNIQUE (deal_id, external_id)
);
CREATE INDEX customer_payment_of_deal ON customer_payment (deal_id, seq);

-- A booking that made owed what of a claim the customer had paid by then: `paid_minor` of `net_minor`, which is what shares were counted on.
CREATE TABLE payment_release (
  id uuid PRIMARY KEY,
  journal_id uuid NOT NULL UNIQUE REFERENCES journal,
  payment_id uuid NOT NULL REFERENCES customer_payment,
  partner_id uuid NOT NULL REFERENCES partner,
  claim_id uuid NOT NULL REFERENCES claim,
  paid_on date NOT NULL,
  paid_minor bigint NOT NULL CHECK (paid_minor > 0),
  net_minor bigint NOT NULL CHECK (net_minor >= paid_minor)
);
CREATE INDEX payment_release_of_claim ON payment_release (claim_id);

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['customer_payment','payment_release'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON parley.%I FOR EACH ROW EXECUTE FUNCTION parley.refuse_change()', kept);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON parley.%I FOR EACH STATEMENT EXECUTE FUNCTION parley.refuse_change()', kept);
    EXECUTE format('CREATE CONSTRAINT TRIGGER linked AFTER INSERT ON parley.%I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley.link_record()', kept);
    EXECUTE format('GRANT SELECT, INSERT ON parley.%I TO parley_app', kept);
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', kept);
  END LOOP;
END $$;
CREATE POLICY staff_only ON customer_payment USING (acting_audience() IN ('staff','system'));
CREATE POLICY own_rows ON payment_release FOR SELECT USING (may_see(partner_id));
CREATE POLICY staff_new ON payment_release FOR INSERT WITH CHECK (acting_audience() IN ('staff','system'));
GRANT USAGE ON ALL SEQUENCES IN SCHEMA parley TO parley_app;

-- Payments were noted as a whole before: all of the amount, and what went back since.
INSERT INTO customer_payment (id, deal_id, paid_on, amount_minor, noted_at, noted_by_name)
  SELECT gen_random_uuid(), d.id, d.paid_on, x.amount_minor, d.created_at, 'Noted as a whole'
  FROM deal d CROSS JOIN LATERAL (VALUES (1, d.amount_minor), (2, -d.lessened_minor)) x(place, amount_minor)
  WHERE d.paid_on IS NOT NULL AND x.amount_minor <> 0 ORDER BY d.created_at, d.id, x.place;

-- ---------------------------------------------------------------- what the customer says where the letter is beside the point
-- It declines the partner, or it was told and says nothing; null where only the letter was asked about.
ALTER TABLE customer_letter ADD COLUMN customer_says text CHECK (customer_says IN ('declines','nothing'));
ALTER TABLE letter_check ADD COLUMN customer_says text CHECK (customer_says IN ('declines','nothing'));
GRANT UPDATE (customer_says) ON customer_letter TO parley_app;
DROP TRIGGER letter_stays ON customer_letter;
CREATE TRIGGER letter_stays BEFORE UPDATE OR DELETE ON customer_letter FOR EACH ROW
  EXECUTE FUNCTION refuse_other_change('account_id', 'signer', 'is_genuine', 'customer_told', 'customer_says', 'checked_at', 'version');

-- ---------------------------------------------------------------- who represented us, where an incumbency was ended
-- Whether the vendor had ended by this instant the incumbency that the latest sale until then gave a partner.
CREATE FUNCTION incumbency_ended_at(of_accounts uuid[], of_family text, of_partner uuid, at timestamptz, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT coalesce((SELECT EXISTS (SELECT FROM contract_act t WHERE t.contract_id = c.id AND t.kind = 'ended' AND t.acted_at <= at)
    FROM contract c JOIN deal d ON d.id = c.deal_id WHERE c.partner_id = of_partner AND c.product_family = of_family
      AND d.account_id = ANY (of_accounts) AND d.closed_on <= day ORDER BY c.seq DESC LIMIT 1), false)
$$;
REVOKE ALL ON FUNCTION incumbency_ended_at(uuid[], text, uuid, timestamptz, date) FROM PUBLIC;
CREATE OR REPLACE FUNCTION representative_at(of_account uuid, of_family text, at timestamptz, day date,
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
  IF FOUND THEN
    IF NOT incumbency_ended_at(merged, of_family, represented_by, at, day) THEN RETURN; END IF;
    SELECT NULL, NULL, NULL, NULL INTO rests_on, represented_by, deal_id, since_day;
  END IF;
  SELECT CASE WHEN h.incumbent_partner_id IS NULL THEN 'vendor' ELSE 'partner' END, 'sale', h.incumbent_partner_id, h.since
    INTO kind, rests_on, represented_by, since_day
    FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family AND h.since <= day
      AND NOT incumbency_ended_at(merged, of_family, h.incumbent_partner_id, at, day)
    ORDER BY (h.account_id = of_account) DESC, h.since DESC LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  SELECT 'vendor', 'list', a.designated_on INTO kind, rests_on, since_day FROM account a
    WHERE a.id = of_account AND a.designation <> 'open' AND (a.designated_on IS NULL OR a.designated_on <= day);
  IF NOT FOUND THEN kind := 'nobody'; END IF;
END $$;
