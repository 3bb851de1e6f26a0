import { parsePolicy } from '@parley/rules/policy'
import { smallWorld } from '../rules-small-world.ts'
import { hostileConditions } from './conditions.ts'
import { hostileDerived } from './derived.ts'
import { hostileParts } from './parts.ts'
import { hostileSizes } from './sizes.ts'
import { hostileTime } from './time.ts'

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const lists = { hostileConditions, hostileDerived, hostileTime, hostileParts, hostileSizes }
for (const [name, list] of Object.entries(lists)) {
  console.log('==', name, list.length)
  for (const [what, document, pointer, message] of list) {
    const before = cpu()
    let problem = ''
    try {
      const { policy, findings } = parsePolicy(smallWorld, document)
      const found = findings.find((each) => each.pointer === pointer)
      if (policy) problem = 'ADMITTED ' + JSON.stringify(findings).slice(0, 200)
      else if (!found)
        problem =
          'NOT THERE: ' +
          findings
            .slice(0, 3)
            .map((f) => f.pointer.slice(0, 90) + ' ' + f.message.slice(0, 150))
            .join(' | ')
      else if (!message.test(found.message)) problem = 'SAYS ' + found.message.slice(0, 200)
      else if (!findings.every((f) => f.mend && /\S/.test(f.mend)))
        problem = 'NO MEND ' + JSON.stringify(findings.find((f) => !f.mend)).slice(0, 200)
      const size = JSON.stringify(findings).length
      if (size > 20_000) problem += ` [findings: ${findings.length}, ${size} characters]`
    } catch (e) {
      problem = 'THROWS ' + String(e).slice(0, 200)
    }
    const took = cpu() - before
    if (problem || took > 150) console.log(`  ${what}: ${Math.round(took)} ms ${problem}`)
  }
}
