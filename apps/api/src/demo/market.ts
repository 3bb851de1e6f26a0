import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import type { NewAccount } from './fill.ts'

export type Organisation = { id: string; name: string; domain: string | null; country: string; city: string | null }

/** The accounts of the story, by the registry's id of the real organisation. */
export const known = {
  genuineParts: 'cik:0000040987',
  ford: 'cik:0000037996',
  deutscheBank: 'cik:0001159508',
  conagra: 'cik:0000023217',
  millerKnoll: 'cik:0000066382',
  omnicom: 'cik:0000029989',
  energizer: 'cik:0001632790',
  imperialOil: 'cik:0000049938',
  galaxyGaming: 'cik:0000013156',
  mauiLand: 'cik:0000063330',
  vishay: 'cik:0000103730',
  unleashed: 'wd:Q62122874',
  tuvRheinland: 'wd:Q632391',
  migrosBank: 'wd:Q1593349',
  lifestyleExpress: 'wd:Q61994869',
  marieBlachere: 'wd:Q62082410',
  pharmacy4Less: 'wd:Q63367608',
  lawson: 'wd:Q1557223',
  lawsonStore: 'wd:Q11350960',
  lorraine: 'wd:Q4173330',
  lorraineMediations: 'ror:04ev1zs55',
  dollarGeneral: 'wd:Q145168',
  clorox: 'cik:0000021076',
  unifirst: 'cik:0000717954',
  elme: 'cik:0000104894',
  seafoodCity: 'wd:Q7440359',
  graco: 'cik:0000042888',
} as const
export type KnownAccount = keyof typeof known

const house = new Set<string>([known.ford, known.deutscheBank])
const named = new Set<string>([known.omnicom])

/** Reads the organisations that packages/db/data/demo holds; see its README for where they come from. */
export function readOrganisations(): Organisation[] {
  return readFileSync(join(repositoryDir, 'packages/db/data/demo/accounts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Organisation)
}

export const organisationOf = (organisations: readonly Organisation[], name: KnownAccount): Organisation => {
  const found = organisations.find(({ id }) => id === known[name])
  if (!found) throw new Error(`The demo's organisations lack ${known[name]} (${name}).`)
  return found
}

/** The same id at every load, made from the registry's. */
export function accountId(source: string): string {
  const hex = createHash('sha256').update(source).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** What belongs together, as their own sites say. */
const parents = new Map<string, { parent: string; relation: NonNullable<NewAccount['relationToParent']> }>([
  [known.lawsonStore, { parent: known.lawson, relation: 'subsidiary' }],
  [known.lorraineMediations, { parent: known.lorraine, relation: 'division' }],
])

/** The vendor's view of them: a few are named or house accounts, one is held for a conduct review. */
export function toAccounts(organisations: readonly Organisation[]): NewAccount[] {
  return organisations.map((organisation, position) => ({
    ...organisation,
    id: accountId(organisation.id),
    source: organisation.id,
    designation: designationOf(organisation, position),
    ...familyOf(organisation),
    ...(organisation.id === known.galaxyGaming
      ? { conductHoldReason: 'Two partners reported that finished designs were handed to a rival. Under review.' }
      : {}),
  }))
}

function familyOf({ id }: Organisation): Pick<NewAccount, 'parentId' | 'relationToParent'> {
  const family = parents.get(id)
  return family ? { parentId: accountId(family.parent), relationToParent: family.relation } : {}
}

function designationOf({ id }: Organisation, position: number): 'open' | 'named' | 'house' {
  if (house.has(id)) return 'house'
  if (named.has(id)) return 'named'
  if (Object.values<string>(known).includes(id)) return 'open'
  return position % 97 === 0 ? 'house' : position % 41 === 0 ? 'named' : 'open'
}
