-- Who an account is: every way that it is known, the keys it is found by, its family, and what people said of two records.
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- the account itself
ALTER TABLE account
  ADD COLUMN host text,
  -- As it was typed; two are equal when their keys are.
  ADD COLUMN tax_id text,
  ADD COLUMN tax_key text GENERATED ALWAYS AS (nullif(regexp_replace(upper(tax_id), '[^A-Z0-9]', '', 'g'), '')) STORED,
  ADD COLUMN relation_to_parent text CHECK (relation_to_parent IN ('subsidiary','branch','division','successor')),
  -- Its id stays valid: whoever asks for it is answered with the record that it was merged into.
  ADD COLUMN merged_into uuid REFERENCES account CHECK (merged_into <> id),
  ADD COLUMN designated_on date,
  ADD CONSTRAINT account_not_its_own_parent CHECK (parent_id <> id),
  ADD CONSTRAINT account_related_to_a_parent CHECK (relation_to_parent IS NULL OR parent_id IS NOT NULL);
UPDATE account SET host = domain;
CREATE INDEX account_parent ON account (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX account_merged_into ON account (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX account_tax_key ON account (tax_key) WHERE tax_key IS NOT NULL;
CREATE INDEX account_designated ON account (designation, (normalized_name COLLATE "C"), id) WHERE designation <> 'open' AND merged_into IS NULL;
-- Lists go by it, and a typed beginning of a whole name is found by it.
DROP INDEX account_normalized_name;
CREATE INDEX account_by_name ON account ((normalized_name COLLATE "C"), id) WHERE merged_into IS NULL;

CREATE TABLE account_alias (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  name text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('former','short','translated','typed','merged','other')),
  source text NOT NULL,
  added_by_name text NOT NULL,
  added_at timestamptz NOT NULL,
  UNIQUE (account_id, name)
);
ALTER INDEX account_domain RENAME TO account_of_domain;
-- Domains beside the one in the account's row.
CREATE TABLE account_domain (
  id uuid PRIMARY KEY,
  account_id uuid NOT NULL REFERENCES account,
  host text NOT NULL,
  domain text NOT NULL,
  source text NOT NULL,
  added_by_name text NOT NULL,
  added_at timestamptz NOT NULL,
  UNIQUE (account_id, host)
);
CREATE INDEX account_domain_of_domain ON account_domain (domain);

-- ---------------------------------------------------------------- the keys
-- Each way that an account is known: by its name, an alias, another domain. `words` are for search as one types, `keys` and
-- `asked` are hashes of what packages/identity calls keys: to be found by, and to have their frequency asked for.
CREATE TABLE account_name (
  number integer GENERATED ALWAYS AS IDENTITY,
  account_id uuid NOT NULL REFERENCES account,
  name text NOT NULL,
  host text,
  country text,
  city text,
  -- The city's folded words in one: what two spellings of it share.
  place text,
  words tsvector NOT NULL,
  keys integer[] NOT NULL,
  asked integer[] NOT NULL,
  -- What a question needs of four times as many names as it compares: without reading the rows.
  PRIMARY KEY (number) INCLUDE (account_id, country, place)
);
CREATE INDEX account_name_of_account ON account_name (account_id);
CREATE INDEX account_name_words ON account_name USING gin (words) WITH (fastupdate = off);
CREATE TABLE account_key (
  key integer NOT NULL,
  account_name integer NOT NULL,
  PRIMARY KEY (key, account_name)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.05);

-- The keys are true whenever the names are: in the same statement, whoever writes.
CREATE FUNCTION keep_account_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  INSERT INTO account_key (key, account_name) SELECT DISTINCT k, n.number FROM new_names n, unnest(n.keys) k;
  RETURN NULL;
END $$;
CREATE FUNCTION drop_account_keys() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  DELETE FROM account_key x USING (SELECT DISTINCT k, n.number FROM old_names n, unnest(n.keys) k) o
    WHERE x.key = o.k AND x.account_name = o.number;
  RETURN NULL;
END $$;
CREATE FUNCTION refuse_name_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a name of an account is deleted and written again, never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_keys AFTER INSERT ON account_name REFERENCING NEW TABLE AS new_names FOR EACH STATEMENT EXECUTE FUNCTION keep_account_keys();
CREATE TRIGGER drop_keys AFTER DELETE ON account_name REFERENCING OLD TABLE AS old_names FOR EACH STATEMENT EXECUTE FUNCTION drop_account_keys();
CREATE TRIGGER no_change BEFORE UPDATE ON account_name FOR EACH ROW EXECUTE FUNCTION refuse_name_change();

-- Keys that so many names have that counting them for each question would cost too much. Hours old at most; it only weighs.
CREATE TABLE common_key (
  key integer,
  names integer NOT NULL,
  PRIMARY KEY (key) INCLUDE (names)
);
-- Which model the keys were made by; another one's are made again at the next start.
CREATE TABLE identity_model (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  version text NOT NULL,
  keyed_until uuid,
  counted_at timestamptz,
  -- How far the search for duplicates has come; null when it begins again.
  compared_until uuid
);

-- The accounts that share the most telling keys with what was typed, and how often what a comparison asks for occurs. `kinds`
-- and `priors` go with `wanted`: what a shared key of its kind says, and how often it occurs among the names the model learnt
-- from, which stand in while there are few accounts. With `locks`, waits first for whoever makes an account of such a name.
-- `frequencies` is [keys, names that have each], without those that none has; `candidates` is [[account, name, host, country,
-- city, weight]], best first. The plans are kept as they are, and go by the indexes whatever the planner knows: making one takes
-- longer than a question may, and on the day of an import it would know nothing of the new rows.
CREATE FUNCTION account_candidates(
  wanted integer[], kinds real[], priors integer[], asked integer[], prior_names integer,
  typed_country text, typed_place text, most integer, locks bigint[], at timestamptz,
  OUT names integer, OUT frequencies json, OUT candidates json, OUT policy_version integer
) LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp SET jit = off SET plan_cache_mode = force_generic_plan
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET enable_bitmapscan = off AS $$
#variable_conflict use_column
DECLARE
  most_names_of_key constant integer := 400;
  most_rows constant integer := 4000;
  share real;
  among real;
  of_interest integer[];
  common integer[];
  names_of_common integer[];
BEGIN
  IF locks IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(sorted.each) FROM (SELECT DISTINCT each FROM unnest(locks) each ORDER BY each) sorted;
  END IF;
  SELECT CASE WHEN s.is_called THEN s.last_value ELSE 0 END INTO account_candidates.names FROM account_name_number_seq s;
  account_candidates.policy_version := policy_in_force('identity', at);
  share := greatest(0, 1 - account_candidates.names::real / prior_names);
  among := greatest(account_candidates.names, prior_names);
  common := ARRAY(SELECT c.key FROM common_key c WHERE c.key = ANY (wanted) AND c.names > most_names_of_key);
  WITH typed AS MATERIALIZED (
    SELECT w.key, w.kind, w.prior,
      (SELECT count(*)::int FROM (SELECT FROM account_key k WHERE k.key = w.key LIMIT most_names_of_key + 1) x) AS n
    FROM unnest(wanted, kinds, priors) AS w(key, kind, prior) WHERE w.key <> ALL (common)
  ), within AS MATERIALIZED (
    SELECT t.key, (t.kind * greatest(0, ln((among + 1) / (t.n + t.prior * share + 0.5)) / ln(among + 2)))::real AS weight,
      sum(t.n) OVER (ORDER BY t.n, t.key) AS so_far FROM typed t WHERE t.n BETWEEN 1 AND most_names_of_key
  ), shared AS MATERIALIZED (
    SELECT k.account_name AS number, sum(w.weight) AS weight FROM within w JOIN account_key k ON k.key = w.key
    WHERE w.so_far <= most_rows GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT most * 4
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
    SELECT n.number, n.account_id, n.name, n.host, n.country, n.city, n.asked, b.weight
    FROM nearest b JOIN account_name n ON n.number = b.number
  )
  SELECT (SELECT array_agg(DISTINCT x.key) FROM (SELECT unnest(b.asked) AS key FROM best b UNION ALL SELECT unnest(account_candidates.asked)) x),
    (SELECT json_agg(json_build_array(b.account_id, b.name, b.host, b.country, b.city, b.weight) ORDER BY b.weight DESC, b.number) FROM best b)
    INTO of_interest, account_candidates.candidates;
  SELECT array_agg(c.key), array_agg(c.names) INTO common, names_of_common FROM common_key c WHERE c.key = ANY (of_interest);
  of_interest := ARRAY(SELECT unnest(of_interest) EXCEPT SELECT unnest(common));
  SELECT json_build_array(array_agg(f.key) || common, array_agg(f.n) || names_of_common) INTO account_candidates.frequencies
    FROM (SELECT k.key, count(*)::int AS n FROM account_key k WHERE k.key = ANY (of_interest) GROUP BY k.key) f;
END $$;

-- An account that a partner's registration made; its names come with it, so that the next question finds it.
CREATE FUNCTION enlist_account(
  new_id uuid, typed_name text, typed_normalized_name text, typed_domain text, typed_host text, typed_country text, typed_city text,
  known_as jsonb, at timestamptz
) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  INSERT INTO account (id, name, normalized_name, domain, host, country, city, source, created_at)
    VALUES (new_id, typed_name, typed_normalized_name, typed_domain, typed_host, typed_country, typed_city, 'registration', at);
  PERFORM write_account_names(known_as);
END $$;
-- `known_as`: [{account_id, name, host, country, city, place, words, keys, asked}], words as an array of lexemes.
CREATE FUNCTION write_account_names(known_as jsonb) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  INSERT INTO account_name (account_id, name, host, country, city, place, words, keys, asked)
    SELECT n.account_id, n.name, n.host, n.country, n.city, n.place, array_to_tsvector(n.words), n.keys, n.asked
    FROM jsonb_to_recordset(known_as) AS n(account_id uuid, name text, host text, country text, city text, place text,
      words text[], keys integer[], asked integer[]);
$$;

-- Whoever registers at an account, or changes what is registered there, holds it; a partner can't read the row itself. Ends in
-- the id of the record that it was merged into, if it was.
DROP FUNCTION lock_account(uuid);
CREATE FUNCTION hold_account(of_account uuid) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  held uuid := of_account;
  next uuid;
BEGIN
  LOOP
    SELECT a.merged_into INTO next FROM account a WHERE a.id = held FOR UPDATE;
    IF next IS NULL THEN RETURN held; END IF;
    held := next;
  END LOOP;
END $$;

-- The same with its family, known and `guessed`: of those who want two accounts of one family at once, each sees the other.
CREATE FUNCTION hold_family(of_account uuid, guessed uuid[]) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  held uuid := hold_account(of_account);
BEGIN
  PERFORM pg_advisory_xact_lock(tops.lock) FROM (
    SELECT DISTINCT hashtextextended(account_top(each)::text, 11) AS lock FROM unnest(guessed || held) each ORDER BY lock) tops;
  RETURN held;
END $$;
-- A record with those that were merged into it.
CREATE FUNCTION merged_records(of_account uuid) RETURNS SETOF uuid LANGUAGE sql STABLE ROWS 2 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  WITH RECURSIVE records(id) AS (
    SELECT of_account UNION SELECT a.id FROM records r JOIN account a ON a.merged_into = r.id
  ) SELECT id FROM records;
$$;

-- An account with all that are above and below it.
CREATE FUNCTION account_family(of_account uuid) RETURNS SETOF uuid LANGUAGE plpgsql STABLE ROWS 4 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  top uuid := account_top(of_account);
BEGIN
  RETURN QUERY WITH RECURSIVE below(id, depth) AS (
    SELECT top, 0 UNION ALL SELECT a.id, b.depth + 1 FROM below b JOIN account a ON a.parent_id = b.id AND a.merged_into IS NULL WHERE b.depth < 20
  ) SELECT b.id FROM below b WHERE b.id IS NOT NULL;
END $$;
CREATE FUNCTION account_top(of_account uuid) RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  top uuid := of_account;
  above uuid;
BEGIN
  FOR step IN 1..20 LOOP
    SELECT coalesce(a.merged_into, a.parent_id) INTO above FROM account a WHERE a.id = top;
    EXIT WHEN above IS NULL;
    top := above;
  END LOOP;
  RETURN top;
END $$;

-- ---------------------------------------------------------------- what people said of two records
CREATE TABLE account_merge (
  id uuid PRIMARY KEY,
  kept_id uuid NOT NULL REFERENCES account,
  absorbed_id uuid NOT NULL REFERENCES account CHECK (absorbed_id <> kept_id),
  reason text NOT NULL,
  -- What went over to the kept record, so that an undo brings exactly that back.
  moved jsonb NOT NULL,
  merged_by_name text NOT NULL,
  merged_at timestamptz NOT NULL,
  undone_because text,
  undone_by_name text,
  undone_at timestamptz
);
CREATE INDEX account_merge_of_kept ON account_merge (kept_id, merged_at DESC);
CREATE UNIQUE INDEX account_merged_once ON account_merge (absorbed_id) WHERE undone_at IS NULL;
CREATE TABLE account_difference (
  one uuid NOT NULL REFERENCES account,
  other uuid NOT NULL REFERENCES account CHECK (one < other),
  reason text NOT NULL,
  said_by_name text NOT NULL,
  said_at timestamptz NOT NULL,
  PRIMARY KEY (one, other)
);
-- Suspected duplicates that wait for a person.
CREATE TABLE account_pair (
  one uuid NOT NULL REFERENCES account,
  other uuid NOT NULL REFERENCES account CHECK (one < other),
  chance_permille integer NOT NULL CHECK (chance_permille BETWEEN 0 AND 1000),
  related_permille integer NOT NULL CHECK (related_permille BETWEEN 0 AND 1000),
  reasons jsonb NOT NULL,
  found_at timestamptz NOT NULL,
  PRIMARY KEY (one, other)
);
CREATE INDEX account_pair_likeliest ON account_pair (chance_permille DESC, one, other);
CREATE INDEX account_pair_of_other ON account_pair (other);
-- Where the matcher wasn't sure which account a registration is for, or saw family: what it saw, until a person has said.
CREATE TABLE account_question (
  registration_id uuid PRIMARY KEY REFERENCES registration DEFERRABLE INITIALLY DEFERRED,
  policy_version integer NOT NULL,
  model_version text NOT NULL,
  answer text NOT NULL CHECK (answer IN ('same','aPersonDecides','different')),
  candidates jsonb NOT NULL,
  related jsonb NOT NULL,
  asked_at timestamptz NOT NULL,
  settled_account_id uuid REFERENCES account,
  settled_by_name text,
  settled_at timestamptz
);
CREATE INDEX account_question_open ON account_question (asked_at) WHERE settled_at IS NULL AND answer = 'aPersonDecides';

-- ---------------------------------------------------------------- overlapping interest in an account family
CREATE TABLE conflict (
  id uuid PRIMARY KEY,
  -- The account at which the interests met.
  account_id uuid NOT NULL REFERENCES account,
  product_family text NOT NULL REFERENCES product_family,
  opened_because text NOT NULL CHECK (opened_because IN ('overlap','family','merge')),
  opened_at timestamptz NOT NULL,
  closed_because text CHECK (closed_because IN ('settledByPolicy','oneInterestLeft','joined','unmerged')),
  closed_at timestamptz,
  CHECK ((closed_at IS NULL) = (closed_because IS NULL))
);
CREATE INDEX conflict_of_account ON conflict (account_id, product_family);
CREATE UNIQUE INDEX one_open_conflict ON conflict (account_id, product_family) WHERE closed_at IS NULL;
CREATE TABLE conflict_interest (
  conflict_id uuid NOT NULL REFERENCES conflict,
  registration_id uuid NOT NULL REFERENCES registration DEFERRABLE INITIALLY DEFERRED,
  partner_id uuid NOT NULL REFERENCES partner,
  joined_at timestamptz NOT NULL,
  PRIMARY KEY (conflict_id, registration_id)
);
CREATE INDEX conflict_interest_of_registration ON conflict_interest (registration_id);

-- An account's known family, and what looks like family: `guessed` now, or when this registration was submitted.
CREATE FUNCTION relatives_of(of_account uuid, guessed uuid[], of_registration uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE ROWS 4 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT account_family(of_account)
  UNION SELECT account_family(each) FROM unnest(guessed) each
  UNION SELECT account_family((r->>'accountId')::uuid) FROM account_question q, jsonb_array_elements(q.related) r
    WHERE q.registration_id = of_registration AND q.settled_at IS NULL;
$$;
-- Whether a registration is still wanted: whoever leaves a question unanswered beyond its date wants it no longer.
CREATE FUNCTION is_live(status text, window_end timestamptz, answer_due_at timestamptz, at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN registration_status(status, window_end, at) IN ('approved','teaming','inReview') OR (status = 'informationNeeded' AND answer_due_at > at);
-- Registrations of an account's family and a product family that are still wanted.
CREATE FUNCTION live_interests(of_account uuid, guessed uuid[], of_registration uuid, of_family text, at timestamptz)
RETURNS TABLE (registration_id uuid, partner_id uuid, account_id uuid) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT r.id, r.partner_id, r.account_id FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
  WHERE r.account_id IN (SELECT relatives_of(of_account, guessed, of_registration)) AND r.product_family = of_family
    AND is_live(r.status, upper(x.during), r.answer_due_at, at);
$$;
-- The case of partners that want the same account family, opened or joined the moment the second one comes. Ends in its id, or null
-- when nobody else wants it. Without `because`, it's by overlap at one account, or by family. A newcomer that the policy refused at once leaves no work: such a case is closed as it's opened.
CREATE FUNCTION open_conflict(of_registration uuid, because text, guessed uuid[], new_id uuid, at timestamptz) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE
  newcomer registration;
  met_at uuid;
  at_account boolean;
  found uuid;
BEGIN
  SELECT * INTO STRICT newcomer FROM registration r WHERE r.id = of_registration;
  SELECT account_top(i.account_id), i.account_id = newcomer.account_id INTO met_at, at_account FROM live_interests(newcomer.account_id, guessed, newcomer.id, newcomer.product_family, at) i
    WHERE i.partner_id <> newcomer.partner_id ORDER BY i.account_id = newcomer.account_id DESC, i.registration_id LIMIT 1;
  IF met_at IS NULL THEN RETURN NULL; END IF;
  SELECT c.id INTO found FROM conflict c WHERE c.account_id = met_at AND c.product_family = newcomer.product_family AND c.closed_at IS NULL;
  IF found IS NULL THEN
    INSERT INTO conflict (id, account_id, product_family, opened_because, opened_at, closed_because, closed_at)
      VALUES (new_id, met_at, newcomer.product_family,
        coalesce(because, CASE WHEN at_account THEN 'overlap' ELSE 'family' END), at,
        CASE WHEN newcomer.status = 'rejected' THEN 'settledByPolicy' END, CASE WHEN newcomer.status = 'rejected' THEN at END)
      ON CONFLICT (account_id, product_family) WHERE closed_at IS NULL DO NOTHING;
    SELECT c.id INTO STRICT found FROM conflict c WHERE c.id = new_id
      OR (c.account_id = met_at AND c.product_family = newcomer.product_family AND c.closed_at IS NULL) ORDER BY c.id = new_id DESC LIMIT 1;
  END IF;
  INSERT INTO conflict_interest (conflict_id, registration_id, partner_id, joined_at)
    SELECT found, i.registration_id, i.partner_id, at FROM live_interests(newcomer.account_id, guessed, newcomer.id, newcomer.product_family, at) i
    UNION SELECT found, newcomer.id, newcomer.partner_id, at
    ON CONFLICT DO NOTHING;
  RETURN found;
END $$;
-- The same for a registration that is decided again; one that nobody wants any longer joins nothing.
CREATE FUNCTION join_conflict(of_registration uuid, new_id uuid, at timestamptz) RETURNS uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT open_conflict(r.id, NULL, '{}', new_id, at) FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
  WHERE r.id = of_registration AND is_live(r.status, upper(x.during), r.answer_due_at, at);
$$;
-- Closes the open cases (of one registration, or all) in which at most one partner's interest is left.
CREATE FUNCTION close_conflicts(of_registration uuid, at timestamptz) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  UPDATE conflict c SET closed_because = 'oneInterestLeft', closed_at = at
  WHERE c.closed_at IS NULL
    AND (of_registration IS NULL OR EXISTS (SELECT FROM conflict_interest o WHERE o.conflict_id = c.id AND o.registration_id = of_registration))
    AND (SELECT count(DISTINCT r.partner_id) FROM conflict_interest i JOIN registration r ON r.id = i.registration_id
      LEFT JOIN protection x ON x.registration_id = r.id
      WHERE i.conflict_id = c.id AND is_live(r.status, upper(x.during), r.answer_due_at, at)) < 2;
$$;
-- What the matcher saw of a registration, for the person who decides: the likeliest stand among the suspected duplicates too.
CREATE FUNCTION keep_account_question(
  of_registration uuid, of_account uuid, by_policy integer, by_model text, said text, seen jsonb, of_family jsonb, at timestamptz
) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  INSERT INTO account_question (registration_id, policy_version, model_version, answer, candidates, related, asked_at)
    VALUES (of_registration, by_policy, by_model, said, seen, of_family, at);
  IF said <> 'aPersonDecides' THEN RETURN; END IF;
  INSERT INTO account_pair (one, other, chance_permille, related_permille, reasons, found_at)
    SELECT least(of_account, (s->>'accountId')::uuid), greatest(of_account, (s->>'accountId')::uuid), (s->>'chancePermille')::int,
      (s->>'relatedPermille')::int, s->'reasons', at
    FROM jsonb_array_elements(seen) WITH ORDINALITY AS x(s, place) WHERE place <= 3 AND NOT EXISTS (SELECT FROM account a WHERE a.id = (s->>'accountId')::uuid AND a.merged_into IS NOT NULL)
    ON CONFLICT (one, other) DO NOTHING;
END $$;

-- Two protections that a merge brought to one account both stay in force: the one that came is contested until somebody has decided.
ALTER TABLE protection ADD COLUMN contested boolean NOT NULL DEFAULT false;
ALTER TABLE protection DROP CONSTRAINT one_protection;
ALTER TABLE protection ADD CONSTRAINT one_protection
  EXCLUDE USING gist (account_id WITH =, product_family WITH =, during WITH &&) WHERE (kind = 'exclusive' AND NOT contested);
-- Who leads is asked of contested ones too, which the constraint's own index leaves out.
CREATE INDEX protection_of_account ON protection (account_id, product_family);

-- A registration's facts, now with the account's family.
DROP FUNCTION registration_facts(uuid, uuid, text, timestamptz, date, uuid);
DROP FUNCTION match_account(text, text, text, text, text, uuid, timestamptz, boolean);
-- Everything about a partner and an account that a registration's facts need, and nothing that names anybody else.
-- plpgsql, so that its plan is kept; volatile, so that it sees what was committed while hold_account waited for its lock.
-- A protection counts until its end, even when its beginning was read from a clock that is ahead of `at`. Whoever leaves a question
-- unanswered beyond its date holds nobody else up any longer.
CREATE FUNCTION registration_facts(of_partner uuid, of_account uuid, of_family text, at timestamptz, today date, ignoring uuid, relatives uuid[])
RETURNS TABLE (
  partner_authorized boolean, agreement_signed boolean, tier text, in_good_standing boolean, trained_people integer,
  certified_people integer, open_registrations integer, overdue_answers integer,
  designation text, conduct_hold boolean, customer_of_family boolean, incumbent_is_partner boolean,
  protected_for_other boolean, protected_until timestamptz, own_registration_open boolean,
  in_direct_pipeline boolean, last_direct_contact_on date, undecided_for_other boolean, family_protected_for_other boolean, wanted_by_other boolean,
  policy_version integer, policy_active_from timestamptz
) LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT p.authorized, p.agreement_signed_on <= today IS TRUE, p.tier, p.in_good_standing, p.trained_people,
    (SELECT count(*)::int FROM certification c WHERE c.partner_id = p.id AND c.product_family = of_family AND c.expires_on >= today),
    (SELECT count(*)::int FROM protection x WHERE x.partner_id = p.id AND x.during @> at AND x.ended_because IS NULL
       AND x.registration_id IS DISTINCT FROM ignoring),
    (SELECT count(*)::int FROM information_request i JOIN registration r ON r.id = i.registration_id
       WHERE i.partner_id = p.id AND i.answered_at IS NULL AND i.due_at < at AND r.status = 'informationNeeded' AND r.id IS DISTINCT FROM ignoring),
    coalesce(a.designation, 'open'), a.conduct_hold_reason IS NOT NULL,
    EXISTS (SELECT FROM merged_records(of_account) m JOIN holding h ON h.account_id = m WHERE h.product_family = of_family),
    EXISTS (SELECT FROM merged_records(of_account) m JOIN holding h ON h.account_id = m WHERE h.product_family = of_family AND h.incumbent_partner_id = p.id),
    o.until IS NOT NULL, o.until,
    EXISTS (SELECT FROM registration r LEFT JOIN protection x ON x.registration_id = r.id
       WHERE r.partner_id = p.id AND r.account_id = of_account AND r.product_family = of_family AND r.id IS DISTINCT FROM ignoring
         AND registration_status(r.status, upper(x.during), at) IN ('approved','teaming','inReview','informationNeeded')),
    d.last_contact_on IS NOT NULL, d.last_contact_on,
    EXISTS (SELECT FROM registration r WHERE r.partner_id <> p.id AND r.account_id = of_account AND r.product_family = of_family
       AND (r.status = 'inReview' OR (r.status = 'informationNeeded' AND r.answer_due_at > at)) AND r.id IS DISTINCT FROM ignoring),
    EXISTS (SELECT FROM relatives_of(of_account, relatives, ignoring) f JOIN protection x ON x.account_id = f
       WHERE f IS DISTINCT FROM of_account AND x.product_family = of_family AND x.partner_id <> p.id AND x.kind = 'exclusive' AND upper(x.during) > at),
    EXISTS (SELECT FROM relatives_of(of_account, relatives, ignoring) f JOIN registration r ON r.account_id = f
       LEFT JOIN protection x ON x.registration_id = r.id
       WHERE r.product_family = of_family AND r.partner_id <> p.id AND is_live(r.status, upper(x.during), r.answer_due_at, at)),
    v.version, v.active_from
  FROM partner p
  LEFT JOIN account a ON a.id = of_account
  LEFT JOIN LATERAL (SELECT max(upper(x.during)) AS until FROM protection x
     WHERE x.account_id = of_account AND x.product_family = of_family AND x.partner_id <> p.id AND x.kind = 'exclusive' AND upper(x.during) > at) o ON true
  LEFT JOIN LATERAL (SELECT max(q.last_contact_on) AS last_contact_on FROM direct_opportunity q
     WHERE q.account_id = of_account AND q.product_family = of_family AND q.closed_on IS NULL) d ON true
  LEFT JOIN LATERAL (SELECT n.version, n.active_from FROM policy_start n WHERE n.point = 'registration' AND n.active_from <= at
     ORDER BY n.active_from DESC, n.seq DESC LIMIT 1) v ON true
  WHERE p.id = of_partner AND (acting_audience() IN ('staff','system') OR p.id = acting_partner());
END $$;

-- ---------------------------------------------------------------- search as one types
-- Accounts of which one name has all these beginnings of words: at most so many, whichever come first. A function, because row-level
-- security keeps the index from being asked; a plan of its own for each query, because beginnings differ by a factor of a million.
CREATE FUNCTION accounts_named(beginnings tsquery, of_country text, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = parley, pg_temp SET enable_seqscan = off SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  IF acting_audience() NOT IN ('staff','system') THEN RETURN; END IF;
  RETURN QUERY SELECT DISTINCT f.account_id FROM (SELECT n.account_id FROM account_name n
    WHERE n.words @@ beginnings AND (of_country IS NULL OR n.country = of_country) LIMIT most) f;
END $$;
-- The list of accounts that the vendor publishes: what partners may read, and no more. Searched by these names alone, so that nothing
-- else is told by what is found; `place` stands for the id, which isn't told either.
CREATE FUNCTION published_accounts(beginnings text[], of_designation text, after_name text, after_place uuid, most integer)
RETURNS TABLE (name text, country text, designation text, since date, sort_name text, place uuid)
LANGUAGE sql STABLE ROWS 50 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT a.name, a.country, a.designation, a.designated_on, a.normalized_name, md5(a.id::text)::uuid
  FROM account a
  WHERE a.designation <> 'open' AND a.merged_into IS NULL AND (of_designation IS NULL OR a.designation = of_designation)
    AND NOT EXISTS (SELECT FROM unnest(beginnings) b
      WHERE strpos(' ' || a.normalized_name, ' ' || b) = 0 AND strpos(' ' || lower(a.name), ' ' || b) = 0)
    AND (after_name IS NULL OR (a.normalized_name COLLATE "C", md5(a.id::text)::uuid) > (after_name, after_place))
  ORDER BY a.normalized_name COLLATE "C", md5(a.id::text)::uuid LIMIT most;
$$;

-- ---------------------------------------------------------------- row-level security and privileges
DO $$
DECLARE of_staff text;
BEGIN
  FOREACH of_staff IN ARRAY ARRAY['account_alias','account_domain','account_name','account_merge','account_difference','account_pair',
      'account_question','conflict','conflict_interest'] LOOP
    EXECUTE format('ALTER TABLE parley.%I ENABLE ROW LEVEL SECURITY', of_staff);
    EXECUTE format('CREATE POLICY staff_only ON parley.%I USING (parley.acting_audience() IN (''staff'',''system''))', of_staff);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON parley.%I TO parley_app', of_staff);
  END LOOP;
END $$;
REVOKE UPDATE ON account_name FROM parley_app;
GRANT DELETE ON account_alias, account_domain, account_name, account_pair, account_difference, conflict_interest TO parley_app;
-- Hashes and counts only; read and written through the functions above and by the job that counts.
GRANT SELECT, INSERT, UPDATE, DELETE ON common_key, identity_model TO parley_app;
GRANT SELECT ON account_key TO parley_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA parley TO parley_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA parley FROM PUBLIC;
GRANT EXECUTE ON FUNCTION registration_facts(uuid, uuid, text, timestamptz, date, uuid, uuid[]), hold_account(uuid), hold_family(uuid, uuid[]), account_family(uuid), account_top(uuid),
  account_candidates(integer[], real[], integer[], integer[], integer, text, text, integer, bigint[], timestamptz), write_account_names(jsonb),
  enlist_account(uuid, text, text, text, text, text, text, jsonb, timestamptz),
  open_conflict(uuid, text, uuid[], uuid, timestamptz), join_conflict(uuid, uuid, timestamptz), close_conflicts(uuid, timestamptz), is_live(text, timestamptz, timestamptz, timestamptz),
  accounts_named(tsquery, text, integer), published_accounts(text[], text, text, uuid, integer),
  keep_account_question(uuid, uuid, integer, text, text, jsonb, jsonb, timestamptz) TO parley_app;
