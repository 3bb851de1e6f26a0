import type { Outcome } from '../decision.ts'
import type { Facts } from '../point.ts'
import { Completions } from './completions.ts'
import { DiagramTooLarge, type NodeId } from './diagram.ts'
import { type End, Ends, mostEnds } from './ends.ts'
import type { Program, ProgramNode, ProgramRule, Values } from './intermediate.ts'
import { type Evaluator, unknown } from './kleene.ts'

/** A completion of the facts, and the outcome that it leads to: lets another evaluator check a claim about the unknown. */
export type Witness = { facts: Facts; outcome: Outcome }

export type Settlement =
  | { outcome: Outcome; because: readonly string[]; witnesses: readonly Witness[] }
  | { missing: readonly string[]; witnesses: readonly Witness[] }

/** What is known of the rules: which certainly hold and which may hold, as indexes in order of evaluation. */
export type Evaluation = { certain: readonly number[]; open: readonly number[] }

/** What a program made of the facts so far; `extended` are the facts with the derived ones. */
export type Situation = {
  program: Program
  evaluation: Evaluation
  values: Values
  extended: Facts
  evaluators: ReadonlyMap<ProgramNode, Evaluator>
  budget?: number | undefined
}

/**
 * Makes one outcome of what is known. Rules that are still open before the first certain one that decides leave two possibilities:
 * whatever the unknown facts are, the outcome is the same, and stands; or it depends on them, and those that matter are named,
 * and no others. An outcome that carries a fact which is unknown or out of bounds doesn't stand either: where everything is known, the
 * decision names what that fact comes from.
 */
export function settle(situation: Situation): Settlement {
  const { program, extended } = situation
  const settlement = settleExtended(situation)
  if (!('missing' in settlement)) return settlement
  const named = [...new Set(settlement.missing.flatMap((fact) => program.inputs(fact)))]
  const missing = named.filter((fact) => extended[fact] === undefined)
  return { ...settlement, missing: missing.length > 0 ? missing : named }
}

/** The rules that bear on the outcome, in order of evaluation. */
type Bearing = {
  /** The first certain rule that decides alone. */
  decider: ProgramRule | undefined
  /** Open rules that would decide alone, before it. */
  contenders: readonly ProgramRule[]
  /** Where nothing certainly decides alone: the rules that are aggregated, and those of them that are open. */
  collected: readonly ProgramRule[]
  open: ReadonlySet<ProgramRule>
}

function bearingOf({ program: { rules }, evaluation: { certain, open } }: Situation): Bearing {
  const first = certain.find((index) => !rules[index]!.collected)
  const contenders = open.filter((index) => !rules[index]!.collected && (first === undefined || index < first))
  const bearing = { contenders: contenders.map((index) => rules[index]!), collected: [], open: new Set<ProgramRule>() }
  if (first !== undefined) return { ...bearing, decider: rules[first] }
  if (!rules.some((rule) => rule.collected)) return { ...bearing, decider: undefined }
  const collected = [...certain, ...open].filter((index) => rules[index]!.collected).sort((a, b) => a - b)
  return {
    ...bearing,
    decider: undefined,
    collected: collected.map((index) => rules[index]!),
    open: new Set(open.map((index) => rules[index]!)),
  }
}

function settleExtended(situation: Situation): Settlement {
  const bearing = bearingOf(situation)
  const ends = new Ends(situation.program, situation.extended)
  const openCollected = bearing.collected.some((rule) => bearing.open.has(rule))
  if (!openCollected) {
    const fallback = bearing.decider ? ends.ofRule(bearing.decider) : ends.ofCollected(bearing.collected)
    if (bearing.contenders.every((rule) => ends.ofRule(rule) === fallback)) {
      const certain = certainDeciders(bearing)
      return standing(
        ends.at(fallback),
        bearing.decider ? certain : [...bearing.contenders.map(({ id }) => id), ...certain],
      )
    }
  }
  try {
    return settleByDiagram(situation, bearing, ends)
  } catch (mistake) {
    if (!(mistake instanceof DiagramTooLarge)) throw mistake
    const { program, values, evaluators } = situation
    const asked = [...bearing.contenders, ...bearing.open]
    const slots = new Set(asked.flatMap((rule) => [...openSlots(rule.node, values, evaluators)]))
    return { missing: program.facts.filter((_, slot) => slots.has(slot)), witnesses: [] }
  }
}

