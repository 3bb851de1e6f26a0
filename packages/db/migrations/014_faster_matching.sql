-- A question among a million accounts reads each key's list once, leaves counting to what processes remember, and a name brings along
-- what was read of it. `account_candidates` stays for the version before.
SET LOCAL search_path = parley, public;

-- What packages/identity keeps of the name (`kept-profile.ts`). Null until the start has made the names again: then it's read anew.
ALTER TABLE account_name ADD COLUMN profile json;

CREATE OR REPLACE FUNCTION write_account_names(known_as jsonb) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  INSERT INTO account_name (account_id, name, host, country, city, place, words, keys, asked, profile)
    SELECT n.account_id, n.name, n.host, n.country, n.city, n.place, array_to_tsvector(n.words), n.keys, n.asked, n.profile
    FROM jsonb_to_recordset(known_as) AS n(account_id uuid, name text, host text, country text, city text, place text,
      words text[], keys integer[], asked integer[], profile json);
$$;

-- How many names have each key that more than one has, for processes to remember whole: `counts` is a key and its names, four bytes
-- each, again and again. Written anew at each count.
CREATE TABLE key_count (
  block smallint PRIMARY KEY,
  counts bytea NOT NULL
);
-- Which count that was, and of how many names. None while there are few: then what a question needs is counted with it.
CREATE TABLE last_count (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  number integer NOT NULL,
  names integer NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON key_count, last_count TO parley_app;

-- What `account_candidates` says, in fewer steps: each key's names are read once, and its frequency is their number. `remembered` is
-- the count that the process knows; if it is the last one, and at most a tenth of the names came since, nothing else is counted.
-- `candidates` is [[account, name, host, country, city, weight, profile]], best first.
-- `keys` and `counts` go together: names that have each key, of the keys that were looked up, or of all that are compared.
CREATE FUNCTION accounts_to_compare(
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
    SELECT w.key, w.kind, w.prior, ARRAY(SELECT k.account_name FROM account_key k WHERE k.key = w.key LIMIT most_names_of_key + 1) AS found
    FROM unnest(wanted, kinds, priors) AS w(key, kind, prior) WHERE w.key <> ALL (common)
  ), within AS (
    SELECT t.found, (t.kind * greatest(0, ln((among + 1) / (t.n + t.prior * share + 0.5)) / ln(among + 2)))::real AS weight,
      sum(t.n) OVER (ORDER BY t.n, t.key) AS so_far
    FROM (SELECT typed.*, cardinality(found) AS n FROM typed) t WHERE t.n BETWEEN 1 AND most_names_of_key
  ), shared AS MATERIALIZED (
    SELECT each.number, sum(each.weight) AS weight FROM (SELECT unnest(w.found) AS number, w.weight FROM within w WHERE w.so_far <= most_rows) each
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT most * 5 / 2
  ), placed AS (
    SELECT n.number, n.account_id, s.weight
      + (CASE WHEN n.country = typed_country THEN 0.4 WHEN n.country <> typed_country THEN -0.4 ELSE 0 END)::real
      + (CASE WHEN n.place = typed_place THEN 0.4 ELSE 0 END)::real AS weight
    FROM shared s JOIN account_name n ON n.number = s.number
  ), nearest AS MATERIALIZED (
    SELECT each.number, each.weight
    FROM (SELECT DISTINCT ON (p.account_id) p.* FROM placed p ORDER BY p.account_id, p.weight DESC, p.number) each
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
REVOKE ALL ON FUNCTION accounts_to_compare(integer[], real[], integer[], integer[], integer, text, text, integer, integer, bigint[], timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION accounts_to_compare(integer[], real[], integer[], integer[], integer, text, text, integer, integer, bigint[], timestamptz) TO parley_app;
