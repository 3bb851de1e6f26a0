import { runImport } from '@parley/api/imports/run-import'
import type { ImportTarget } from '@parley/contract/imports'
import { expect, it } from 'vitest'
import { readLabelled } from '../bench/match-folder.ts'
import { population } from '../bench/match-population.ts'
import { Importer } from '../support/imports.ts'
import { world } from '../support/world.ts'

const count = 100_000
const w = await world()
const importer = new Importer(w)

/** Real companies, and names recombined from their words. */
const csv = [
  'Company,Website,Country,City',
  ...[...population(readLabelled(undefined).accounts, count, 20_261_122)].map(({ name, domain, country, city }) =>
    [name, domain, country, city].map((cell) => `"${(cell ?? '').replaceAll('"', '""')}"`).join(','),
  ),
].join('\n')

const columns: ImportTarget[] = ['name', 'domain', 'country', 'city']
const known = () => w.sql<{ count: number }>('SELECT count(*)::int AS count FROM parley.account')

it('a channel manager brings 100,000 accounts in one file, and the same file again changes nothing', async () => {
  const uploaded = await importer.uploads(csv, { columns })
  expect(uploaded).toMatchObject({ state: 'mapping', file: { rows: count } })
  await importer.starts(uploaded.id)
  const started = performance.now()
  await runImport(w.env, uploaded.id)
  const { state, progress } = await importer.sees(uploaded.id)
  console.log(`${Math.round((performance.now() - started) / 1000)} seconds: ${JSON.stringify(progress)}`)
  const { done, imported, linked, repeated, waiting, refused } = progress
  expect({ state, done }).toEqual({ state: 'finished', done: count })
  expect(imported + linked + repeated + waiting + refused).toBe(count)
  expect(imported).toBeGreaterThan(count / 2)
  expect(refused).toBeLessThan(count / 100)

  const before = await known()
  const again = await importer.uploads(csv, { columns })
  expect(again.sameFile).toMatchObject({ id: uploaded.id })
  await importer.starts(again.id)
  expect(await importer.sees(again.id)).toMatchObject({ state: 'finished', repeats: true })
  expect(await known()).toEqual(before)
})
