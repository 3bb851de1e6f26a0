-- Who is in and what may act for them: invitations, API keys, and the vendor's people who look at the program as a partner's.
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- people who were shut out
ALTER TABLE auth."user" ADD COLUMN "disabledAt" timestamptz;

-- better-auth asks outside any request's transaction and says no audience; inside one, partners see their own people only.
ALTER TABLE auth."user" ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_people ON auth."user"
  USING (parley.acting_audience() = '' OR parley.may_see("partnerId"))
  WITH CHECK (parley.acting_audience() = '' OR parley.may_see("partnerId"));

-- Whoever was shut out gets no session, whichever way they come in.
CREATE FUNCTION refuse_disabled() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM auth."user" u WHERE u.id = NEW."userId" AND u."disabledAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'this person was shut out' USING ERRCODE = 'check_violation', CONSTRAINT = 'session_of_enabled';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER session_of_enabled BEFORE INSERT ON auth.session FOR EACH ROW EXECUTE FUNCTION refuse_disabled();

-- ---------------------------------------------------------------- invitations
CREATE TABLE invitation (
  id uuid PRIMARY KEY,
  -- Only a hash: whoever reads the database can't come in with it.
  token_hash text NOT NULL UNIQUE CHECK (token_hash ~ '^[0-9a-f]{64}$'),
  -- Null for the first operator of an empty installation, who says it when coming in.
  email text,
  name text NOT NULL,
  role text NOT NULL CHECK (role IN ('partnerSeller','partnerAdmin','sales','channelManager','policyEditor','policyApprover','finance','operator')),
  partner_id uuid REFERENCES partner,
  invited_by_id text NOT NULL,
  invited_by_name text NOT NULL,
  invited_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  accepted_by_id text,
  withdrawn_at timestamptz,
  withdrawn_by_name text,
  CHECK ((role IN ('partnerSeller','partnerAdmin')) = (partner_id IS NOT NULL)),
  CHECK (accepted_at IS NULL OR withdrawn_at IS NULL)
);
-- One at a time for an address and a partner; what another partner does tells nothing here.
CREATE UNIQUE INDEX invitation_open ON invitation (coalesce(partner_id, '00000000-0000-0000-0000-000000000000'), lower(email))
  WHERE accepted_at IS NULL AND withdrawn_at IS NULL;

-- The invitation of a link, for whoever holds the link.
CREATE FUNCTION find_invitation(of_token_hash text, at timestamptz)
RETURNS TABLE (id uuid, email text, name text, role text, partner_id uuid, partner_name text, invited_by_name text, expires_at timestamptz)
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT i.id, i.email, i.name, i.role, i.partner_id, p.name, i.invited_by_name, i.expires_at
  FROM invitation i LEFT JOIN partner p ON p.id = i.partner_id
  WHERE i.token_hash = of_token_hash AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > at
$$;

-- ---------------------------------------------------------------- API keys
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  -- The part before the secret, which may be shown: plk_ and twelve letters or digits.
  prefix text NOT NULL UNIQUE CHECK (prefix ~ '^plk_[0-9A-Za-z]{12}$'),
  secret_hash text NOT NULL CHECK (secret_hash ~ '^[0-9a-f]{64}$'),
  name text NOT NULL,
  -- Null for a key of the vendor.
  partner_id uuid REFERENCES partner,
  scopes text[] NOT NULL CHECK (scopes IN ('{read}', '{read,write}')),
  owner_id text NOT NULL REFERENCES auth."user",
  owner_name text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at AND expires_at <= created_at + interval '366 days'),
  last_used_on date,
  revoked_at timestamptz,
  revoked_by_name text
);
CREATE INDEX api_key_of_partner ON api_key (partner_id, created_at DESC);
CREATE INDEX api_key_of_owner ON api_key (owner_id) WHERE revoked_at IS NULL;

-- A key that can be used now: its hash is compared by the caller, in constant time. Asked at every request, so that a revoked
-- key is void in every process at once.
CREATE FUNCTION find_api_key(of_prefix text, at timestamptz)
RETURNS TABLE (id uuid, secret_hash text, name text, partner_id uuid, scopes text[], last_used_on date)
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT k.id, k.secret_hash, k.name, k.partner_id, k.scopes, k.last_used_on
  FROM api_key k JOIN auth."user" u ON u.id = k.owner_id
  WHERE k.prefix = of_prefix AND k.revoked_at IS NULL AND k.expires_at > at AND u."disabledAt" IS NULL
    AND u."partnerId" IS NOT DISTINCT FROM k.partner_id
