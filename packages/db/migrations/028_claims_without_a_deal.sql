-- A partner that never led an account has no part in another's deal there because it says so: its claim is kept, and stands on a deal
-- once the staff ties it to one, or once its partner leads there. Until then it has nothing to read. docs/decisions/023 says why.
SET LOCAL search_path = parley, public;

ALTER TABLE claim ALTER COLUMN deal_id DROP NOT NULL;
ALTER TABLE claim ADD CONSTRAINT claim_by_deal_or_registration CHECK (deal_id IS NOT NULL OR registration_id IS NOT NULL) NOT VALID;
CREATE UNIQUE INDEX claim_untied_once ON claim (registration_id, role) WHERE deal_id IS NULL;
GRANT UPDATE (deal_id) ON claim TO parley_app;

-- A claim stays with its deal, and a partner's own hand ties it to one only where that partner has led. Protection for the time being, because
-- nobody answered, doesn't count: it was never decided.
CREATE FUNCTION keep_claim_with_its_deal() RETURNS trigger LANGUAGE plpgsql SET search_path = parley, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.deal_id IS NOT NULL THEN
    RAISE EXCEPTION 'a claim stays with its deal' USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_stays_with_its_deal';
  END IF;
  IF NEW.deal_id IS NOT NULL AND acting_audience() = 'partner'
    AND NOT EXISTS (SELECT FROM registration r JOIN protection x ON x.partner_id = r.partner_id AND x.account_id = r.account_id
      AND x.product_family = r.product_family AND NOT x.interim WHERE r.id = NEW.registration_id AND r.partner_id = NEW.partner_id) THEN
    RAISE EXCEPTION 'only the staff ties this claim to a deal' USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_where_its_partner_led';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION keep_claim_with_its_deal() FROM PUBLIC;
CREATE TRIGGER claim_made_on_its_deal BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION keep_claim_with_its_deal();
CREATE TRIGGER claim_stays_with_its_deal BEFORE UPDATE OF deal_id ON claim FOR EACH ROW WHEN (OLD.deal_id IS DISTINCT FROM NEW.deal_id)
  EXECUTE FUNCTION keep_claim_with_its_deal();

-- As before: the open deal of the registration's account and product family, else the one won last, else a new one from what was registered.
-- But only for a partner that led there: while the deal was open, and before it was won. Where that isn't so the deal is null, and what was
-- won before it came is nobody's matter here. The asker still can't tell which it was.
CREATE OR REPLACE FUNCTION deal_for_claim(of_registration uuid, new_id uuid, new_reference text, currency text, at timestamptz, made_by text)
RETURNS TABLE (deal_id uuid, account_name text, product_family text) LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
DECLARE
  r registration;
  led protection;
  found_id uuid;
  is_own boolean;
BEGIN
  SELECT * INTO r FROM registration x WHERE x.id = of_registration AND may_see(x.partner_id);
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM hold_family(r.account_id, NULL);
  SELECT * INTO led FROM protection x WHERE x.partner_id = r.partner_id AND x.account_id = r.account_id AND x.product_family = r.product_family
    AND NOT x.interim ORDER BY upper(x.during) DESC NULLS LAST LIMIT 1;
  IF FOUND THEN
    -- A day of slack, because one of the two is a day in the vendor's time zone.
    SELECT d.id, f.is_own INTO found_id, is_own FROM deal d, LATERAL (SELECT (r.status = 'won' OR coalesce(upper(led.during) > d.created_at, false))
        AND (d.stage = 'open' OR d.closed_on >= led.granted_at::date - 1) AS is_own) f
      WHERE d.account_id = r.account_id AND r.product_family = ANY(d.product_families)
        AND (d.stage = 'open' OR d.stage = 'won' AND d.closed_on >= least(r.submitted_at, led.granted_at)::date - 1)
      ORDER BY f.is_own DESC, (d.stage = 'open') DESC, d.closed_on DESC NULLS LAST, d.created_at, d.id LIMIT 1;
    IF found_id IS NULL THEN
      found_id := new_id;
      INSERT INTO deal (id, reference, account_id, product_families, kind, amount_minor, currency, tender, source, created_at, created_by_name)
        VALUES (new_id, new_reference, r.account_id, ARRAY[r.product_family], r.kind, r.amount_minor, deal_for_claim.currency, r.tender, 'claim', at, made_by);
    ELSIF NOT is_own THEN
      found_id := NULL;
    END IF;
  END IF;
  RETURN QUERY SELECT found_id, r.account_name, r.product_family;
END $$;
