-- PostgreSQL looks among a session's temporary tables first, unless a path names them: whoever could send SQL as the app made a policy_review
-- of its own, in which a version is approved, and the guards of parley.policy_activation read that one. They come last now, as everywhere else.
SET LOCAL search_path = parley, public;

ALTER FUNCTION forbid_own_review() SET search_path = parley, pg_temp;
ALTER FUNCTION require_approval() SET search_path = parley, pg_temp;
ALTER FUNCTION require_start_ahead() SET search_path = parley, pg_temp;
ALTER FUNCTION policy_in_force(text, timestamptz) SET search_path = parley, pg_temp;
ALTER FUNCTION owns_webhook(uuid) SET search_path = parley, pg_temp;
