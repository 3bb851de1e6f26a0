import { type AccountDetail, type AccountForm, designations, relations } from '@parley/contract/accounts'
import { countryName } from '@parley/ui/countries'

/** An account as it is being typed. Empty text stands for nothing; the parent's name is kept to be shown. */
export type TypedAccount = {
  name: string
  domain: string
  country: string
  city: string
  taxId: string
  designation: AccountForm['designation']
  parent: { id: string; name: string } | null
  relation: NonNullable<AccountForm['relation']> | ''
}

export const blankAccount: TypedAccount = {
  name: '',
  domain: '',
  country: '',
  city: '',
  taxId: '',
  designation: 'open',
  parent: null,
  relation: '',
}

/** An account's record, ready to be typed over. */
export function typedFrom({ summary, taxId, family }: AccountDetail): TypedAccount {
  const self = family.find(({ id }) => id === summary.id)
  const parent = family.find(({ id }) => id === self?.parentId)
  return {
    name: summary.name,
    domain: summary.domain ?? '',
    country: summary.country ?? '',
    city: summary.city ?? '',
    taxId: taxId ?? '',
    designation: summary.designation,
    parent: parent ? { id: parent.id, name: parent.name } : null,
    relation: self?.relation ?? '',
  }
}

/** As it is sent: nothing is null, and without a parent there is no relation. */
export function toForm(typed: TypedAccount): AccountForm {
  const text = (value: string) => value.trim() || null
  return {
    name: typed.name.trim(),
    domain: text(typed.domain),
    country: text(typed.country),
    city: text(typed.city),
    taxId: text(typed.taxId),
    designation: typed.designation,
    parentId: typed.parent?.id ?? null,
    relation: typed.parent ? typed.relation || null : null,
  }
}

const fields: { [Field in keyof TypedAccount]: { title: string; words: (value: TypedAccount[Field]) => string } } = {
  name: { title: 'Its name', words: (name) => name },
  domain: { title: 'Its website', words: (domain) => domain },
  country: { title: 'Its country', words: countryName },
  city: { title: 'Its city', words: (city) => city },
  taxId: { title: 'Its tax id', words: (taxId) => taxId },
  designation: { title: 'Its designation', words: (designation) => designations[designation] },
  parent: { title: 'Its parent', words: (parent) => parent?.name ?? '' },
  relation: { title: 'What it is to its parent', words: (relation) => (relation ? relations[relation] : '') },
}
const names = Object.keys(fields) as (keyof TypedAccount)[]
const key = (typed: TypedAccount, field: keyof TypedAccount) =>
  field === 'parent' ? (typed.parent?.id ?? '') : typed[field]

export const sameTyped = (one: TypedAccount, other: TypedAccount) =>
  names.every((field) => key(one, field) === key(other, field))

/** What is another in `after`, in sentences. */
export const differences = (before: TypedAccount, after: TypedAccount): string[] =>
  names.filter((field) => key(before, field) !== key(after, field)).map((field) => difference(field, before, after))

function difference<Field extends keyof TypedAccount>(field: Field, before: TypedAccount, after: TypedAccount): string {
  const { title, words } = fields[field]
  const [was, is] = [words(before[field]), words(after[field])]
  if (is === '') return `${title} was taken away; it was “${was}”.`
  return was === '' ? `${title} is now “${is}”.` : `${title} is now “${is}”; it was “${was}”.`
}

/** What somebody typed over `before`, brought to a record that meanwhile became `after`: what they left alone follows it. */
export function bringTo(after: TypedAccount, before: TypedAccount, typed: TypedAccount): TypedAccount {
  const mine = names.filter((field) => key(before, field) !== key(typed, field))
  return { ...after, ...Object.fromEntries(mine.map((field) => [field, typed[field]])) }
}
