import { parentPort } from 'node:worker_threads'
import type { Facts } from '@parley/rules/point'
import { Engine, Rule } from 'json-rules-engine'

type Json = Record<string, unknown>

/**
 * The document as somebody would give it to json-rules-engine who checks nothing: values of parameters put in, and a comparison that
 * stands alone made the only part of an `all`, because it takes none.
 */
function raw(document: Json): { conditions: Json; rules: Json[] } {
  const parameters = (document.parameters ?? {}) as Record<string, Json>
  const putIn = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(putIn)
    const { parameter } = value as Json
    if (typeof parameter === 'string' && Object.keys(value).length === 1)
      return Object.hasOwn(parameters, parameter) ? parameters[parameter]?.value : undefined
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, putIn(each)]))
  }
  const asRoot = (condition: unknown) =>
    typeof condition === 'object' && condition !== null && Object.hasOwn(condition, 'operator')
      ? { all: [condition] }
      : condition
  const named = Object.entries((document.conditions ?? {}) as Json)
  return {
    conditions: Object.fromEntries(named.map(([name, condition]) => [name, asRoot(putIn(condition))])),
    rules: (Array.isArray(document.rules) ? document.rules : [document.rules]).map((rule: Json) => ({
      name: rule?.id,
      priority: rule?.priority,
      conditions: asRoot(putIn(rule?.conditions)),
      event: rule?.event,
    })),
  }
}

/** Whether json-rules-engine rejects the document, when it is loaded or when it is run on these facts. */
async function engineRejects(document: Json, facts: Facts): Promise<boolean> {
  try {
    const { conditions, rules } = raw(document)
    const engine = new Engine([], { pathResolver: (value) => value })
    for (const [name, condition] of Object.entries(conditions)) engine.setCondition(name, condition as never)
    for (const rule of rules) {
      const loaded = new Rule(rule as never)
      // Of one priority: when a rule is rejected, it goes on with those of lower ones, and nobody hears of their rejections.
      loaded.setPriority(1)
      engine.addRule(loaded)
    }
    await engine.run({ ...facts })
    return false
  } catch {
    return true
  }
}

// A rejected run goes on in the background, and rejects again where nobody listens.
process.on('unhandledRejection', () => {})

parentPort!.on('message', async (trials: readonly { document: Json; facts: Facts }[]) => {
  const rejected: boolean[] = []
  for (const { document, facts } of trials) rejected.push(await engineRejects(document, facts))
  parentPort!.postMessage(rejected)
})
