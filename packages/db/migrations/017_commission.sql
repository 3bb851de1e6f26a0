-- Deals, claims to a share of them, and the money that follows: a ledger in which nothing is edited, and statements made from it.
-- docs/decisions/023 says why it is made like this.
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- deals
-- The vendor's record of a sale. Partners never read it: each knows its own claim.
CREATE TABLE deal (
  id uuid PRIMARY KEY,
  reference text NOT NULL UNIQUE CHECK (reference ~ '^D-'),
  -- The number that a CRM knows it by: the same row of a file, sent twice, is one deal.
  external_id text UNIQUE,
  account_id uuid NOT NULL REFERENCES account,
  product_families text[] NOT NULL CHECK (cardinality(product_families) BETWEEN 1 AND 20),
  kind text NOT NULL CHECK (kind IN ('new','expansion','renewal')),
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- What is left of the amount after the vendor's own cost: the line that commission must not cross.
  margin_minor bigint CHECK (margin_minor BETWEEN 0 AND amount_minor),
  term_months integer CHECK (term_months BETWEEN 1 AND 240),
  tender text NOT NULL CHECK (tender IN ('none','planned','published')),
  source text NOT NULL CHECK (source IN ('hand','api','csv','claim')),
  stage text NOT NULL DEFAULT 'open' CHECK (stage IN ('open','won','lost')),
  paper text CHECK (paper IN ('vendor','partner','distributor','marketplace')),
  paper_decision_id uuid REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  earns text,
  -- Whom the customer orders through.
  seller_partner_id uuid REFERENCES partner,
  closed_by text CHECK (closed_by IN ('vendor','partner','both')),
  closer_partner_id uuid REFERENCES partner,
  closed_on date,
  invoiced_on date,
  paid_on date,
  starts_on date,
  ends_on date,
  -- What the customer got back, or never paid, before anything was paid out on it.
  lessened_minor bigint NOT NULL DEFAULT 0 CHECK (lessened_minor BETWEEN 0 AND amount_minor),
  conflict_open boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  created_by_name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CHECK ((stage = 'open') = (closed_on IS NULL)),
  CONSTRAINT deal_paper_before_closing CHECK (stage <> 'won' OR paper IS NOT NULL),
  CHECK ((closed_by IN ('partner','both')) = (closer_partner_id IS NOT NULL) OR closed_by IS NULL)
);
CREATE INDEX deal_newest ON deal (created_at DESC, id DESC);
CREATE INDEX deal_of_account ON deal (account_id, stage);

-- ---------------------------------------------------------------- claims
CREATE TABLE claim (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  reference text NOT NULL UNIQUE CHECK (reference ~ '^C-'),
  deal_id uuid NOT NULL REFERENCES deal,
  partner_id uuid NOT NULL REFERENCES partner,
  -- As this partner knows the customer.
  account_name text NOT NULL,
  product_family text NOT NULL REFERENCES product_family,
  role text NOT NULL CHECK (role IN ('sourced','influenced','resold','implemented','closed','assisted','renewed')),
  -- Null: the whole net amount of the deal.
  base_minor bigint CHECK (base_minor >= 0),
  registration_id uuid REFERENCES registration,
  evidence_id uuid REFERENCES evidence,
  note text NOT NULL DEFAULT '',
  activities integer NOT NULL DEFAULT 0 CHECK (activities BETWEEN 0 AND 100000),
  work_accepted boolean,
  customer_confirmed text NOT NULL DEFAULT 'none' CHECK (customer_confirmed IN ('none','email','call')),
  wrote_specification boolean NOT NULL DEFAULT false,
  vendor_help text NOT NULL DEFAULT 'none' CHECK (vendor_help IN ('none','askedFor','unasked')),
  duties_done boolean,
  for_own_use boolean NOT NULL DEFAULT false,
  -- The version of the commission policy that was promised: in force when its registration was approved, or when it was filed.
  promised_version integer NOT NULL,
  promised_at timestamptz NOT NULL,
  -- By which it is settled: the promised one, or a newer one that is better for the partner. Fixed when the deal is won.
  settled_version integer,
  filed_on date NOT NULL,
  filed_at timestamptz NOT NULL,
  filed_by_name text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT claim_once UNIQUE (deal_id, partner_id, role)
);
CREATE INDEX claim_of_partner ON claim (partner_id, filed_at DESC, id DESC);

