import { guardDocument } from '@parley/rules/checks/document-guard'
import { parsePolicy, policySchema } from '@parley/rules/policy'
import { smallWorld } from '../rules-small-world.ts'
import { hostileSizes } from './sizes.ts'

for (const name of process.argv.slice(2)) {
  const [, document] = hostileSizes.find(([what]) => what === name)!
  const t = (n: string, f: () => unknown) => {
    const b = process.cpuUsage()
    f()
    const { user, system } = process.cpuUsage(b)
    console.log(n, (user + system) / 1000)
  }
  t('guard', () => guardDocument(document))
  t('zod', () => policySchema.safeParse(document))
  t('parse', () => parsePolicy(smallWorld, document))
  t('guard', () => guardDocument(document))
  t('zod', () => policySchema.safeParse(document))
  t('parse', () => parsePolicy(smallWorld, document))
}
