import { afterAll, describe, expect, it } from 'vitest'
import { partners } from '../support/program.ts'
import { world } from '../support/world.ts'
import { doorsOf, keepsNothing } from './knock.ts'
import { readings } from './readings.ts'
import { livesFully, secretsIn, secretsOf } from './rival.ts'
import { idsOnlyIn } from './rows-of.ts'
import { openStage } from './stage.ts'
import { rememberer, told, triesOf } from './tries.ts'
import { forgetsWhose } from './unguarded-queries.ts'

const w = await world()
const stage = await openStage(w)
await livesFully(w)
const secrets = await secretsOf(w)
const kept = await idsOnlyIn(w, partners.brightwater.id, partners.alder.id)
/** One of each kind of record: what is true of one is true of all. */
const records = [...new Map([...kept].map(([id, place]) => [place, id]))].flatMap(([place, id]) =>
  place.endsWith('.id') ? [id] : [],
)
const doors = doorsOf(stage.app, stage.env).filter(({ route }) => route?.audience === 'partner')
const tries = triesOf(doors, stage.known).filter(({ where, isListed }) => where === 'path' && isListed)
const listing = doors.filter(({ method, path }) => method === 'GET' && !path.includes('drafts/{id}'))

/** Alder's admin at an API of which a layer is gone. */
function without(forgets: boolean) {
  const instance = w.anotherInstance()
  const changed = forgets ? forgetsWhose(instance.env) : new Set<string>()
  keepsNothing(instance.env)
  return { ...rememberer(instance.as('alderAdmin')), changed }
}

/** Where Alder is told something of Brightwater's records by their ids, and where it reads of Brightwater in its own lists. */
async function finds({ asks, heard }: ReturnType<typeof without>): Promise<string[]> {
  const found: string[] = []
  for (const { name, request } of tries) if ((await told(asks, request, records)).length > 0) found.push(name)
  await readings(asks, listing, stage.known, [])
  for (const { asked, said } of heard) {
    const held = secretsIn(said, secrets).filter((each) => !asked.includes(each.replace(/ \([^)]*\)$/, '')))
    if (held.length > 0) found.push(`${asked.split(' {')[0]} holds ${held.join(', ')}`)
  }
  return [...new Set(found)]
}

const guarded = await w.sql<{ table: string }>(
  `SELECT format('%I.%I', n.nspname, c.relname) AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relrowsecurity AND c.relkind = 'r'`,
)
const rowLevelSecurity = (state: 'ENABLE' | 'DISABLE') =>
  w.sql(guarded.map(({ table }) => `ALTER TABLE ${table} ${state} ROW LEVEL SECURITY`).join('; '))
afterAll(() => rowLevelSecurity('ENABLE'))

describe('each layer keeps Brightwater from Alder alone', { timeout: 120_000 }, () => {
  it('there is much to find', () => {
    expect(tries.length).toBeGreaterThan(25)
    expect(records.length).toBeGreaterThan(10)
  })

  it('row-level security, when the queries don’t say whose rows they want', async () => {
    const alder = without(true)
    expect(await finds(alder)).toEqual([])
    expect(alder.changed.size).toBeGreaterThanOrEqual(10)
  })

  it('the queries, when there is no row-level security', async () => {
    await rowLevelSecurity('DISABLE')
    expect(await finds(without(false))).toEqual([])
  })

  it('and without both Alder finds Brightwater’s records and reads them in its own lists', async () => {
    await rowLevelSecurity('DISABLE')
    const found = await finds(without(true))
    expect(found.length).toBeGreaterThan(10)
    expect(found).toContainEqual(expect.stringContaining('GET /api/v1/partner/home'))
    expect(found).toContainEqual(expect.stringContaining('GET /api/v1/partner/registrations/{id}:'))
  })
})
