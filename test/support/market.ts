import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'

export type Company = { name: string; domain: string | null; country: string | null; city: string | null }

/** The 3,000 real companies of the demo: among them words are as rare, and names as alike, as in a vendor's own list. */
export function market(): Company[] {
  const lines = readFileSync(join(repositoryDir, 'packages/db/data/demo/accounts.jsonl'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { name, domain, country, city } = JSON.parse(line) as Company
    return { name, domain, country, city }
  })
}