function certainDeciders({ decider, collected, open }: Bearing): string[] {
  if (decider) return [decider.id]
  const certain = collected.filter((rule) => !open.has(rule)).map(({ id }) => id)
  return certain.length > 0 ? certain : ['otherwise']
}

function standing(
  { outcome, missing }: End,
  because: readonly string[],
  witnesses: readonly Witness[] = [],
): Settlement {
  return missing.length > 0 ? { missing, witnesses } : { outcome, because, witnesses }
}

function settleByDiagram(situation: Situation, bearing: Bearing, ends: Ends): Settlement {
  const { program, values, extended, budget } = situation
  const { decider, contenders, open } = bearing
  const asked = [...contenders, ...open].map((rule) => rule.node)
  const completions = new Completions(program, values, asked, budget, program.outcomes.length + mostEnds)
  const { diagram } = completions
  let root = decider ? ends.ofRule(decider) : collect(completions, bearing, ends)
  for (const rule of contenders.toReversed())
    root = diagram.ifThenElse(completions.functionOf(rule.node), ends.ofRule(rule), root)
  const ways = [...diagram.waysToTerminals(root)]
  const witnesses = ways.slice(0, 2).map(([end, way]) => ({
    facts: completions.factsOfWay(extended, way),
    outcome: ends.at(end).outcome,
  }))
  if (diagram.isTerminal(root)) return standing(ends.at(root), possibleDeciders(completions, bearing), witnesses)
  const matter = completions.slotsThatMatter(root).map((slot) => program.facts[slot]!)
  return { missing: [...matter, ...ways.flatMap(([end]) => ends.at(end).missing)], witnesses }
}

/** The end of all collected rules as a function of the unknown facts. */
function collect(completions: Completions, { collected, open }: Bearing, ends: Ends): NodeId {
  const { diagram } = completions
  const built = new Map<string, NodeId>()
  const from = (index: number, holding: readonly ProgramRule[]): NodeId => {
    if (index === collected.length) return ends.ofCollected(holding)
    const rule = collected[index]!
    const withIt = [...holding, rule]
    if (!open.has(rule)) return from(index + 1, withIt)
    const key = `${index} ${ends.keyOf(holding)}`
    let node = built.get(key)
    if (node === undefined) {
      if (built.size > mostEnds * 4) throw new DiagramTooLarge()
      node = diagram.ifThenElse(completions.functionOf(rule.node), from(index + 1, withIt), from(index + 1, holding))
      built.set(key, node)
    }
    return node
  }
  return from(0, [])
}

/** The rules that make the outcome for at least one completion, when all completions have one outcome. */
function possibleDeciders(completions: Completions, bearing: Bearing): string[] {
  const { diagram } = completions
  const deciders: string[] = []
  let undecided: NodeId = 1
  for (const rule of bearing.contenders) {
    const holds = completions.functionOf(rule.node)
    if (diagram.and(undecided, holds) !== 0) deciders.push(rule.id)
    undecided = diagram.and(undecided, diagram.not(holds))
  }
  if (undecided === 0) return deciders
  if (bearing.open.size === 0) return [...deciders, ...certainDeciders(bearing)]
  const together = bearing.collected.filter(
    (rule) => !bearing.open.has(rule) || diagram.and(undecided, completions.functionOf(rule.node)) !== 0,
  )
  const none = together.every((rule) => bearing.open.has(rule)) ? ['otherwise'] : []
  return [...deciders, ...together.map(({ id }) => id), ...none]
}

/** The unknown facts below those parts of a condition that are still open. */
function* openSlots(
  node: ProgramNode,
  values: Values,
  evaluators: ReadonlyMap<ProgramNode, Evaluator>,
): Generator<number> {
  if (node.is === 'comparison') {
    for (const slot of [node.slot, node.otherSlot]) if (slot !== undefined && values[slot] === undefined) yield slot
    return
  }
  for (const child of node.is === 'not' ? [node.node] : node.nodes)
    if (evaluators.get(child)!(values) === unknown) yield* openSlots(child, values, evaluators)
}
