-- Two records of one company, each sold to by another partner: once they are one, each of the two goes on leading by its sale where it
-- is asked for itself, as two that are protected do (015, 029). The later of them silently stopped. docs/decisions/013 and 026.
SET LOCAL search_path = parley, public;

DO $$
DECLARE
  of text;
  before text;
  after text;
BEGIN
  before := pg_get_functiondef('account_lead(uuid, text, uuid, timestamptz)'::regprocedure);
  after := replace(before, 'ORDER BY (h.account_id = of_account) DESC, h.since DESC LIMIT 1',
    'ORDER BY (h.incumbent_partner_id = before_others) IS TRUE DESC, (h.account_id = of_account) DESC, h.since DESC LIMIT 1');
  ASSERT after <> before, 'account_lead no longer asks who made the latest sale';
  EXECUTE after;
  -- The sale that a question of a partner's is about is its own, where it made one.
  FOREACH of IN ARRAY ARRAY['engagement_facts(uuid, uuid, text[], text, timestamptz, date)', 'engagement_past(uuid, uuid, text, timestamptz, date)'] LOOP
    before := pg_get_functiondef(of::regprocedure);
    after := replace(before, 'ORDER BY (h.account_id = of_account) DESC, h.since DESC LIMIT 1',
      'ORDER BY (h.incumbent_partner_id = of_partner) IS TRUE DESC, (h.account_id = of_account) DESC, h.since DESC LIMIT 1');
    ASSERT after <> before, of || ' no longer asks who made the latest sale';
    EXECUTE after;
  END LOOP;
END $$;