$$;
-- One write a day and key, however often it is used.
CREATE FUNCTION note_api_key_use(of_key uuid, on_day date) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  UPDATE api_key SET last_used_on = on_day WHERE id = of_key AND last_used_on IS DISTINCT FROM on_day
$$;

-- ---------------------------------------------------------------- the vendor's people who look as a partner's person
CREATE TABLE view_as (
  id uuid PRIMARY KEY,
  staff_user_id text NOT NULL REFERENCES auth."user",
  staff_name text NOT NULL,
  user_id text NOT NULL REFERENCES auth."user",
  user_name text NOT NULL,
  partner_id uuid NOT NULL REFERENCES partner,
  reason text NOT NULL,
  started_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > started_at AND ends_at <= started_at + interval '30 minutes'),
  ended_at timestamptz
);
CREATE INDEX view_as_of_partner ON view_as (partner_id, started_at DESC, id DESC);
CREATE INDEX view_as_open ON view_as (staff_user_id) WHERE ended_at IS NULL;

-- Whom a member of staff may look as right now; void once it is over, or either of them was shut out or lost the role.
CREATE FUNCTION find_view_as(of_view uuid, of_staff text, at timestamptz)
RETURNS TABLE (user_id text, name text, email text, role text, partner_id uuid, ends_at timestamptz)
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT u.id, u.name, u.email, u.role, v.partner_id, v.ends_at
  FROM view_as v JOIN auth."user" u ON u.id = v.user_id AND u."partnerId" = v.partner_id JOIN auth."user" s ON s.id = v.staff_user_id
  WHERE v.id = of_view AND v.staff_user_id = of_staff AND v.ended_at IS NULL AND v.ends_at > at
    AND u."disabledAt" IS NULL AND s."disabledAt" IS NULL AND s.role IN ('channelManager','operator')
$$;
CREATE FUNCTION acting_as_viewer() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('parley.viewing', true), '') = 'on';

-- What a partner hasn't submitted is its own: whoever looks in from the vendor doesn't see it.
CREATE POLICY not_for_viewers ON registration_draft AS RESTRICTIVE USING (NOT acting_as_viewer());

-- ---------------------------------------------------------------- row-level security and privileges
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON invitation USING (may_see(partner_id)) WITH CHECK (may_see(partner_id));
ALTER TABLE api_key ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON api_key USING (may_see(partner_id)) WITH CHECK (may_see(partner_id));
ALTER TABLE view_as ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON view_as FOR SELECT USING (may_see(partner_id));
CREATE POLICY staff_write ON view_as FOR INSERT WITH CHECK (acting_audience() IN ('staff','system'));
CREATE POLICY staff_end ON view_as FOR UPDATE USING (acting_audience() IN ('staff','system'));

GRANT SELECT (id, email, name, role, partner_id, invited_by_id, invited_by_name, invited_at, expires_at, accepted_at,
  accepted_by_id, withdrawn_at, withdrawn_by_name), INSERT,
  UPDATE (token_hash, expires_at, accepted_at, accepted_by_id, withdrawn_at, withdrawn_by_name) ON invitation TO parley_app;
GRANT SELECT (id, prefix, name, partner_id, scopes, owner_id, owner_name, created_at, expires_at, last_used_on, revoked_at,
  revoked_by_name), INSERT, UPDATE (revoked_at, revoked_by_name) ON api_key TO parley_app;
GRANT SELECT, INSERT, UPDATE (ended_at) ON view_as TO parley_app;
REVOKE ALL ON FUNCTION refuse_disabled(), find_invitation(text, timestamptz), find_api_key(text, timestamptz),
  note_api_key_use(uuid, date), find_view_as(uuid, text, timestamptz), acting_as_viewer() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_invitation(text, timestamptz), find_api_key(text, timestamptz), note_api_key_use(uuid, date),
  find_view_as(uuid, text, timestamptz), acting_as_viewer() TO parley_app;
