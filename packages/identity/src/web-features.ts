import type { Statistics } from './candidate-weight.ts'
import type { Profile } from './party.ts'
import { acronymFit, editSimilarity } from './similarity.ts'
import { flag, ratio, sum } from './sums.ts'

/** What two have in common on the web. */
export function webFeatures(one: Profile, other: Profile, statistics: Statistics): number[] {
  const [a, b] = [one.web, other.web]
  const often = (key: string) => Math.log2(1 + statistics.frequency(key))
  const host =
    !a || !b ? -1 : a.host === b.host ? 3 : a.host.endsWith(`.${b.host}`) ? 2 : b.host.endsWith(`.${a.host}`) ? 1 : 0
  const domain = !a || !b ? -1 : flag(a.domain === b.domain)
  return [
    host,
    domain,
    domain === 1 ? often(`d:${b!.domain}`) : -1,
    host === 3 ? often(`h:${b!.host}`) : -1,
    !a || !b ? -1 : flag(a.labels.some((label) => label.length > 2 && b.labels.includes(label))),
    a ? like(a.labels, other) : -1,
    b ? like(b.labels, one) : -1,
    a ? often(`k:${a.label}`) : -1,
    a ? labelInOwnName(one) : -1,
    b ? like(b.labels, other) : -1,
  ]
}

const ownLabels = new WeakMap<Profile, number>()

/** Of what somebody typed it's asked for each account that it is compared with. */
function labelInOwnName(one: Profile): number {
  const fit = ownLabels.get(one) ?? like(one.web!.labels, one)
  ownLabels.set(one, fit)
  return fit
}

function like(labels: readonly string[], profile: Profile): number {
  let most = 0
  for (let at = 0; at < labels.length; at++) most = Math.max(most, labelFit(labels[at]!, profile))
  return most
}

/** How well a label of a host says a name: 1 the same, less for the start, the acronym, or the heaviest word. */
function labelFit(label: string, { name }: Profile): number {
  if (label.length < 2) return 0
  if (label === name.squashed || label === name.plain || name.parts.includes(label)) return 1
  if (name.initials.includes(label)) return label.length > 2 ? 0.9 : 0.5
  if (name.within.includes(label)) return 0.8
  const within = name.tokens.some((token) => token.length > 3 && token === label) ? 0.75 : 0
  const edit = 0.8 * editSimilarity(label, name.squashed)
  const start = label.length > 4 && name.squashed.startsWith(label) ? 0.7 : 0
  return Math.max(within, edit, start, label.length > 2 ? 0.6 * acronymFit(label, name.words) : 0)
}

/** Whether one name is the initials of the other. */
export function acronymFeatures(one: Profile, other: Profile, statistics: Statistics): number[] {
  const [a, b] = [one.name, other.name]
  const exact = (acronym: string | null, initials: readonly string[]) => acronym !== null && initials.includes(acronym)
  const sorted = (text: string) => [...text].sort().join('')
  const permuted = (acronym: string | null, initials: readonly string[]) =>
    acronym !== null &&
    acronym.length > 2 &&
    initials.some((letters) => letters.length === acronym.length && sorted(letters) === sorted(acronym))
  const acronym = a.acronym ?? b.acronym
  const within =
    a.within.some((each) => b.within.includes(each) || each === b.acronym || b.initials.includes(each)) ||
    b.within.some((each) => each === a.acronym || a.initials.includes(each))
  const frequency = (text: string) => Math.log2(1 + statistics.frequency(`k:${text.slice(0, 24)}`))
  return [
    exact(a.acronym, b.initials)
      ? 2
      : exact(b.acronym, a.initials)
        ? 1
        : permuted(a.acronym, b.initials) || permuted(b.acronym, a.initials)
          ? 0.5
          : 0,
    Math.max(a.acronym ? acronymFit(a.acronym, b.words) : 0, b.acronym ? acronymFit(b.acronym, a.words) : 0),
    acronym ? frequency(acronym) : -1,
    flag(a.initials.some((letters) => letters.length > 2 && b.initials.includes(letters))),
    flag(within),
    frequency(a.squashed),
    frequency(b.squashed),
  ]
}

/** Share of a name's weight whose words are parts of the other's host: "UNL IELT" and "ielt.fcsh.unl.pt". */
export const inLabels = ({ name }: Profile, labels: readonly string[], rarities: readonly number[]) =>
  ratio(sum(rarities.filter((_rare, index) => labels.includes(name.tokens[index]!))), sum(rarities))
