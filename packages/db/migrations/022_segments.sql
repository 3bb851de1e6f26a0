-- How crowded a segment is: what a count by the clock saw. docs/decisions/030 says what partners may know of it.
SET LOCAL search_path = parley, public;

-- One count, by one version of the policy. Partners read the newest that was made for them, the staff the newest of all.
CREATE TABLE segment_count (
  id uuid PRIMARY KEY,
  counted_at timestamptz NOT NULL,
  counted_on date NOT NULL,
  policy_version integer NOT NULL,
  -- Registrations from then on counted as work.
  work_since timestamptz NOT NULL,
  for_partners boolean NOT NULL
);
CREATE INDEX segment_count_newest ON segment_count (counted_at DESC);

-- Who works where: a partner, a company and a product family. Not a record: it is counted anew, so merges leave it alone. It is copied
-- from rows that have references, a hundred thousand at once: asking again after each would cost more than the count.
CREATE TABLE segment_interest (
  count_id uuid NOT NULL,
  account_id uuid NOT NULL,
  product_family text NOT NULL,
  partner_id uuid NOT NULL,
  country text NOT NULL,
  -- Folded: '(unknown)' where no city is known.
  city text NOT NULL,
  is_protected boolean NOT NULL,
  -- How many partners work with this company for this product family, this one included.
  partners_there integer NOT NULL,
  PRIMARY KEY (count_id, account_id, product_family, partner_id)
);
CREATE INDEX segment_interest_of_partner ON segment_interest (count_id, partner_id);
CREATE INDEX segment_interest_of_place ON segment_interest (count_id, country, city, product_family);

-- A country has the place ''; a city has its folded name; what is too small by itself stands together as '(elsewhere)', too.
CREATE TABLE segment_place (
  count_id uuid NOT NULL REFERENCES segment_count ON DELETE CASCADE,
  country text NOT NULL,
  place text NOT NULL,
  title text NOT NULL,
  companies integer NOT NULL,
  -- Without those that any one partner alone brought: what a partner can't have made itself.
  companies_of_others integer NOT NULL,
  -- Partners read it under this name: its own, '(elsewhere)', or not at all.
  told_as text CHECK (told_as IN (place, '(elsewhere)')),
  PRIMARY KEY (count_id, country, place)
);
-- The empty product family stands for all of them.
CREATE TABLE segment_cell (
  count_id uuid NOT NULL,
  country text NOT NULL,
  place text NOT NULL,
  product_family text NOT NULL,
  partners integer NOT NULL,
  -- Companies that somebody works with, and those with which two or more do.
  worked integer NOT NULL,
  contested integer NOT NULL,
  protections integer NOT NULL,
  open_conflicts integer NOT NULL,
  PRIMARY KEY (count_id, country, place, product_family),
  FOREIGN KEY (count_id, country, place) REFERENCES segment_place ON DELETE CASCADE
);

-- Names in brackets are ours, whatever somebody calls a city.
CREATE FUNCTION folded_city(city text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN coalesce(nullif(nullif(lower(regexp_replace(btrim(city), '\s+', ' ', 'g')), ''), '(elsewhere)'), '(unknown)');

-- Everything of these tables tells of rivals: they are the staff's.
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['segment_count','segment_interest','segment_place','segment_cell'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', kept);
    EXECUTE format('CREATE POLICY staff_only ON parley.%I USING (parley.acting_audience() IN (''staff'',''system''))', kept);
    EXECUTE format('GRANT SELECT, INSERT, DELETE ON parley.%I TO parley_app', kept);
  END LOOP;
END $$;

-- When partners' count was made, by which policy, and which countries there are: no count of anything.
CREATE FUNCTION segments_told() RETURNS TABLE (count_id uuid, counted_on date, policy_version integer, countries text[])
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT c.id, c.counted_on, c.policy_version, ARRAY(SELECT p.country FROM segment_place p WHERE p.count_id = c.id AND p.place = '' AND p.told_as IS NOT NULL ORDER BY 1)
  FROM segment_count c WHERE c.for_partners AND acting_audience() IN ('partner','staff','system') ORDER BY c.counted_at DESC LIMIT 1
$$;
-- The segments of a country that partners are told of, as they are for this partner: it isn't among the others. The policy makes bands
-- of the numbers before anybody reads them. What a partner does itself changes no number here but its own.
CREATE FUNCTION segments_for(of_partner uuid, of_count uuid, of_country text)
RETURNS TABLE (place text, title text, product_family text, companies integer, others integer, worked integer, contested integer, own_companies integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  WITH own AS (
    SELECT each.place, i.product_family, count(*)::int AS companies, count(*) FILTER (WHERE i.partners_there = 1)::int AS alone,
      count(*) FILTER (WHERE i.partners_there = 2)::int AS with_one
    FROM segment_interest i JOIN segment_place p ON p.count_id = i.count_id AND p.country = i.country AND p.place = i.city
    CROSS JOIN LATERAL (VALUES (''), (p.told_as)) AS each(place)
    WHERE i.count_id = of_count AND i.partner_id = of_partner AND i.country = of_country AND each.place IS NOT NULL GROUP BY 1, 2
  )
  SELECT p.place, p.title, f.id, p.companies_of_others, coalesce(c.partners, 0) - (o.companies IS NOT NULL)::int, coalesce(c.worked, 0) - coalesce(o.alone, 0),
    coalesce(c.contested, 0) - coalesce(o.with_one, 0), coalesce(o.companies, 0)
  FROM segment_place p CROSS JOIN product_family f
  LEFT JOIN segment_cell c ON c.count_id = p.count_id AND c.country = p.country AND c.place = p.place AND c.product_family = f.id
  LEFT JOIN own o ON o.place = p.place AND o.product_family = f.id
  WHERE p.count_id = of_count AND p.country = of_country AND p.told_as = p.place AND may_see(of_partner)
  ORDER BY p.place = '' DESC, p.place = '(elsewhere)', p.place, f.position, f.id
$$;
REVOKE ALL ON FUNCTION folded_city(text), segments_told(), segments_for(uuid, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION folded_city(text), segments_told(), segments_for(uuid, uuid, text) TO parley_app;
