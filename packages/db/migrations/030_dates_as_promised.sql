-- A contract's last day is a day of the contract, a letter is one change of partner whatever it covers, and whoever has a duty now is
-- asked about, not only its owner. Beside live traffic: functions are replaced, and the column is nullable.
SET LOCAL search_path = parley, public;

DO $$
DECLARE
  before text := pg_get_functiondef('designation_facts(uuid, uuid, text, uuid, date, timestamptz, integer, timestamptz, date)'::regprocedure);
  after text;
BEGIN
  -- It renews on the day after its last one, as where its term is known in months.
  after := replace(before, 'coalesce(d.ends_on, (coalesce', 'coalesce(d.ends_on + 1, (coalesce');
  ASSERT after <> before, 'designation_facts no longer asks when a contract ends';
  before := after;
  after := replace(before, '(SELECT count(*)::int FROM designation d JOIN designation_lead w', '(SELECT count(DISTINCT d.letter_id)::int FROM designation d JOIN designation_lead w');
  ASSERT after <> before, 'designation_facts no longer counts the changes of partner';
  EXECUTE after;
  -- Whoever took it has it: that the owner goes away later takes nothing from them.
  before := pg_get_functiondef('request_facts(uuid[], timestamptz, date)'::regprocedure);
  after := replace(before, 'SELECT is_at_work(d.owner_id, today) FROM duty d', 'SELECT is_at_work(coalesce(d.holder_id, d.owner_id), today) FROM duty d');
  ASSERT after <> before, 'request_facts no longer asks who is at work';
  EXECUTE after;
END $$;

-- Duties beyond their owner whose holder is away or shut out go on to whoever takes over in the same place. Ends in those that went on.
CREATE FUNCTION pass_on_duties(today date) RETURNS TABLE (registration_id uuid, duty_id uuid, decision_id uuid) LANGUAGE sql VOLATILE
SECURITY DEFINER SET search_path = parley, pg_temp AS $$
  UPDATE duty d SET holder_id = n.id
  FROM (SELECT x.id AS duty_id, duty_holder(x.owner_id, x.held_as, today) AS id FROM duty x
    WHERE x.closed_at IS NULL AND x.held_as <> 'owner' AND NOT is_at_work(x.holder_id, today) AND acting_audience() = 'system') n
  WHERE d.id = n.duty_id AND d.closed_at IS NULL AND d.holder_id IS DISTINCT FROM n.id AND is_at_work(n.id, today)
    -- Asked of the row as it is now: somebody may have taken it at this moment.
    AND NOT is_at_work(d.holder_id, today)
  RETURNING d.registration_id, d.id, d.decision_id
$$;
REVOKE ALL ON FUNCTION pass_on_duties(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pass_on_duties(date) TO parley_app;

-- The end that a registration's protection has of its own, while a letter makes it longer.
ALTER TABLE protection ADD COLUMN own_until timestamptz;
-- Where the registration comes after the letter, too.
DO $$
DECLARE
  before text := pg_get_functiondef('rest_on_own_letter()'::regprocedure);
  after text := replace(before, 'NEW.designation_id := held.designation_id;', 'NEW.designation_id := held.designation_id; NEW.own_until := upper(NEW.during);');
BEGIN
  ASSERT after <> before, 'rest_on_own_letter no longer joins a registration and a letter';
  EXECUTE after;
END $$;
