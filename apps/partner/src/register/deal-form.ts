import { type DraftForm, type Precheck, RegisterDeal } from '@parley/contract/registrations'
import { parseMoney } from '@parley/ui/money'
import type { z } from 'zod'

/** The form as it is typed: amounts and dates as text, nothing chosen yet as null. */
export type DealForm = {
  accountName: string
  accountDomain: string
  country: string
  city: string
  productFamily: string | null
  kind: string | null
  amount: string
  expectedCloseOn: string
  role: string | null
  scope: string | null
  description: string
  contactName: string
  contactEmail: string
  meetingsHeld: number | null
  tender: string | null
  customerChoice: string | null
  registeredWithCompetitor: boolean | null
}
export type FieldName = keyof DealForm

export const emptyForm: DealForm = {
  accountName: '',
  accountDomain: '',
  country: '',
  city: '',
  productFamily: null,
  kind: null,
  amount: '',
  expectedCloseOn: '',
  role: null,
  scope: null,
  description: '',
  contactName: '',
  contactEmail: '',
  meetingsHeld: null,
  tender: null,
  customerChoice: null,
  registeredWithCompetitor: null,
}

const { account, productFamily, deal } = RegisterDeal.shape
type Spec = { at: string; schema: z.ZodType; ask: string | null }

/** Where each field stands in the request, what it must be, and what to say when it is missing (null: may be left out). */
const specs: Record<FieldName, Spec> = {
  accountName: { at: '/account/name', schema: account.shape.name, ask: 'Give the customer’s name.' },
  accountDomain: { at: '/account/domain', schema: account.shape.domain, ask: null },
  country: { at: '/account/country', schema: account.shape.country, ask: 'Choose the customer’s country.' },
  city: { at: '/account/city', schema: account.shape.city, ask: null },
  productFamily: { at: '/productFamily', schema: productFamily, ask: 'Choose a product family.' },
  kind: { at: '/deal/kind', schema: deal.shape.kind, ask: 'Choose one.' },
  amount: { at: '/deal/amountMinor', schema: deal.shape.amountMinor, ask: 'Give the amount that you expect.' },
  expectedCloseOn: { at: '/deal/expectedCloseOn', schema: deal.shape.expectedCloseOn, ask: 'Give a day.' },
  role: { at: '/deal/role', schema: deal.shape.role, ask: 'Choose one.' },
  scope: { at: '/deal/scope', schema: deal.shape.scope, ask: 'Choose one.' },
  description: { at: '/deal/description', schema: deal.shape.description, ask: 'Say it in a few sentences.' },
  contactName: { at: '/deal/contactName', schema: deal.shape.contactName, ask: null },
  contactEmail: { at: '/deal/contactEmail', schema: deal.shape.contactEmail, ask: null },
  meetingsHeld: { at: '/deal/meetingsHeld', schema: deal.shape.meetingsHeld, ask: 'Give a number; 0 if none yet.' },
  tender: { at: '/deal/tender', schema: deal.shape.tender, ask: 'Choose one.' },
  customerChoice: { at: '/deal/customerChoice', schema: deal.shape.customerChoice, ask: 'Choose one.' },
  registeredWithCompetitor: {
    at: '/deal/registeredWithCompetitor',
    schema: deal.shape.registeredWithCompetitor,
    ask: 'Choose yes or no.',
  },
}
export const fieldNames = Object.keys(specs) as FieldName[]
export const isOptional = (name: FieldName): boolean => specs[name].ask === null
export const isEmpty = (form: DealForm, name: FieldName): boolean => {
  const value = form[name]
  return value === null || (typeof value === 'string' && value.trim() === '')
}
export const isUntouched = (form: DealForm): boolean => fieldNames.every((name) => isEmpty(form, name))

/** A field's value on the wire; undefined when it is empty or an amount that can't be read. */
function wireValue(form: DealForm, name: FieldName, currency: string): unknown {
  if (isEmpty(form, name)) return undefined
  return name === 'amount' ? (parseMoney(form.amount, currency) ?? undefined) : form[name]
}

function build(form: DealForm, currency: string, take: (name: FieldName, value: unknown) => boolean) {
  const body: { account: Record<string, unknown>; deal: Record<string, unknown>; productFamily?: unknown } = {
    account: {},
    deal: {},
  }
  for (const name of fieldNames) {
    const value = wireValue(form, name, currency)
    if (value === undefined || !take(name, value)) continue
    const [, part = '', key] = specs[name].at.split('/')
    if (key === undefined) body.productFamily = value
    else body[part as 'account' | 'deal'][key] = value
  }
  return body
}

/** What is known so far: fields that are empty or half typed are left out. */
export const toPrecheck = (form: DealForm, currency: string): Precheck =>
  build(form, currency, (name, value) => specs[name].schema.safeParse(value).success) as Precheck

export type FieldErrors = Partial<Record<FieldName, string>>

/** The complete registration, or what is missing or can't be read, by field. */
export function toRegistration(
  form: DealForm,
  currency: string,
): { body: z.input<typeof RegisterDeal>; errors: null } | { body: null; errors: FieldErrors } {
  const errors: FieldErrors = {}
  for (const name of fieldNames) {
    const value = wireValue(form, name, currency)
    const { ask, schema } = specs[name]
    if (isEmpty(form, name)) {
      if (ask !== null) errors[name] = ask
    } else if (value === undefined) errors[name] = 'Write the amount in figures, like 48,000.'
    else {
      const read = schema.safeParse(value)
      if (!read.success) errors[name] = read.error.issues[0]?.message ?? 'Write this in another way.'
    }
  }
  if (Object.keys(errors).length > 0) return { body: null, errors }
  return { body: build(form, currency, () => true) as z.input<typeof RegisterDeal>, errors: null }
}

/** The server's errors by pointer, as errors by field. */
export const fromPointers = (pointers: Record<string, string>): FieldErrors =>
  Object.fromEntries(
    fieldNames.flatMap((name) => {
      const text = pointers[specs[name].at]
      return text === undefined ? [] : [[name, text]]
    }),
  )

/** A kept draft as a form; what isn't of this form, or not of the field's kind, is left out. */
export function fromDraft(kept: z.infer<typeof DraftForm>): DealForm {
  const kindOf = (name: FieldName): string => {
    if (name === 'meetingsHeld') return 'number'
    return name === 'registeredWithCompetitor' ? 'boolean' : 'string'
  }
  const known = fieldNames.filter((name) => typeof kept[name] === kindOf(name)).map((name) => [name, kept[name]])
  return { ...emptyForm, ...Object.fromEntries(known) }
}
