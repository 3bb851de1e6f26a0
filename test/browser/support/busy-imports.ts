import { hash } from 'node:crypto'
import { runImport } from '@parley/api/imports/run-import'
import type { AccountImport } from '@parley/contract/imports'
import { imports } from '@parley/contract/routes/imports'
import type { World } from '../../support/open-world.ts'
import { hostileNames } from './account-file.ts'

const header = 'Company;Website;Country;City;VAT number;Remarks'
const good = [
  ...hostileNames.map((name, at) => `"${name.replaceAll('"', '""')}";hostile${at}.com;US;;;`),
  'Harbor Cranes Inc.;harborcranes.com;US;Savannah;;from the fair',
  'Harbor Cranes Inc.;www.harborcranes.com;US;Savannah;;twice',
  'Lumen Optics;lumen-optics.fr;FR;Lyon;FR 12 345 678 901;',
]
const wrong = [
  ';nameless.de;DE;Kassel;;',
  'Island Trade;;Atlantis;;;',
  `${'Very long '.repeat(1000)};;DE;;;`,
  'Torn Page;www,torn;DE;;;',
]
const knownBefore = [
  { name: 'Alstertal Maschinenbau GmbH', domain: 'alstertal-maschinenbau.de', country: 'DE', city: 'Hamburg' },
  { name: 'Alstertal Maschinenbau', domain: 'alstertal.com', country: 'DE', city: 'Stade' },
  { name: 'Hanseatische Werkzeugbau Lüneburg GmbH', country: 'DE', city: 'Lüneburg' },
]
/** Rows that leave open which of these they mean. */
const unsure = ['Alstertal Maschinenbau;;DE;;;', 'Hanseatische Werkzeugbau;;DE;;;']

/** Imports in every state. */
export async function fillImports(w: World): Promise<void> {
  const manager = w.as('manager')
  for (const account of knownBefore) await w.has.account(account)
  const begins = (fileName: string, text: string) => {
    const bytes = Buffer.from(text)
    return manager.does(imports.start, { body: { fileName, bytes: bytes.length, sha256: hash('sha256', bytes) } })
  }
  const uploads = async (fileName: string, rows: string[]): Promise<AccountImport> => {
    const text = [header, ...rows].join('\r\n')
    const { id } = await begins(fileName, text)
    const body = { position: 0, base64: Buffer.from(text).toString('base64') }
    return manager.does(imports.sendPart, { params: { id }, body })
  }
  const runs = ({ id }: AccountImport) => manager.does(imports.run, { params: { id } })

  await begins('left half way.csv', 'x'.repeat(1_400_000))
  await uploads('torn.csv', [...good, '"Never closed;'])
  const done = await uploads('accounts of the Rheinisch-Westfälische Beteiligungsgesellschaft.csv', [
    ...good,
    ...unsure,
    ...wrong,
  ])
  await runs(done)
  await runImport(w.env, done.id)
  await runs(await uploads('the same again.csv', [...good, ...unsure, ...wrong]))
  await runs(await uploads('at work.csv', [...good, 'Quiet Harbour;;GB;;;']))
  await uploads('to check.csv', [...wrong, ...good, ...unsure, 'Lumen Optics SA;lumen-optics.fr;FR;Paris;;'])
}