-- ---------------------------------------------------------------- settlements: all claims to a deal together
CREATE TABLE settlement (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  deal_id uuid NOT NULL REFERENCES deal,
  pool_version integer NOT NULL,
  -- What was released before, and isn't divided again.
  settled_before_minor bigint NOT NULL CHECK (settled_before_minor >= 0),
  pool_minor bigint NOT NULL CHECK (pool_minor >= 0),
  exposure_minor bigint NOT NULL,
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  settled_at timestamptz NOT NULL,
  settled_by_name text NOT NULL
);
CREATE INDEX settlement_of_deal ON settlement (deal_id, seq DESC);

CREATE TABLE settlement_part (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  settlement_id uuid NOT NULL REFERENCES settlement,
  claim_id uuid NOT NULL REFERENCES claim,
  partner_id uuid NOT NULL REFERENCES partner,
  -- What the policy says of the claim as things stand: earned, on hold and for what, nothing and why.
  decision_id uuid NOT NULL REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  -- What it says once the customer has paid and nothing is waited for: the amount is that one's. The same where nothing is waited for now.
  forecast_id uuid NOT NULL REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  policy_version integer NOT NULL,
  -- What the claim comes to, step by step.
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  is_released boolean NOT NULL,
  paid_as text NOT NULL CHECK (paid_as IN ('commission','margin')),
  lines jsonb NOT NULL
);
CREATE INDEX settlement_part_of_claim ON settlement_part (claim_id, seq DESC);
CREATE INDEX settlement_part_of_settlement ON settlement_part (settlement_id);

-- ---------------------------------------------------------------- the ledger
-- One booking, about one partner. A clawback and a reduction name the rule, or the setting of the pool, and the version that has it.
CREATE TABLE journal (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL CHECK (kind IN ('accrual','release','increase','reduction','clawback','setOff','payout')),
  partner_id uuid NOT NULL REFERENCES partner,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  booked_on date NOT NULL,
  booked_at timestamptz NOT NULL,
  booked_by_name text NOT NULL,
  decision_id uuid REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  settlement_part_id uuid REFERENCES settlement_part,
  policy_point text CHECK (policy_point IN ('commission','clawback')),
  policy_version integer,
  rule text,
  setting text,
  -- Of a clawback: over how many payouts it is set off.
  over_months integer CHECK (over_months BETWEEN 1 AND 36),
  note text NOT NULL DEFAULT '',
  -- The transaction that booked it, set by the trigger: only that one adds its entries.
  booked_in xid8 NOT NULL,
  FOREIGN KEY (policy_point, policy_version) REFERENCES policy_version (point, version),
  CONSTRAINT journal_reduction_names_rule CHECK (kind NOT IN ('reduction','clawback')
    OR (policy_point IS NOT NULL AND policy_version IS NOT NULL AND decision_id IS NOT NULL AND (rule IS NULL) <> (setting IS NULL)))
);
CREATE INDEX journal_of_partner ON journal (partner_id, booked_on, seq);

-- Debits are above zero, credits below.
CREATE TABLE ledger_entry (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  journal_id uuid NOT NULL REFERENCES journal,
  partner_id uuid NOT NULL REFERENCES partner,
  claim_id uuid NOT NULL REFERENCES claim,
  account text NOT NULL CHECK (account IN ('expense','held','payable','paid','clawback')),
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);
CREATE INDEX ledger_entry_of_claim ON ledger_entry (claim_id, account);
CREATE INDEX ledger_entry_of_journal ON ledger_entry (journal_id);

