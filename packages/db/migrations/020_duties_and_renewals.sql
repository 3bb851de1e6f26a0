-- Bound by its own dates: what the vendor owes on a registration, by when, who has it, and what follows when it's late; contracts
-- with their terms, who renews them, and what an incumbent does for it. docs/decisions/027 says why it is made like this.
SET LOCAL search_path = parley, public;
-- In the order in which whoever decides takes them: partner first would wait for a decision that waits for partner, time and again.
LOCK TABLE decision IN SHARE ROW EXCLUSIVE MODE;

-- ---------------------------------------------------------------- who answers
-- Whose partner it is, and in which of the policy's working calendars its days are counted; the vendor's own without one.
ALTER TABLE partner ADD COLUMN channel_manager_id text REFERENCES auth."user", ADD COLUMN calendar text CHECK (calendar ~ '^[a-z][a-zA-Z0-9]{0,39}$');

-- Who stands in for whom. Whoever is away has named a backup before.
CREATE TABLE duty_seat (
  user_id text PRIMARY KEY REFERENCES auth."user",
  backup_id text REFERENCES auth."user" CHECK (backup_id <> user_id),
  manager_id text REFERENCES auth."user" CHECK (manager_id <> user_id),
  away_from date,
  away_until date,
  version integer NOT NULL DEFAULT 1,
  CHECK ((away_from IS NULL) = (away_until IS NULL)),
  CHECK (away_until >= away_from),
  CONSTRAINT duty_seat_backup_before_absence CHECK (away_from IS NULL OR backup_id IS NOT NULL)
);

-- ---------------------------------------------------------------- what the vendor owes
-- A registration that waits for a person of the vendor: one open duty at a time. Who has it changes; by when it's due doesn't.
CREATE TABLE duty (
  id uuid PRIMARY KEY,
  registration_id uuid NOT NULL REFERENCES registration DEFERRABLE INITIALLY DEFERRED,
  partner_id uuid NOT NULL REFERENCES partner,
  owner_id text REFERENCES auth."user",
  -- Who has it now, and as what; the same as the owner until it's escalated.
  holder_id text REFERENCES auth."user",
  held_as text NOT NULL DEFAULT 'owner' CHECK (held_as IN ('owner','backup','manager','director')),
  opened_at timestamptz NOT NULL,
  first_word_by timestamptz,
  due_at timestamptz,
  taken_at timestamptz,
  -- The decisions of the point `request`: what was promised, and the latest one.
  promise_id uuid NOT NULL REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  decision_id uuid NOT NULL REFERENCES decision DEFERRABLE INITIALLY DEFERRED,
  -- The protection for the time being, as it was granted.
  interim_from timestamptz,
  interim_until timestamptz,
  closed_at timestamptz,
  closed_because text CHECK (closed_because IN ('decided','asked','withdrawn')),
  CHECK ((closed_at IS NULL) = (closed_because IS NULL)),
  CHECK ((interim_from IS NULL) = (interim_until IS NULL))
);
CREATE UNIQUE INDEX one_open_duty ON duty (registration_id) WHERE closed_at IS NULL;
CREATE INDEX duty_of_registration ON duty (registration_id, opened_at);
CREATE INDEX duty_open ON duty (id) WHERE closed_at IS NULL;
CREATE TRIGGER duty_stays BEFORE UPDATE OR DELETE ON duty FOR EACH ROW WHEN (OLD.closed_at IS NULL)
  EXECUTE FUNCTION refuse_other_change('holder_id', 'held_as', 'taken_at', 'decision_id', 'interim_from', 'interim_until', 'closed_at', 'closed_because');
CREATE TRIGGER duty_closed_stays BEFORE UPDATE OR DELETE ON duty FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change();

-- Protection for the time being, while the vendor is late. It's exclusive like any other, so that the one constraint keeps one lead.
ALTER TABLE protection ADD COLUMN interim boolean NOT NULL DEFAULT false,
  ADD CONSTRAINT protection_interim_is_exclusive CHECK (NOT interim OR kind = 'exclusive');
-- Some programs approve a registration that keeps nobody else out.
ALTER TABLE protection DROP CONSTRAINT protection_kind_check;
ALTER TABLE protection ADD CONSTRAINT protection_kind_check CHECK (kind IN ('exclusive','teaming','shared'));
ALTER TABLE protection DROP CONSTRAINT protection_ended_because_check;
ALTER TABLE protection ADD CONSTRAINT protection_ended_because_check
  CHECK (ended_because IN ('expired','lapsed','withdrawn','closed','overridden','decided','designated'));

