import type { Outcome } from '../decision.ts'
import type { Facts } from '../point.ts'
import { Completions } from './completions.ts'
import { DiagramTooLarge } from './diagram.ts'
import type { Program, ProgramNode, ProgramRule, Values } from './intermediate.ts'
import { type Evaluator, unknown } from './kleene.ts'

/** A completion of the facts, and the outcome that it leads to: lets another evaluator check a claim about the unknown. */
export type Witness = { facts: Facts; outcome: Outcome }

export type Settlement =
  | { outcome: Outcome; because: readonly string[]; witnesses: readonly Witness[] }
  | { missing: readonly string[]; witnesses: readonly Witness[] }

/** What is known of the rules: which certainly hold and which may hold, as indexes in order of evaluation. */
export type Evaluation = { certain: readonly number[]; open: readonly number[] }

type Contender = { id: string; outcome: number; node: ProgramNode }

/**
 * Makes one outcome of what is known (hit policy `first`). Rules that are still open before the first certain one leave two
 * possibilities: whatever the unknown facts are, the outcome is the same, and stands; or it depends on them, and those that
 * matter are named, and no others.
 */
export function settle(
  program: Program,
  { certain, open }: Evaluation,
  values: Values,
  facts: Facts,
  evaluators: ReadonlyMap<ProgramNode, Evaluator>,
  budget?: number,
): Settlement {
  const first = certain[0]
  const decider: ProgramRule | undefined = first === undefined ? undefined : program.rules[first]
  const fallback = { id: decider?.id ?? 'otherwise', outcome: decider?.outcome ?? program.otherwise }
  const contenders: Contender[] = open
    .filter((index) => first === undefined || index < first)
    .map((index) => program.rules[index]!)
  const stands = (because: readonly string[], witnesses: readonly Witness[] = []): Settlement => ({
    outcome: program.outcomes[fallback.outcome]!,
    because,
    witnesses,
  })
  if (contenders.every((rule) => rule.outcome === fallback.outcome))
    return stands(
      decider || contenders.length === 0 ? [fallback.id] : [...contenders.map((rule) => rule.id), fallback.id],
    )
  try {
    return settleByDiagram(program, contenders, fallback, values, facts, budget)
  } catch (mistake) {
    if (!(mistake instanceof DiagramTooLarge)) throw mistake
    const slots = new Set(contenders.flatMap((rule) => [...openSlots(rule.node, values, evaluators)]))
    return { missing: program.facts.filter((_, slot) => slots.has(slot)), witnesses: [] }
  }
}

function settleByDiagram(
  program: Program,
  contenders: readonly Contender[],
  fallback: { id: string; outcome: number },
  values: Values,
  facts: Facts,
  budget: number | undefined,
): Settlement {
  const completions = new Completions(
    program,
    values,
    contenders.map((rule) => rule.node),
    budget,
  )
  const { diagram } = completions
  let root = fallback.outcome
  for (const rule of contenders.toReversed())
    root = diagram.ifThenElse(completions.functionOf(rule.node), rule.outcome, root)
  const witnesses = [...diagram.waysToTerminals(root)].slice(0, 2).map(([outcome, way]) => ({
    facts: completions.factsOfWay(facts, way),
    outcome: program.outcomes[outcome]!,
  }))
  if (!diagram.isTerminal(root))
    return { missing: completions.slotsThatMatter(root).map((slot) => program.facts[slot]!), witnesses }
  return {
    outcome: program.outcomes[root]!,
    because: possibleDeciders(completions, contenders, fallback.id),
    witnesses,
  }
}

/** The rules that decide for at least one completion, when all completions have one outcome. */
function possibleDeciders(completions: Completions, contenders: readonly Contender[], fallback: string): string[] {
  const { diagram } = completions
  const deciders: string[] = []
  let undecided = 1
  for (const rule of contenders) {
    const holds = completions.functionOf(rule.node)
    if (diagram.and(undecided, holds) !== 0) deciders.push(rule.id)
    undecided = diagram.and(undecided, diagram.not(holds))
  }
  return undecided === 0 ? deciders : [...deciders, fallback]
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
