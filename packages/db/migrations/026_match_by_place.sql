-- A key says where its name is at home, so that the place of the best hundred names is known without looking each of them up: that was
-- a third of what a question cost among a million accounts.
SET LOCAL search_path = parley, public;

-- Country (10 bits), town (20 bits; two in a million share one, which only orders candidates), and whether the account has other names.
CREATE FUNCTION place_code(country text, town text, has_others boolean) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN has_others THEN 1 << 30 ELSE 0 END
    | CASE WHEN country IS NULL THEN 0 ELSE (((ascii(country) - 96) * 27 + ascii(substr(country, 2)) - 96) & 1023) << 20 END
    | CASE WHEN town IS NULL THEN 0 ELSE greatest(1, ('x' || left(md5(town), 5))::bit(20)::integer) END
$$;
GRANT EXECUTE ON FUNCTION place_code(text, text, boolean) TO parley_app;

ALTER TABLE account_key RENAME TO account_key_before;
ALTER TABLE account_key_before RENAME CONSTRAINT account_key_pkey TO account_key_before_pkey;
CREATE TABLE account_key (
  key integer NOT NULL,
  account_name integer NOT NULL,
  place integer NOT NULL
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);
INSERT INTO account_key (key, account_name, place)
  SELECT k.key, k.account_name, n.place FROM account_key_before k
  JOIN (SELECT number, place_code(country, place, count(*) OVER (PARTITION BY account_id) > 1) AS place FROM account_name) n ON n.number = k.account_name;
ALTER TABLE account_key ADD PRIMARY KEY (key, account_name) INCLUDE (place);
DROP TABLE account_key_before;
GRANT SELECT ON account_key TO parley_app;

-- The plan goes by the indexes, though it may have been made while the tables were empty.
CREATE OR REPLACE FUNCTION keep_account_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp SET enable_seqscan = off AS $$
BEGIN
  INSERT INTO account_key (key, account_name, place)
    SELECT DISTINCT k, n.number, n.code FROM (
      SELECT new_names.*, place_code(country, place, EXISTS (SELECT FROM account_name o WHERE o.account_id = new_names.account_id AND o.number <> new_names.number)) AS code
      FROM new_names) n, unnest(n.keys) k;
  RETURN NULL;
END $$;

