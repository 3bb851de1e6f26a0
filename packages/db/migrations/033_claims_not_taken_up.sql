-- A claim that stands on no deal could only be tied to one: whoever looks after deals can say as well that it isn't taken up, with a reason
-- that its partner reads. It's the end of that claim: it isn't tied any more.
SET LOCAL search_path = parley, public;

ALTER TABLE claim ADD COLUMN declined_at timestamptz, ADD COLUMN declined_because text, ADD COLUMN declined_by uuid, ADD COLUMN declined_by_name text;
ALTER TABLE claim ADD CONSTRAINT claim_declined_with_reason CHECK ((declined_at IS NULL) = (declined_because IS NULL)
  AND (declined_at IS NULL) = (declined_by_name IS NULL)) NOT VALID;
ALTER TABLE claim ADD CONSTRAINT claim_declined_stands_on_no_deal CHECK (declined_at IS NULL OR deal_id IS NULL) NOT VALID;
GRANT UPDATE (declined_at, declined_because, declined_by, declined_by_name) ON claim TO parley_app;

CREATE FUNCTION decline_claim_once() RETURNS trigger LANGUAGE plpgsql SET search_path = parley, pg_temp AS $$
BEGIN
  IF OLD.declined_at IS NOT NULL OR acting_audience() = 'partner' THEN
    RAISE EXCEPTION 'a claim is declined once, by the staff' USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_declined_once';
  END IF;
  RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION decline_claim_once() FROM PUBLIC;
CREATE TRIGGER claim_declined_once BEFORE UPDATE OF declined_at, declined_because, declined_by, declined_by_name ON claim FOR EACH ROW EXECUTE FUNCTION decline_claim_once();
