import type { NearRule } from '../decision.ts'
import { cellsOf } from './cells.ts'
import { Completions } from './completions.ts'
import { DiagramTooLarge } from './diagram.ts'
import type { Program, ProgramNode, Values } from './intermediate.ts'
import { type Evaluator, no, yes } from './kleene.ts'

/**
 * The rules that do not hold, but would if one single fact were different, and which facts those are. A rule that tests one
 * fact only is left out: it is always one fact away.
 */
export function nearlyHolding(
  program: Program,
  values: Values,
  evaluators: ReadonlyMap<ProgramNode, Evaluator>,
): readonly NearRule[] {
  const near: NearRule[] = []
  const feeding = feedingSlots(program)
  for (const { id, node, slots } of program.rules) {
    const evaluate = evaluators.get(node)!
    if (slots.length < 2 || evaluate(values) !== no) continue
    const by = slots.filter((slot) => !feeding.has(slot) && couldHold(program, node, slot, values, evaluate))
    if (by.length > 0) near.push({ rule: id, by: by.map((slot) => program.facts[slot]!) })
  }
  return near
}

/** Where there are too many values to try, it can't be said that one of them would do. */
function couldHold(program: Program, node: ProgramNode, slot: number, values: Values, evaluate: Evaluator): boolean {
  if (values[slot] === undefined) return false
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

const feedingSlotsOf = new WeakMap<Program, ReadonlySet<number>>()

/** Facts that others are derived from: they can't be different alone, so the derived one is named. */
export function feedingSlots(program: Program): ReadonlySet<number> {
  let slots = feedingSlotsOf.get(program)
  if (!slots) {
    const fed = new Set(program.facts.flatMap((name) => program.inputs(name).filter((input) => input !== name)))
    slots = new Set([...program.facts.keys()].filter((slot) => fed.has(program.facts[slot]!)))
    feedingSlotsOf.set(program, slots)
  }
  return slots
}
