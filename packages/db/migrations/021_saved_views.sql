-- An account in one look, its timeline, and views of lists that people keep under a name.
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- who leads each product family
CREATE FUNCTION account_leads(of_account uuid, at timestamptz)
RETURNS TABLE (product_family text, kind text, lead_partner_id uuid, registration_id uuid, until timestamptz)
LANGUAGE plpgsql STABLE ROWS 3 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
BEGIN
  IF acting_audience() NOT IN ('staff','system') THEN RETURN; END IF;
  RETURN QUERY SELECT f.id, l.kind, l.lead_partner_id, l.registration_id, l.until
    FROM product_family f CROSS JOIN LATERAL account_lead(of_account, f.id, NULL, at) l ORDER BY f.position, f.id;
END $$;
REVOKE ALL ON FUNCTION account_leads(uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION account_leads(uuid, timestamptz) TO parley_app;

-- What was done to a record, for its timeline.
CREATE INDEX audit_event_of_subject ON audit_event (subject_id, happened_at DESC) WHERE subject_kind IN ('account','deal');

-- ---------------------------------------------------------------- views
-- Filters of a list under a name: their owner's own, or shared with everybody of the vendor's. They say what to look for, not what anybody may see.
CREATE TABLE saved_view (
  id uuid PRIMARY KEY,
  list text NOT NULL CHECK (list ~ '^[a-z][A-Za-z]*$'),
  name text NOT NULL,
  filters jsonb NOT NULL CHECK (jsonb_typeof(filters) = 'object'),
  is_shared boolean NOT NULL,
  owner_id text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  owner_name text NOT NULL,
  saved_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX saved_view_of_owner ON saved_view (owner_id, list, lower(name));
CREATE INDEX saved_view_shared ON saved_view (list) WHERE is_shared;
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_and_shared ON saved_view FOR SELECT
  USING (acting_audience() = 'system' OR (acting_audience() = 'staff' AND (is_shared OR owner_id = acting_user())));
CREATE POLICY own_new ON saved_view FOR INSERT WITH CHECK (acting_audience() = 'staff' AND owner_id = acting_user());
CREATE POLICY own_change ON saved_view FOR UPDATE
  USING (acting_audience() = 'staff' AND owner_id = acting_user()) WITH CHECK (acting_audience() = 'staff' AND owner_id = acting_user());
CREATE POLICY own_end ON saved_view FOR DELETE USING (acting_audience() = 'staff' AND owner_id = acting_user());
GRANT SELECT, INSERT, DELETE ON saved_view TO parley_app;
GRANT UPDATE (name, filters, is_shared, saved_at, version) ON saved_view TO parley_app;
