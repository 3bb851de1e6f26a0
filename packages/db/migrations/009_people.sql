-- How people sign in and keep their account their own: second factors, sessions that end everywhere, limits on guesses.
SET LOCAL search_path = parley, public;

-- ---------------------------------------------------------------- people and their sessions
ALTER TABLE auth."user" ADD COLUMN "twoFactorEnabled" boolean NOT NULL DEFAULT false, ADD COLUMN "lastSignInAt" timestamptz;
ALTER TABLE auth.session ADD COLUMN "lastSeenAt" timestamptz,
  ADD COLUMN "signedInBy" text NOT NULL DEFAULT 'password' CHECK ("signedInBy" IN ('password','provider'));
-- One subject at one provider is one person.
CREATE UNIQUE INDEX account_of_provider ON auth.account ("providerId", "accountId");

CREATE TABLE auth.second_factor (
  user_id text PRIMARY KEY REFERENCES auth."user" ON DELETE CASCADE,
  -- Encrypted with a key that the database doesn't have.
  secret text NOT NULL,
  started_at timestamptz NOT NULL,
  -- Null until the first code has shown that the app and the phone agree.
  confirmed_at timestamptz,
  -- The latest half-minute of which a code was taken: each code counts once.
  last_step bigint
);
CREATE TABLE auth.recovery_code (
  user_id text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  code_hash text NOT NULL CHECK (code_hash ~ '^[0-9a-f]{64}$'),
  used_at timestamptz,
  PRIMARY KEY (user_id, code_hash)
);
-- Guesses, counted for all processes together. `key` is a hash of who, where and what: no names, no addresses.
CREATE TABLE auth.attempt (
  key text PRIMARY KEY CHECK (key ~ '^[0-9a-f]{64}$'),
  count integer NOT NULL,
  until timestamptz NOT NULL
);
CREATE INDEX attempt_until ON auth.attempt (until);

-- ---------------------------------------------------------------- a session that ended, or a person that changed, is told to all processes
CREATE FUNCTION tell_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_sessions', OLD."userId");
  RETURN NULL;
END $$;
CREATE TRIGGER tell_session_ended AFTER DELETE ON auth.session FOR EACH ROW EXECUTE FUNCTION tell_session_ended();
CREATE FUNCTION tell_person_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parley_sessions', NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_person_changed AFTER UPDATE ON auth."user" FOR EACH ROW
  WHEN (to_jsonb(OLD) - '{lastSignInAt,updatedAt}'::text[] IS DISTINCT FROM to_jsonb(NEW) - '{lastSignInAt,updatedAt}'::text[])
  EXECUTE FUNCTION tell_person_changed();

-- ---------------------------------------------------------------- who sees what
-- better-auth asks outside any request's transaction and says no audience. Inside one, a person's secrets are that person's.
CREATE FUNCTION signs_people_in() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN acting_audience() IN ('', 'system');
REVOKE ALL ON FUNCTION signs_people_in(), tell_session_ended(), tell_person_changed() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION signs_people_in() TO parley_app;

ALTER TABLE auth.session ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_visible_people ON auth.session
  USING (signs_people_in() OR EXISTS (SELECT FROM auth."user" u WHERE u.id = "userId"));
ALTER TABLE auth.account ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_secrets ON auth.account USING (signs_people_in() OR "userId" = acting_user());
ALTER TABLE auth.verification ENABLE ROW LEVEL SECURITY;
CREATE POLICY for_signing_in ON auth.verification USING (signs_people_in());
ALTER TABLE auth.second_factor ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_secrets ON auth.second_factor USING (signs_people_in() OR user_id = acting_user());
ALTER TABLE auth.recovery_code ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_secrets ON auth.recovery_code USING (signs_people_in() OR user_id = acting_user());
ALTER TABLE auth.attempt ENABLE ROW LEVEL SECURITY;
CREATE POLICY for_signing_in ON auth.attempt USING (signs_people_in());

GRANT SELECT, INSERT, UPDATE, DELETE ON auth.second_factor, auth.recovery_code, auth.attempt TO parley_app;

-- A second factor is taken away with its codes, by the person, or by whoever administers the person for somebody who lost the phone.
CREATE FUNCTION auth.remove_second_factor(of_user text, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = auth, parley, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM auth."user" u WHERE u.id = of_user AND may_see(u."partnerId")) THEN RETURN; END IF;
  DELETE FROM recovery_code c WHERE c.user_id = of_user;
  DELETE FROM second_factor f WHERE f.user_id = of_user;
  UPDATE auth."user" u SET "twoFactorEnabled" = false, "updatedAt" = at WHERE u.id = of_user;
END $$;
REVOKE ALL ON FUNCTION auth.remove_second_factor(text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.remove_second_factor(text, timestamptz) TO parley_app;
