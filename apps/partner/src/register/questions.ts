import type { PrecheckAnswer } from '@parley/contract/home'
import type { registration } from '@parley/rules/points/registration/point'
import { type DealForm, type FieldName, isEmpty } from './deal-form.ts'

export type Fact = keyof (typeof registration)['facts']

/** The deal's questions in the order of the form, and the fact that each answers. */
export const dealQuestions = [
  ['kind', 'deal.kind'],
  ['amount', 'deal.amountMinor'],
  ['expectedCloseOn', 'deal.daysUntilClose'],
  ['role', 'deal.role'],
  ['scope', 'deal.scope'],
  ['description', 'deal.descriptionWords'],
  ['contactName', 'deal.contactNamed'],
  ['contactEmail', 'deal.contactNamed'],
  ['meetingsHeld', 'deal.meetingsHeld'],
  ['tender', 'deal.tender'],
  ['customerChoice', 'deal.customerChoice'],
  ['registeredWithCompetitor', 'deal.registeredWithCompetitor'],
] as const satisfies readonly (readonly [FieldName, Fact])[]
export type Question = (typeof dealQuestions)[number][0]

export type Asked = {
  /** Can change the answer, or are filled or in use already. */
  matter: Question[]
  /** Can't change the answer any more. */
  rest: Question[]
  /** The answer is a refusal, and nothing that is still empty can change it. */
  settledRefusal: boolean
}

export const askAll: Asked = { matter: dealQuestions.map(([name]) => name), rest: [], settledRefusal: false }

/**
 * Which questions still matter, on a new answer. Nothing that is filled or was in use folds away, and nothing that is
 * `inUse` moves: the reader would lose the field under the fingers.
 */
export function askFor(
  answer: PrecheckAnswer | null,
  form: DealForm,
  { before, used, inUse }: { before: Asked; used: ReadonlySet<string>; inUse: string | null },
): Asked {
  if (answer === null) return askAll
  const open = new Set([...answer.matters, ...answer.card.missing.map(({ fact }) => fact)])
  const staysAbove = (name: Question, fact: Fact): boolean => {
    const wasBelow = before.rest.includes(name)
    if (name === inUse) return !wasBelow
    return open.has(fact) || (!wasBelow && (!isEmpty(form, name) || used.has(name)))
  }
  const openAndEmpty = dealQuestions.some(([name, fact]) => open.has(fact) && isEmpty(form, name))
  return {
    matter: dealQuestions.filter(([name, fact]) => staysAbove(name, fact)).map(([name]) => name),
    rest: dealQuestions.filter(([name, fact]) => !staysAbove(name, fact)).map(([name]) => name),
    settledRefusal: answer.card.outcome.favour < 0 && answer.card.missing.length === 0 && !openAndEmpty,
  }
}
