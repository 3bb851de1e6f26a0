import type { World } from '../../support/open-world.ts'

/** Ways in which partners could learn of each other, planted in a database: each has to be noticed. */
export type Leak = { title: string; plant(w: World): Promise<unknown> }

/** Before a row is kept, something is done to it that nobody may do. Runs as the owner: it sees everybody's rows. */
const onInsert = (table: string, deed: string) => async (w: World) => {
  await w.sql(`CREATE OR REPLACE FUNCTION parley.leak() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = parley AS $$
    BEGIN ${deed}; RETURN NEW; END $$`)
  await w.sql('GRANT EXECUTE ON FUNCTION parley.leak() TO parley_app')
  await w.sql(`CREATE TRIGGER leak BEFORE INSERT ON parley.${table} FOR EACH ROW EXECUTE FUNCTION parley.leak()`)
}

export const leaks: readonly Leak[] = [
  {
    title: 'references are counted instead of drawn, so that gaps show how much others register',
    async plant(w) {
      await w.sql('CREATE SEQUENCE parley.counted; GRANT USAGE ON SEQUENCE parley.counted TO parley_app')
      await onInsert(
        'registration',
        `NEW.reference := 'R-' || translate(lpad(nextval('counted')::text, 6, '0'), '0123456789', 'ABCDEFGHJK')`,
      )(w)
    },
  },
  {
    title: 'the name of whoever leads is added to the name of the account',
    plant: onInsert(
      'registration',
      `NEW.account_name := NEW.account_name || coalesce((SELECT ' (' || p.name || ')' FROM protection x JOIN partner p ON p.id = x.partner_id
         WHERE x.account_id = NEW.account_id AND x.partner_id <> NEW.partner_id LIMIT 1), '')`,
    ),
  },
  {
    title: 'a notice says how many registrations there are',
    plant: onInsert('notification', `NEW.title := NEW.title || ' (' || (SELECT count(*) FROM registration) || ')'`),
  },
  {
    title: 'an e-mail says how much is on record',
    plant: onInsert('email', `NEW.subject := NEW.subject || ' ' || (SELECT count(*) FROM decision)`),
  },
  {
    title: 'a claim’s note has the sum of the others’',
    plant: onInsert(
      'claim',
      `NEW.note := NEW.note || (SELECT coalesce(sum(r.amount_minor), 0) FROM registration r WHERE r.partner_id <> NEW.partner_id)`,
    ),
  },
  {
    title: 'whether the amount of a rival’s deal is odd decides a minute of a protection',
    plant: onInsert(
      'protection',
      `NEW.during := tstzrange(lower(NEW.during), upper(NEW.during) + (SELECT coalesce(sum(r.amount_minor), 0) % 2 FROM registration r
         WHERE r.partner_id <> NEW.partner_id) * interval '1 minute')`,
    ),
  },
  {
    title: 'a lead is told whom the customer’s letter names',
    plant: onInsert(
      'lead_notice',
      `NEW.account_name := NEW.account_name || coalesce((SELECT ' (' || p.name || ')' FROM customer_letter l JOIN partner p ON p.id = l.partner_id
         WHERE l.partner_id <> NEW.partner_id ORDER BY l.seq DESC LIMIT 1), '')`,
    ),
  },
  {
    title: 'the outcome of a conflict says how many files the others have shown',
    plant: onInsert(
      'conflict_outcome',
      `NEW.wording := NEW.wording || ' ' || (SELECT count(*) FROM evidence e JOIN registration r ON r.id = e.registration_id
         WHERE r.partner_id <> NEW.partner_id AND r.account_id = (SELECT o.account_id FROM registration o WHERE o.id = NEW.registration_id))`,
    ),
  },
]
