import { own } from '../names.ts'
import type { ChangeableBy, FactDefinition, Point } from '../point.ts'
import type { Derived, Quantity, Rulebook } from '../policy.ts'
import { factNameOf, factsIn, inOrder } from './graph.ts'
import { inferKind } from './infer.ts'
import type { DerivedKind } from './kinds.ts'

export type DerivingPolicy = Pick<Rulebook, 'derived' | 'parameters' | 'calendar' | 'calendars'>

type Extension = { policy: DerivingPolicy; base: Point; kinds: ReadonlyMap<string, DerivedKind> }

const vocabularies = new WeakMap<DerivingPolicy, WeakMap<Point, Point>>()
const extensions = new WeakMap<Point, Extension>()

/**
 * The point with the policy's derived facts among its facts, as `derived.<name>`. The same policy gives the same object, and
 * a policy that derives nothing the point itself. One that can't be worked out (a circle, an unknown name) is left out.
 */
export function vocabularyOf(point: Point, policy: DerivingPolicy): Point {
  const extension = extensions.get(point)
  if (extension?.policy === policy) return point
  const base = extension?.base ?? point
  if (Object.keys(policy.derived).length === 0) return base
  const ofPolicy = vocabularies.get(policy) ?? new WeakMap<Point, Point>()
  vocabularies.set(policy, ofPolicy)
  let extended = ofPolicy.get(base)
  if (!extended) {
    extended = extend(base, policy)
    ofPolicy.set(base, extended)
  }
  return extended
}

/** The kinds of the derived facts that can be worked out, by name, each after those that it needs. */
export function kindsOf(point: Point, policy: DerivingPolicy): ReadonlyMap<string, DerivedKind> {
  return extensions.get(vocabularyOf(point, policy))?.kinds ?? new Map()
}

function extend(base: Point, policy: DerivingPolicy): Point {
  const facts: Record<string, FactDefinition> = { ...base.facts }
  const kinds = new Map<string, DerivedKind>()
  for (const name of inOrder(policy.derived).order) {
    const derived = policy.derived[name]!
    const { kind, mistakes } = inferKind(base, policy, derived, kinds)
    if (!kind || mistakes.length > 0) continue
    kinds.set(name, kind)
    facts[factNameOf(name)] = definitionOf(derived, kind, facts)
  }
  const point: Point = { ...base, facts }
  extensions.set(point, { policy, base, kinds })
  return point
}

/** `facts` holds those that it is worked out from. */
function definitionOf(
  derived: Derived,
  kind: DerivedKind,
  facts: Readonly<Record<string, FactDefinition>>,
): FactDefinition {
  const inputs = factsIn(derived).map((name) => own(facts, name)!)
  return {
    ...kind,
    title: derived.title,
    knownTo: inputs.some(({ knownTo }) => knownTo === 'staff') ? 'staff' : 'partner',
    changeableBy: changeableBy(derived, inputs, facts),
    ...(inputs.some(({ judgement }) => judgement) ? { judgement: true } : {}),
  }
}

/** Who can change all of its inputs. Time alone also passes between a day that nobody can change and one that time can. */
function changeableBy(
  derived: Derived,
  inputs: readonly FactDefinition[],
  facts: Readonly<Record<string, FactDefinition>>,
): ChangeableBy {
  const changers = new Set(inputs.map((input) => input.changeableBy))
  if (changers.size === 1) return [...changers][0]!
  const changerOf = (quantity: Quantity): ChangeableBy =>
    typeof quantity === 'object' && 'fact' in quantity ? own(facts, quantity.fact)!.changeableBy : 'nobody'
  const passes =
    'elapsed' in derived && changerOf(derived.elapsed.to) === 'time' && changerOf(derived.elapsed.from) === 'nobody'
  return passes ? 'time' : 'nobody'
}