-- As before (014), but that a key tells the place of its names: only of those that are compared, the rows are read, and of accounts with
-- several names, to take each once.
CREATE OR REPLACE FUNCTION accounts_to_compare(
  wanted integer[], kinds real[], priors integer[], asked integer[], prior_names integer,
  typed_country text, typed_place text, most integer, remembered integer, locks bigint[], at timestamptz,
  OUT names integer, OUT candidates json, OUT keys text, OUT counts text, OUT last_count integer, OUT is_counted boolean, OUT policy_version integer
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp SET jit = off SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_bitmapscan = off SET enable_memoize = off AS $$
#variable_conflict use_column
DECLARE
  most_names_of_key constant integer := 400;
  most_rows constant integer := 4000;
  names_then integer;
  share real;
  among real;
  common integer[] := '{}';
  has_others constant bigint := 1 << 30;
  of_country constant bigint := 1023 << 20;
  of_town constant bigint := (1 << 20) - 1;
  -- No code is -1: what wasn't typed is like nobody's.
  country_code bigint := CASE WHEN typed_country IS NULL THEN -1 ELSE place_code(typed_country, NULL, false) END;
  town_code bigint := CASE WHEN typed_place IS NULL THEN -1 ELSE place_code(NULL, typed_place, false) END;
BEGIN
  IF locks IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(sorted.each) FROM (SELECT DISTINCT each FROM unnest(locks) each ORDER BY each) sorted;
  END IF;
  SELECT CASE WHEN s.is_called THEN s.last_value ELSE 0 END INTO accounts_to_compare.names FROM account_name_number_seq s;
  SELECT l.number, l.names INTO accounts_to_compare.last_count, names_then FROM last_count l;
  is_counted := remembered IS NOT NULL AND remembered = accounts_to_compare.last_count AND accounts_to_compare.names <= names_then * 1.1;
  accounts_to_compare.policy_version := policy_in_force('identity', at);
  share := greatest(0, 1 - accounts_to_compare.names::real / prior_names);
  among := greatest(accounts_to_compare.names, prior_names);
  -- Who remembers the count doesn't ask for these.
  IF NOT is_counted THEN
    common := ARRAY(SELECT c.key FROM common_key c WHERE c.key = ANY (wanted) AND c.names > most_names_of_key);
  END IF;
  WITH typed AS MATERIALIZED (
    SELECT w.key, w.kind, w.prior,
      ARRAY(SELECT k.account_name * 4294967296 + k.place FROM account_key k WHERE k.key = w.key LIMIT most_names_of_key + 1) AS found
    FROM unnest(wanted, kinds, priors) AS w(key, kind, prior) WHERE w.key <> ALL (common)
  ), within AS (
    SELECT t.found, (t.kind * greatest(0, ln((among + 1) / (t.n + t.prior * share + 0.5)) / ln(among + 2)))::real AS weight,
      sum(t.n) OVER (ORDER BY t.n, t.key) AS so_far
    FROM (SELECT typed.*, cardinality(found) AS n FROM typed) t WHERE t.n BETWEEN 1 AND most_names_of_key
  ), shared AS MATERIALIZED (
    SELECT each.known, sum(each.weight) AS weight FROM (SELECT unnest(w.found) AS known, w.weight FROM within w WHERE w.so_far <= most_rows) each
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT most * 5 / 2
  ), placed AS MATERIALIZED (
    SELECT (s.known >> 32)::integer AS number, s.weight
      + (CASE WHEN s.known & of_country = country_code THEN 0.4 WHEN s.known & of_country <> 0 AND country_code > 0 THEN -0.4 ELSE 0 END)::real
      + (CASE WHEN s.known & of_town = town_code THEN 0.4 ELSE 0 END)::real AS weight,
      CASE WHEN s.known & has_others <> 0 THEN (SELECT n.account_id FROM account_name n WHERE n.number = (s.known >> 32)::integer) END AS account_id
    FROM shared s
  ), nearest AS MATERIALIZED (
    SELECT each.number, each.weight
    FROM (SELECT DISTINCT ON (p.account_id, p.alone) p.* FROM (SELECT placed.*, CASE WHEN account_id IS NULL THEN number END AS alone FROM placed) p
      ORDER BY p.account_id, p.alone, p.weight DESC, p.number) each
    ORDER BY each.weight DESC, each.number LIMIT most
  ), best AS MATERIALIZED (
    SELECT n.number, n.account_id, n.name, n.profile, n.host, n.country, n.city, n.asked, b.weight
    FROM nearest b JOIN account_name n ON n.number = b.number
  ), counted AS (
    SELECT t.key, cardinality(t.found) AS n FROM typed t WHERE is_counted
    UNION ALL
    SELECT x.key, coalesce(c.names, (SELECT count(*)::int FROM account_key k WHERE k.key = x.key))
    FROM (SELECT DISTINCT each.key FROM (SELECT unnest(b.asked) AS key FROM best b UNION ALL SELECT unnest(accounts_to_compare.asked)) each
      WHERE NOT is_counted) x
    LEFT JOIN common_key c ON c.key = x.key
  )
  SELECT (SELECT json_agg(json_build_array(b.account_id, b.name, b.host, b.country, b.city, b.weight, b.profile) ORDER BY b.weight DESC, b.number) FROM best b),
    array_agg(f.key)::text, array_agg(f.n)::text
    INTO accounts_to_compare.candidates, accounts_to_compare.keys, accounts_to_compare.counts FROM counted f;
END $$;