-- A month that was closed: nothing is booked in it any more.
CREATE TABLE month_close (
  id uuid PRIMARY KEY,
  month date NOT NULL UNIQUE CHECK (month = date_trunc('month', month)),
  closed_at timestamptz NOT NULL,
  closed_by_name text NOT NULL
);

CREATE FUNCTION keep_months_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'month_close' THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('month ' || NEW.month, 18));
  ELSE
    PERFORM pg_advisory_xact_lock_shared(hashtextextended('month ' || date_trunc('month', NEW.booked_on)::date, 18));
    IF EXISTS (SELECT FROM month_close m WHERE m.month = date_trunc('month', NEW.booked_on)::date) THEN
      RAISE EXCEPTION 'the month of % is closed', NEW.booked_on USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_in_open_month';
    END IF;
    NEW.booked_in := pg_current_xact_id();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER journal_in_open_month BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION keep_months_closed();
CREATE TRIGGER month_closes_alone BEFORE INSERT ON month_close FOR EACH ROW EXECUTE FUNCTION keep_months_closed();

-- An entry belongs to a booking of the same transaction, so that nothing is added to an old one; claims are taken one after the other.
CREATE FUNCTION hold_claim_of_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('claim ' || NEW.claim_id, 18));
  IF NOT EXISTS (SELECT FROM journal j WHERE j.id = NEW.journal_id AND j.partner_id = NEW.partner_id AND j.currency = NEW.currency
      AND j.booked_in = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'an entry is booked with its journal' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_with_its_journal';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_entry_with_its_journal BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION hold_claim_of_entry();

-- At the commit: each booking adds up to zero, no state of a claim is below zero, no more is taken back than was paid, and what a
-- claim costs falls only by a rule that made the decision, or by a setting of its version.
CREATE FUNCTION check_books() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  j journal;
  books record;
BEGIN
  SELECT * INTO j FROM journal WHERE id = NEW.journal_id;
  IF EXISTS (SELECT FROM ledger_entry e WHERE e.journal_id = j.id GROUP BY e.currency HAVING sum(e.amount_minor) <> 0) THEN
    RAISE EXCEPTION 'the entries of a booking add up to zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balances';
  END IF;
  SELECT coalesce(sum(amount_minor) FILTER (WHERE account = 'expense'), 0) AS expense, coalesce(sum(amount_minor) FILTER (WHERE account = 'held'), 0) AS held,
      coalesce(sum(amount_minor) FILTER (WHERE account = 'payable'), 0) AS payable, coalesce(sum(amount_minor) FILTER (WHERE account = 'paid'), 0) AS paid,
      coalesce(sum(amount_minor) FILTER (WHERE account = 'clawback'), 0) AS clawback
    INTO books FROM ledger_entry WHERE claim_id = NEW.claim_id;
  IF books.expense < 0 OR books.held > 0 OR books.payable > 0 OR books.paid > 0 OR books.clawback < 0 OR books.paid + books.clawback > 0 THEN
    RAISE EXCEPTION 'no state of a claim is below zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_within_what_was_earned';
  END IF;
  IF NEW.account = 'expense' AND NEW.amount_minor < 0 AND (j.kind NOT IN ('reduction','clawback') OR NOT EXISTS (
      SELECT FROM decision d JOIN policy_version v ON v.point = d.point AND v.version = d.policy_version
      WHERE d.id = j.decision_id AND d.partner_id = j.partner_id AND d.point = j.policy_point AND d.policy_version = j.policy_version
        AND CASE WHEN j.rule IS NOT NULL THEN j.rule = ANY(d.because) ELSE v.document::jsonb -> 'parameters' ? j.setting END)) THEN
    RAISE EXCEPTION 'a share falls only by a rule that decided' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_reduction_by_rule';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER books_hold AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_books();

-- ---------------------------------------------------------------- statements
CREATE TABLE statement (
  id uuid PRIMARY KEY,
  reference text NOT NULL UNIQUE CHECK (reference ~ '^S-'),
  partner_id uuid NOT NULL REFERENCES partner,
  month date NOT NULL,
  currency text NOT NULL,
  total_minor bigint NOT NULL CHECK (total_minor >= 0),
  made_at timestamptz NOT NULL,
  CONSTRAINT statement_once UNIQUE (partner_id, month, currency)
);
CREATE TABLE statement_line (
  id uuid PRIMARY KEY,
  statement_id uuid NOT NULL REFERENCES statement,
  partner_id uuid NOT NULL REFERENCES partner,
  position integer NOT NULL CHECK (position >= 1),
  kind text NOT NULL CHECK (kind IN ('release','increase','reduction','setOff')),
  claim_id uuid NOT NULL REFERENCES claim,
  entry_id uuid NOT NULL UNIQUE REFERENCES ledger_entry,
  decision_id uuid NOT NULL REFERENCES decision,
  amount_minor bigint NOT NULL,
  -- The steps from nothing to the amount.
  steps jsonb NOT NULL,
  UNIQUE (statement_id, position)
);
CREATE FUNCTION check_statement() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE whole uuid := CASE WHEN TG_TABLE_NAME = 'statement' THEN to_jsonb(NEW)->>'id' ELSE to_jsonb(NEW)->>'statement_id' END::uuid;
BEGIN
  IF EXISTS (SELECT FROM statement s WHERE s.id = whole AND s.total_minor <> (SELECT coalesce(sum(l.amount_minor), 0) FROM statement_line l WHERE l.statement_id = whole))
    OR EXISTS (SELECT FROM statement_line l JOIN statement s ON s.id = l.statement_id JOIN ledger_entry e ON e.id = l.entry_id JOIN journal j ON j.id = e.journal_id
      WHERE l.statement_id = whole AND (e.account <> 'payable' OR e.amount_minor <> -l.amount_minor OR e.partner_id <> s.partner_id OR l.partner_id <> s.partner_id
        OR e.claim_id <> l.claim_id OR e.currency <> s.currency OR j.kind <> l.kind)) THEN
    RAISE EXCEPTION 'a statement is its lines, and its lines are entries' USING ERRCODE = 'check_violation', CONSTRAINT = 'statement_adds_up';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER statement_adds_up AFTER INSERT ON statement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_statement();
CREATE CONSTRAINT TRIGGER statement_adds_up AFTER INSERT ON statement_line DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_statement();

-- Which statement a payout settled.
CREATE TABLE payout (
  id uuid PRIMARY KEY,
  statement_id uuid NOT NULL UNIQUE REFERENCES statement,
  partner_id uuid NOT NULL REFERENCES partner,
  journal_id uuid NOT NULL UNIQUE REFERENCES journal,
  paid_at timestamptz NOT NULL,
  paid_by_name text NOT NULL
);

CREATE TABLE dispute (
  id uuid PRIMARY KEY,
  line_id uuid NOT NULL REFERENCES statement_line,
  partner_id uuid NOT NULL REFERENCES partner,
  reason text NOT NULL,
  decision_id uuid NOT NULL REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  -- The last day for the vendor's answer; null where the policy takes no dispute any more.
  due_on date,
  opened_at timestamptz NOT NULL,
  opened_by_name text NOT NULL,
  CONSTRAINT dispute_once UNIQUE (line_id)
);
CREATE TABLE dispute_answer (
  id uuid PRIMARY KEY,
  dispute_id uuid NOT NULL UNIQUE REFERENCES dispute,
  partner_id uuid NOT NULL REFERENCES partner,
  is_upheld boolean NOT NULL,
  wording text NOT NULL,
  journal_id uuid REFERENCES journal,
  answered_at timestamptz NOT NULL,
  answered_by_name text NOT NULL,
  CHECK (is_upheld = (journal_id IS NOT NULL))
);

-- ---------------------------------------------------------------- append-only, linked, and who reads and writes
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['settlement','settlement_part','journal','ledger_entry','month_close','statement','statement_line','payout','dispute','dispute_answer'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON parley.%I FOR EACH ROW EXECUTE FUNCTION parley.refuse_change()', kept);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON parley.%I FOR EACH STATEMENT EXECUTE FUNCTION parley.refuse_change()', kept);
    EXECUTE format('CREATE CONSTRAINT TRIGGER linked AFTER INSERT ON parley.%I DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION parley.link_record()', kept);
    EXECUTE format('GRANT SELECT, INSERT ON parley.%I TO parley_app', kept);
  END LOOP;
  -- Partners read what is theirs; only a claim and a dispute are theirs to make.
  FOREACH kept IN ARRAY ARRAY['settlement_part','journal','ledger_entry','statement','statement_line','payout','dispute','dispute_answer'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', kept);
    EXECUTE format('CREATE POLICY own_rows ON parley.%I FOR SELECT USING (parley.may_see(partner_id))', kept);
    EXECUTE format('CREATE POLICY %I ON parley.%I FOR INSERT WITH CHECK (%s)', CASE WHEN kept = 'dispute' THEN 'own_new' ELSE 'staff_new' END, kept,
      CASE WHEN kept = 'dispute' THEN 'parley.may_see(partner_id)' ELSE 'parley.acting_audience() IN (''staff'',''system'')' END);
  END LOOP;
  FOREACH kept IN ARRAY ARRAY['deal','settlement','month_close'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', kept);
    EXECUTE format('CREATE POLICY staff_only ON parley.%I USING (parley.acting_audience() IN (''staff'',''system''))', kept);
  END LOOP;
END $$;
ALTER TABLE claim ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON claim USING (may_see(partner_id)) WITH CHECK (may_see(partner_id));
GRANT SELECT, INSERT, UPDATE ON deal TO parley_app;
GRANT SELECT, INSERT ON claim TO parley_app;
GRANT UPDATE (base_minor, evidence_id, note, activities, work_accepted, customer_confirmed, wrote_specification, vendor_help, duties_done,
  for_own_use, settled_version, version) ON claim TO parley_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA parley TO parley_app;

-- ---------------------------------------------------------------- a partner's claim finds its deal, and learns nothing of it
-- The open deal of the registration's account and product family, else the one won last, else a new one from what was registered. Its
-- answer is the same for the asker in all three cases: an id that stands on its own claim only.
CREATE FUNCTION deal_for_claim(of_registration uuid, new_id uuid, new_reference text, currency text, at timestamptz, made_by text)
RETURNS TABLE (deal_id uuid, account_name text, product_family text) LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
DECLARE
  r registration;
  found_id uuid;
BEGIN
  SELECT * INTO r FROM registration x WHERE x.id = of_registration AND may_see(x.partner_id);
  IF NOT FOUND THEN RETURN; END IF;
  PERFORM hold_family(r.account_id, NULL);
  SELECT d.id INTO found_id FROM deal d WHERE d.account_id = r.account_id AND r.product_family = ANY(d.product_families) AND d.stage <> 'lost'
    ORDER BY (d.stage = 'open') DESC, d.closed_on DESC NULLS LAST, d.created_at, d.id LIMIT 1;
  IF found_id IS NULL THEN
    found_id := new_id;
    INSERT INTO deal (id, reference, account_id, product_families, kind, amount_minor, currency, tender, source, created_at, created_by_name)
      VALUES (new_id, new_reference, r.account_id, ARRAY[r.product_family], r.kind, r.amount_minor, deal_for_claim.currency, r.tender, 'claim', at, made_by);
  END IF;
  RETURN QUERY SELECT found_id, r.account_name, r.product_family;
END $$;

REVOKE ALL ON FUNCTION keep_months_closed(), hold_claim_of_entry(), check_books(), check_statement(),
  deal_for_claim(uuid, uuid, text, text, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION deal_for_claim(uuid, uuid, text, text, timestamptz, text) TO parley_app;
