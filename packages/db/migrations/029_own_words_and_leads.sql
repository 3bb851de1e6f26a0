-- What a partner read that could only be so because of another one: that somebody leads before it, after a merge; the name that a rival
-- gave a customer. docs/decisions/012, 024 and 026 say what it reads instead.
SET LOCAL search_path = parley, public;

-- The vendor has given the account its name: until then, one that came with a registration bears what that partner typed. Taken first, as
-- whoever registers takes the account before the registrations.
ALTER TABLE account ADD COLUMN named_by_vendor boolean NOT NULL DEFAULT false;

-- ---------------------------------------------------------------- of two that a merge brought together, each leads
-- The record that answers for an account now: the same, or what it was merged into.
CREATE FUNCTION kept_record(of_account uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  kept uuid := of_account;
  next uuid;
BEGIN
  LOOP
    SELECT a.merged_into INTO next FROM account a WHERE a.id = kept;
    IF next IS NULL THEN RETURN kept; END IF;
    kept := next;
  END LOOP;
END $$;

-- As before (019), but of several it is first where it's one of them, as for whoever else is asked (015); and where its record is one with
-- another now, it's asked there, as its protection went there too.
CREATE OR REPLACE FUNCTION own_lead(of_partner uuid, of_account uuid, of_families text[], at timestamptz) RETURNS TABLE (product_family text, leads boolean, until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF NOT may_see(of_partner) THEN RETURN; END IF;
  RETURN QUERY SELECT f.id, l.lead_partner_id IS NOT DISTINCT FROM of_partner, CASE WHEN l.lead_partner_id = of_partner THEN l.until END
    FROM unnest(of_families) f(id), LATERAL account_lead(kept_record(of_account), f.id, of_partner, at) l;
END $$;

-- The registration that a link was made by: it says where it's asked who leads, as a merge and its undo take that along.
ALTER TABLE attestation ADD COLUMN registration_id uuid REFERENCES registration;

-- Whoever is protected itself isn't told of another that is protected beside it.
DO $$
DECLARE
  before text := pg_get_functiondef('registration_facts(uuid, uuid, text, timestamptz, date, uuid, uuid[])'::regprocedure);
  after text := replace(before, $was$(SELECT max(upper(x.during)) FILTER (WHERE x.account_id = of_account) AS until,
       coalesce(bool_or(x.account_id IS DISTINCT FROM of_account), false) AS by_relative
     FROM protection x WHERE x.account_id = ANY (with_itself) AND x.product_family = of_family AND x.partner_id <> p.id AND x.kind = 'exclusive'
       AND upper(x.during) > at) lead$was$, $is$(SELECT
       CASE WHEN bool_or(x.partner_id = p.id AND x.account_id = of_account) IS NOT TRUE
         THEN max(upper(x.during)) FILTER (WHERE x.partner_id <> p.id AND x.account_id = of_account) END AS until,
       coalesce(bool_or(x.partner_id <> p.id AND x.account_id IS DISTINCT FROM of_account), false) AS by_relative
     FROM protection x WHERE x.account_id = ANY (with_itself) AND x.product_family = of_family AND x.kind = 'exclusive'
       AND upper(x.during) > at) lead$is$);
BEGIN
  ASSERT after <> before, 'registration_facts no longer asks who else is protected';
  EXECUTE after;
  before := pg_get_functiondef('request_facts(uuid[], timestamptz, date)'::regprocedure);
  after := replace(before, $was$AND x.kind = 'exclusive' AND upper(x.during) > at),$was$, $is$AND x.kind = 'exclusive' AND upper(x.during) > at)
      AND NOT EXISTS (SELECT FROM protection x WHERE x.account_id = r.account_id AND x.product_family = r.product_family AND x.partner_id = r.partner_id
        AND x.kind = 'exclusive' AND upper(x.during) > at),$is$);
  ASSERT after <> before, 'request_facts no longer asks who else is protected';
  EXECUTE after;
END $$;

-- ---------------------------------------------------------------- the name by which a partner reads an account
-- As before (019), but never what another partner typed. Its own latest name; else what the vendor calls one of the records; else the
-- domain. A letter that the vendor entered has no words of the partner's.
CREATE OR REPLACE FUNCTION known_as(of_partner uuid, of_account uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT coalesce(
    (SELECT r.account_name FROM registration r WHERE r.partner_id = of_partner AND r.account_id IN (SELECT merged_records(of_account)) ORDER BY r.submitted_at DESC LIMIT 1),
    (SELECT d.account_name FROM designation d JOIN customer_letter c ON c.id = d.letter_id AND c.brought_by = 'partner'
      WHERE d.partner_id = of_partner AND d.account_id IN (SELECT merged_records(of_account)) ORDER BY d.seq DESC LIMIT 1),
    (SELECT a.name FROM account a WHERE a.id IN (SELECT merged_records(of_account)) AND (a.source IS DISTINCT FROM 'registration' OR a.named_by_vendor
        OR EXISTS (SELECT FROM account_alias n WHERE n.account_id = a.id AND n.kind = 'former' AND n.source = 'Renamed'))
      ORDER BY a.id = of_account DESC, a.created_at, a.id LIMIT 1),
    (SELECT a.domain FROM account a WHERE a.id IN (SELECT merged_records(of_account)) AND a.domain IS NOT NULL
      ORDER BY a.id = of_account DESC, a.created_at, a.id LIMIT 1),
    'this customer')
$$;
-- The same for the staff, where they write down something that the partner reads.
CREATE FUNCTION account_name_for(of_partner uuid, of_account uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT known_as(of_partner, of_account) WHERE acting_audience() IN ('staff','system')
$$;
REVOKE ALL ON FUNCTION kept_record(uuid), account_name_for(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION kept_record(uuid), account_name_for(uuid, uuid) TO parley_app;
