import type { NearRule } from '../decision.ts'
import type { Facts } from '../point.ts'
import { type Cell, cellsOf } from './cells.ts'
import { Completions } from './completions.ts'
import { DiagramTooLarge } from './diagram.ts'
import type { Program, ProgramNode, ProgramRule, Values } from './intermediate.ts'
import { type Evaluator, no, yes } from './kleene.ts'
import { Replay, slotsFedBy } from './replay.ts'

/** How often derived facts are worked out anew to find those that are near: a few milliseconds at most. */
const budget = 400
const mostTargets = 2

/**
 * The rules that do not hold, but would if one single fact were different, and which facts those are. A rule that tests one
 * fact only is left out: it is always one fact away. A derived fact is named where another value of one fact that it is worked out
 * from would do, with all else that is derived from that one; so these facts themselves aren't named.
 */
export function nearlyHolding(
  program: Program,
  values: Values,
  evaluators: ReadonlyMap<ProgramNode, Evaluator>,
  extended: Facts,
): readonly NearRule[] {
  const near: NearRule[] = []
  const replay = new Replay(program, extended, values, budget)
  for (const rule of program.rules) {
    const evaluate = evaluators.get(rule.node)!
    if (rule.slots.length < 2 || evaluate(values) !== no) continue
    const by = rule.slots.filter((slot) => {
      const fact = program.facts[slot]!
      if (values[slot] === undefined || slotsFedBy(program, fact).length > 0) return false
      const inputs = program.inputs(fact)
      if (inputs.length === 1 && inputs[0] === fact) return couldHold(program, rule.node, slot, values, evaluate)
      return inputs.some((input) => couldBeDerived(program, rule, slot, input, values, evaluate, replay))
    })
    if (by.length > 0) near.push({ rule: rule.id, by: by.map((slot) => program.facts[slot]!) })
  }
  return near
}

/** Whether another value of this input would make the rule hold, by way of the derived fact in the slot. */
function couldBeDerived(
  program: Program,
  { slots }: ProgramRule,
  slot: number,
  input: string,
  values: Values,
  evaluate: Evaluator,
  replay: Replay,
): boolean {
  const fed = slotsFedBy(program, input).filter((each) => slots.includes(each))
  const open = values.slice()
  for (const each of [...fed, program.facts.indexOf(input)]) if (each >= 0) open[each] = undefined
  if (evaluate(open) === no) return false
  return targetsOf(program, slot, values, open, evaluate)
    .flatMap((target) => replay.towards(input, slot, target))
    .some((then) => then[slot] !== values[slot] && evaluate(then) === yes)
}

/** The nearest values of a derived fact with which the rule may hold, in the nearest cells. */
function targetsOf(program: Program, slot: number, values: Values, open: Values, evaluate: Evaluator): number[] {
  const now = values[slot] as number
  const distance = (value: number) => Math.abs(value - now)
  const nearest = (values: readonly number[]) =>
    values.reduce((best, each) => (distance(each) < distance(best) ? each : best))
  const others = open.slice()
  return cellsIfFew(program, slot, values)
    .filter((cell) => {
      others[slot] = cell.value
      return !cell.alike.includes(now) && evaluate(others) !== no
    })
    .map(({ alike }) => nearest(alike as readonly number[]))
    .sort((one, other) => distance(one) - distance(other))
    .slice(0, mostTargets)
}

function cellsIfFew(program: Program, slot: number, values: Values): readonly Cell[] {
  try {
    return cellsOf(program, slot, values)
  } catch (mistake) {
    if (mistake instanceof DiagramTooLarge) return []
    throw mistake
  }
}

/** Where there are too many values to try, it can't be said that one of them would do. */
function couldHold(program: Program, node: ProgramNode, slot: number, values: Values, evaluate: Evaluator): boolean {
  try {
    return anotherWouldHold(program, node, slot, values, evaluate)
  } catch (mistake) {
    if (mistake instanceof DiagramTooLarge) return false
    throw mistake
  }
}

function anotherWouldHold(
  program: Program,
  node: ProgramNode,
  slot: number,
  values: Values,
  evaluate: Evaluator,
): boolean {
  const others = values.slice()
  others[slot] = undefined
  if (evaluate(others) === no) return false
  if (program.definitions[slot]!.kind === 'set') return new Completions(program, others, [node]).functionOf(node) !== no
  return cellsOf(program, slot, others).some((cell) => {
    others[slot] = cell.value
    const holds = evaluate(others) === yes
    others[slot] = undefined
    return holds
  })
}
