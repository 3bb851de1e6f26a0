-- What somebody held before is void together: when a password or a second factor changes, or access ends, so do sign-ins that are on
-- their way, codes that are asked for, links to a new password and known devices, and not the sessions alone.
SET LOCAL search_path = parley, public;

-- How often that was so. Whatever was begun under an earlier count leads nowhere.
ALTER TABLE auth."user" ADD COLUMN "credentialsVersion" integer NOT NULL DEFAULT 1;

-- First the count, which a sign-in on its way waits for at this row, then what waits for its person. Ends in the new count.
CREATE FUNCTION auth.void_credentials(of_user text) RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = auth, parley, pg_temp AS $$
DECLARE
  counted integer;
BEGIN
  UPDATE auth."user" u SET "credentialsVersion" = u."credentialsVersion" + 1 WHERE u.id = of_user AND may_see(u."partnerId")
    RETURNING u."credentialsVersion" INTO counted;
  IF counted IS NULL THEN RETURN NULL; END IF;
  DELETE FROM verification v WHERE v.value = of_user AND (v.identifier LIKE 'second-factor:%' OR v.identifier LIKE 'password-reset:%');
  RETURN counted;
END $$;
REVOKE ALL ON FUNCTION auth.void_credentials(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION auth.void_credentials(text) TO parley_app;

-- An invitation is its last sender's, who has the link: whoever is shut out leaves none behind, and nobody comes in by one of theirs.
GRANT UPDATE (invited_by_id, invited_by_name) ON invitation TO parley_app;
CREATE OR REPLACE FUNCTION find_invitation(of_token_hash text, at timestamptz)
RETURNS TABLE (id uuid, email text, name text, role text, partner_id uuid, partner_name text, invited_by_name text, expires_at timestamptz)
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  SELECT i.id, i.email, i.name, i.role, i.partner_id, p.name, i.invited_by_name, i.expires_at
  FROM invitation i LEFT JOIN partner p ON p.id = i.partner_id
  WHERE i.token_hash = of_token_hash AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > at
    AND NOT EXISTS (SELECT FROM auth."user" u WHERE u.id = i.invited_by_id AND u."disabledAt" IS NOT NULL)
$$;

-- A mark of the PARLEY_SECRET that seals what is kept here: a process with another one is told so at its start. The owner's alone.
CREATE TABLE secret_mark (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  mark text NOT NULL
);
ALTER TABLE secret_mark ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_only ON secret_mark USING (acting_audience() = 'system');
