import { hash } from 'node:crypto'
import type { ImportTarget } from '@parley/contract/imports'
import { imports } from '@parley/contract/routes/imports'
import { Importer } from '../../support/imports.ts'
import type { World } from '../../support/open-world.ts'
import type { HostileTexts } from './hostile-texts.ts'

const targets: (ImportTarget | null)[] = [
  'name',
  'domain',
  'country',
  'city',
  'taxId',
  'designation',
  'parentName',
  'parentExternalId',
  'aliases',
  'externalId',
  'source',
]

/** Files of which the name, the header and every cell are payloads: on their way, before a person, and done. Ends in the id of the last. */
export async function fillImports(w: World, texts: HostileTexts): Promise<string> {
  for (const group of texts.groups('startImport /fileName', 4))
    await texts.sends(w.as('manager'), imports.start, group, {
      body: (say) => ({
        fileName: say('/fileName', (text) => `${text}.csv`),
        bytes: 1_400_000,
        sha256: hash('sha256', String(group)),
      }),
    })
  const header = texts.payloads.map(({ n }) => texts.elsewhere('a column’s name')(n))
  const [name, cell, wrong] = ['a name in a file', 'a cell', 'a cell of a row that isn’t taken'].map((place) =>
    texts.elsewhere(place),
  )
  const rows = texts.payloads.flatMap(({ n }) => {
    const rest = targets.slice(3).map((target) => (target === 'designation' ? '' : cell!(n)))
    return [
      [name!(n), `imported-${n}-parley.com`, 'US', ...rest],
      [wrong!(n), wrong!(n), wrong!(n), wrong!(n)],
    ]
  })
  const lines = [header, ...rows].map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(','))
  const csv = ['sep=,', ...lines].join('\r\n')
  const columns = header.map((_, at) => targets[at] ?? null)
  const importer = new Importer(w)
  const done = await importer.brings(csv, { columns, fileName: 'hostile.csv' })
  await importer.uploads(`${csv}\r\n`, { fileName: 'hostile again.csv' })
  return done.id
}
