SET LOCAL search_path = parley, public;

-- Stored answers are only for retries. Page by page, so that each is read once, nothing is held for long, and registering
-- keeps no index for it. Null once the last page was read.
CREATE FUNCTION forget_answers(before timestamptz, first_page integer, pages integer) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = parley, pg_temp AS $$
DECLARE forgotten integer;
BEGIN
  IF acting_audience() <> 'system' THEN
    RAISE EXCEPTION 'answers are forgotten by the system only' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF first_page >= pg_relation_size('idempotency') / current_setting('block_size')::integer THEN RETURN NULL; END IF;
  DELETE FROM idempotency WHERE ctid >= format('(%s,0)', first_page)::tid AND ctid < format('(%s,0)', first_page + pages)::tid
    AND created_at < before;
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;
REVOKE ALL ON FUNCTION forget_answers(timestamptz, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_answers(timestamptz, integer, integer) TO parley_app;
