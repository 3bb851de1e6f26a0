import { boundsOf, isNameable } from '../compile/cells.ts'
import { type Comparable, comparisonsOf } from '../compile/intermediate.ts'
import { listed } from '../names.ts'
import type { Subject } from './subject.ts'
import { factTitle, wordOf } from './words.ts'

/** Some cells of a fact: the values that stand for them, of a set whether it contains `element`. */
type Choice = { slot: number; element?: string | undefined; chosen: readonly Comparable[]; isWhole: boolean }

/** "expected amount: $5,000", "units: 100 to 499 or 5,001 and more"; nothing where the fact may have any value. */
export function choicesInWords(subject: Subject, { slot, element, chosen, isWhole }: Choice): string {
  if (isWhole) return ''
  const title = factTitle(subject, slot)
  if (element !== undefined) return `"${title}" ${chosen[0] === true ? 'includes' : 'does not include'} "${element}"`
  const words =
    typeof chosen[0] === 'number' ? rangesOf(subject, slot, chosen as number[]) : othersOf(subject, slot, chosen)
  return `"${title}" is ${listed(words)}`
}

function othersOf(subject: Subject, slot: number, chosen: readonly Comparable[]): string[] {
  return chosen.map((value) => (isNameable(value) ? wordOf(subject, slot, value) : 'anything else'))
}

/** The stretches of numbers that the cells make. */
function rangesOf(subject: Subject, slot: number, chosen: readonly number[]): string[] {
  const starts = startsOfCells(subject, slot)
  const [least, most] = boundsOf(subject.program.definitions[slot]!)
  const stretches: [number, number][] = []
  starts.forEach((from, index) => {
    const to = (starts[index + 1] ?? most + 1) - 1
    if (!chosen.some((value) => isAlike(subject, slot, from, value))) return
    const last = stretches.at(-1)
    if (last && last[1] === from - 1) last[1] = to
    else stretches.push([from, to])
  })
  const words = (value: number) => wordOf(subject, slot, value)
  return stretches.map(([from, to]) =>
    from === to
      ? `exactly ${words(from)}`
      : to === most
        ? `${words(from)} or more`
        : from === least
          ? `${words(to)} or less`
          : `${words(from)} to ${words(to)}`,
  )
}

/** The least value of each stretch that no comparison with a constant divides. */
function startsOfCells({ program, model }: Subject, slot: number): number[] {
  const [least, most] = boundsOf(program.definitions[slot]!)
  if (isRelated({ program }, slot)) return model.variables[model.variablesOf(slot)[0]!]!.values as number[]
  const seen = new Set<Parameters<typeof comparisonsOf>[0]>()
  const starts = new Set([least])
  for (const comparison of program.rules.flatMap((rule) => comparisonsOf(rule.node, seen)))
    if (comparison.slot === slot && comparison.otherSlot === undefined)
      for (const start of [comparison.operand as number, (comparison.operand as number) + 1]) starts.add(start)
  return [...starts].filter((start) => start >= least && start <= most).sort((a, b) => a - b)
}

function isRelated({ program }: Pick<Subject, 'program'>, slot: number): boolean {
  return program.rules.some(({ node }) =>
    comparisonsOf(node).some((each) => each.otherSlot !== undefined && (each.slot === slot || each.otherSlot === slot)),
  )
}

/** Whether the cell that starts at `start` is the one that `value` stands for. */
function isAlike(subject: Subject, slot: number, start: number, value: number): boolean {
  if (start === value) return true
  if (isRelated(subject, slot)) return false
  const { model, program } = subject
  return program.rules.every(({ node }) =>
    comparisonsOf(node).every(
      (each) =>
        each.slot !== slot || same(model.of(each, model.at(slot, start)), model.of(each, model.at(slot, value))),
    ),
  )
}

const same = (one: { is: string; holds?: boolean }, other: { is: string; holds?: boolean }) => one.holds === other.holds