-- Whether this person answers for partners today: there is a seat for it, and nobody is away or shut out.
CREATE FUNCTION is_at_work(of_user text, today date) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT EXISTS (SELECT FROM auth."user" u LEFT JOIN duty_seat s ON s.user_id = u.id
    WHERE u.id = of_user AND u."disabledAt" IS NULL AND u.role = 'channelManager' AND (today BETWEEN s.away_from AND s.away_until) IS NOT TRUE)
$$;
-- Who answers for a partner: its channel manager, or else the channel manager who has least to answer.
CREATE FUNCTION duty_owner(of_partner uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT u.id FROM auth."user" u LEFT JOIN partner p ON p.id = of_partner AND p.channel_manager_id = u.id
  WHERE u.role = 'channelManager' AND u."disabledAt" IS NULL
  ORDER BY p.id IS NULL, (SELECT count(*) FROM duty d WHERE d.holder_id = u.id AND d.closed_at IS NULL), u.id LIMIT 1
$$;
-- Who takes over from an owner, as what: whoever was named for it, and is at work; or else another channel manager who is. Of a
-- director nobody but the manager's manager can be.
CREATE FUNCTION duty_holder(of_owner text, held_as text, today date) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  WITH named AS (
    SELECT CASE held_as WHEN 'backup' THEN s.backup_id WHEN 'manager' THEN s.manager_id WHEN 'director' THEN coalesce(m.manager_id, s.manager_id) ELSE of_owner END AS id, s.backup_id
    FROM (SELECT of_owner AS id) o LEFT JOIN duty_seat s ON s.user_id = o.id LEFT JOIN duty_seat m ON m.user_id = s.manager_id
    WHERE acting_audience() IN ('staff','system')
  )
  SELECT coalesce(
    (SELECT n.id FROM named n WHERE is_at_work(n.id, today)),
    (SELECT u.id FROM auth."user" u, named n WHERE u.id <> of_owner AND is_at_work(u.id, today) ORDER BY u.id = n.backup_id DESC NULLS LAST, u.id LIMIT 1),
    of_owner)
$$;
REVOKE ALL ON FUNCTION is_at_work(text, date), duty_owner(uuid), duty_holder(text, text, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION duty_holder(text, text, date) TO parley_app;

-- Opens the duty of a registration that this transaction has put in review; a partner that registers doesn't read who answers.
CREATE FUNCTION open_duty(new_id uuid, of_registration uuid, first_word timestamptz, due timestamptz, of_decision uuid, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  INSERT INTO duty (id, registration_id, partner_id, owner_id, holder_id, opened_at, first_word_by, due_at, promise_id, decision_id)
    SELECT new_id, r.id, r.partner_id, o.id, o.id, at, first_word, due, of_decision, of_decision
    FROM registration r, LATERAL (SELECT duty_owner(r.partner_id) AS id) o WHERE r.id = of_registration AND may_see(r.partner_id);
END $$;
-- What the point `request` is asked by, of a registration: nothing that names anybody.
CREATE FUNCTION request_facts(of_registrations uuid[], at timestamptz, today date)
RETURNS TABLE (registration_id uuid, tier text, in_good_standing boolean, calendar text, designation text, protected_for_other boolean,
  interim_granted boolean, owner_present boolean)
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT r.id, p.tier, p.in_good_standing, p.calendar, a.designation,
    EXISTS (SELECT FROM protection x WHERE x.account_id = r.account_id AND x.product_family = r.product_family AND x.partner_id <> r.partner_id
      AND x.kind = 'exclusive' AND upper(x.during) > at),
    EXISTS (SELECT FROM protection x WHERE x.registration_id = r.id AND x.interim),
    coalesce((SELECT is_at_work(d.owner_id, today) FROM duty d WHERE d.registration_id = r.id AND d.closed_at IS NULL), true)
  FROM registration r JOIN partner p ON p.id = r.partner_id JOIN account a ON a.id = r.account_id
  WHERE r.id = ANY (of_registrations) AND may_see(r.partner_id)
$$;
REVOKE ALL ON FUNCTION open_duty(uuid, uuid, timestamptz, timestamptz, uuid, timestamptz), request_facts(uuid[], timestamptz, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION open_duty(uuid, uuid, timestamptz, timestamptz, uuid, timestamptz), request_facts(uuid[], timestamptz, date) TO parley_app;

-- ---------------------------------------------------------------- contracts, and who renews them
-- What a won deal gives for each of its product families. `partner_id` is who made the sale: it reads the row, by its own name of the account.
CREATE TABLE contract (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  deal_id uuid NOT NULL REFERENCES deal,
  product_family text NOT NULL REFERENCES product_family,
  partner_id uuid REFERENCES partner,
  account_name text NOT NULL,
  paper text NOT NULL CHECK (paper IN ('vendor','partner','distributor','marketplace')),
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  made_at timestamptz NOT NULL,
  -- The one that follows it.
  renewed_by uuid REFERENCES contract,
  CHECK (ends_on >= starts_on),
  CONSTRAINT contract_once UNIQUE (deal_id, product_family)
);
CREATE INDEX contract_ending ON contract (ends_on, id) WHERE renewed_by IS NULL;
CREATE INDEX contract_of_partner ON contract (partner_id, ends_on, id);
CREATE TRIGGER contract_stays BEFORE UPDATE OR DELETE ON contract FOR EACH ROW WHEN (OLD.renewed_by IS NULL) EXECUTE FUNCTION refuse_other_change('renewed_by');
CREATE TRIGGER contract_renewed_stays BEFORE UPDATE OR DELETE ON contract FOR EACH ROW WHEN (OLD.renewed_by IS NOT NULL) EXECUTE FUNCTION refuse_change();

-- The deal that renews a contract: one at a time.
ALTER TABLE deal ADD COLUMN renews_contract_id uuid REFERENCES contract;
CREATE UNIQUE INDEX one_renewal ON deal (renews_contract_id) WHERE renews_contract_id IS NOT NULL AND stage <> 'lost';

-- What an incumbent does for its customer, and what becomes of its incumbency: its own reports and its review of the renewal; the
-- vendor's warning and end, and a customer's letter that it leaves its partner.
CREATE TABLE contract_act (
  id uuid PRIMARY KEY,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  contract_id uuid NOT NULL REFERENCES contract,
  partner_id uuid NOT NULL REFERENCES partner,
  kind text NOT NULL CHECK (kind IN ('report','review','warning','ended','letter')),
  note text NOT NULL,
  signer_name text,
  happened_on date NOT NULL,
  acted_by text NOT NULL CHECK (acted_by IN ('partner','vendor')),
  acted_by_name text NOT NULL,
  acted_at timestamptz NOT NULL,
  CHECK ((kind IN ('report','review')) = (acted_by = 'partner')),
  CHECK ((kind = 'letter') = (signer_name IS NOT NULL))
);
CREATE INDEX contract_act_of_contract ON contract_act (contract_id, seq);

-- Whether the vendor has ended the incumbency of a partner that made the latest sale: it no longer leads by it.
CREATE FUNCTION incumbency_ended(of_accounts uuid[], of_family text, of_partner uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT coalesce((SELECT EXISTS (SELECT FROM contract_act t WHERE t.contract_id = c.id AND t.kind = 'ended') FROM contract c JOIN deal d ON d.id = c.deal_id
    WHERE c.partner_id = of_partner AND c.product_family = of_family AND d.account_id = ANY (of_accounts) ORDER BY c.seq DESC LIMIT 1), false)
$$;
REVOKE ALL ON FUNCTION incumbency_ended(uuid[], text, uuid) FROM PUBLIC;
DO $$
DECLARE
  before text := pg_get_functiondef('account_lead(uuid, text, uuid, timestamptz)'::regprocedure);
  after text := replace(before, 'FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family',
    'FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = of_family AND NOT incumbency_ended(merged, of_family, h.incumbent_partner_id)');
BEGIN
  ASSERT after <> before, 'account_lead no longer asks who made the latest sale';
  -- The only one whose registration keeps nobody out is asked first all the same; it protects against no partner, so it has no `until`.
  before := after;
  after := regexp_replace(before, 'IF FOUND THEN RETURN; END IF;', $one$IF FOUND THEN RETURN; END IF;
  SELECT 'partner', (array_agg(x.partner_id))[1], (array_agg(x.registration_id ORDER BY x.granted_at))[1], NULL INTO kind, lead_partner_id, registration_id, until
    FROM protection x WHERE x.account_id = ANY (merged) AND x.product_family = of_family AND x.kind = 'shared' AND upper(x.during) > at
    HAVING count(DISTINCT x.partner_id) = 1;
  IF FOUND THEN RETURN; END IF;$one$);
  ASSERT after <> before, 'account_lead no longer asks who is protected first';
  EXECUTE after;
END $$;

-- What `engagement` is asked of the past in a family: of whoever asks, and of the partner of the latest sale and of the registration, whom it doesn't name.
CREATE FUNCTION engagement_past(of_partner uuid, of_account uuid, of_family text, at timestamptz, today date)
RETURNS TABLE (own_review_held boolean, own_report_on date, partner_is_incumbent boolean, incumbent_in_good_standing boolean,
  incumbent_report_on date, incumbent_review_held boolean, incumbency_ended boolean, customer_leaves boolean, customer_named_asker boolean,
  registrant_certified boolean)
LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
DECLARE
  merged uuid[] := ARRAY(SELECT merged_records(of_account));
BEGIN
  IF acting_audience() NOT IN ('staff','system') AND of_partner IS DISTINCT FROM acting_partner() THEN RETURN; END IF;
  RETURN QUERY SELECT
    CASE WHEN c.partner_id = of_partner THEN EXISTS (SELECT FROM contract_act t WHERE t.contract_id = c.id AND t.kind = 'review') END,
    (SELECT max(t.happened_on) FROM contract_act t WHERE t.contract_id = c.id AND t.partner_id = of_partner AND t.acted_by = 'partner'),
    p.id IS NOT NULL, p.in_good_standing,
    greatest(h.since, c.starts_on,
      (SELECT max(t.happened_on) FROM contract_act t WHERE t.contract_id = c.id AND t.acted_by = 'partner'),
      (SELECT max(v.happened_on) FROM activity v JOIN registration r ON r.id = v.registration_id
        WHERE v.partner_id = p.id AND r.account_id = ANY (merged) AND r.product_family = f.id)),
    -- Where no contract is on record, there is no review of its renewal to miss.
    c.id IS NULL OR EXISTS (SELECT FROM contract_act t WHERE t.contract_id = c.id AND t.kind = 'review'),
    EXISTS (SELECT FROM contract_act t WHERE t.contract_id = c.id AND t.kind = 'ended'),
    EXISTS (SELECT FROM contract_act t WHERE t.contract_id = c.id AND t.kind = 'letter'),
    EXISTS (SELECT FROM designation g WHERE g.partner_id = of_partner AND g.account_id = ANY (merged) AND g.product_family = f.id AND g.state = 'inEffect' AND g.holds_until > at),
    CASE WHEN l.registration_id IS NOT NULL THEN EXISTS (SELECT FROM certification e WHERE e.partner_id = l.lead_partner_id AND e.product_family = f.id AND e.expires_on >= today) END
  FROM product_family f
  CROSS JOIN LATERAL account_lead(of_account, f.id, of_partner, at) l
  LEFT JOIN LATERAL (SELECT h.since, h.incumbent_partner_id FROM holding h WHERE h.account_id = ANY (merged) AND h.product_family = f.id
    ORDER BY (h.account_id = of_account) DESC, h.since DESC LIMIT 1) h ON true
  LEFT JOIN partner p ON p.id = h.incumbent_partner_id
  LEFT JOIN LATERAL (SELECT c.id, c.partner_id, c.starts_on FROM contract c JOIN deal d ON d.id = c.deal_id
    WHERE d.account_id = ANY (merged) AND c.product_family = f.id ORDER BY c.seq DESC LIMIT 1) c ON c.partner_id = p.id
  WHERE f.id = of_family;
END $$;
-- The account that a contract is with, for whoever may read the contract.
CREATE FUNCTION contract_accounts(of_contracts uuid[]) RETURNS TABLE (contract_id uuid, account_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT c.id, d.account_id FROM contract c JOIN deal d ON d.id = c.deal_id WHERE c.id = ANY (of_contracts) AND may_see(c.partner_id)
$$;
REVOKE ALL ON FUNCTION engagement_past(uuid, uuid, text, timestamptz, date), contract_accounts(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION engagement_past(uuid, uuid, text, timestamptz, date), contract_accounts(uuid[]) TO parley_app;

-- ---------------------------------------------------------------- row-level security and privileges
DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['duty','contract','contract_act'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY own_rows ON parley.%I USING (parley.may_see(partner_id)) WITH CHECK (parley.may_see(partner_id))', each);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON parley.%I FOR EACH STATEMENT EXECUTE FUNCTION parley.refuse_change()', each);
  END LOOP;
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON contract_act FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE duty_seat ENABLE ROW LEVEL SECURITY;
CREATE POLICY staff_only ON duty_seat USING (acting_audience() IN ('staff','system'));
GRANT SELECT, INSERT, UPDATE ON duty_seat TO parley_app;
GRANT SELECT, UPDATE (holder_id, held_as, taken_at, decision_id, interim_from, interim_until, closed_at, closed_because) ON duty TO parley_app;
GRANT SELECT, INSERT ON contract, contract_act TO parley_app;
GRANT UPDATE (renewed_by) ON contract TO parley_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA parley TO parley_app;
