import { registration as point } from '@parley/rules/points/registration/point'
import {
  ChoiceField,
  CountryField,
  DayField,
  LongTextField,
  MoneyField,
  NumberField,
  TextField,
  YesNoField,
} from '@parley/ui/fields'
import { useEffect, useState } from 'react'
import { useMe } from '../api.ts'
import { type DealForm, type FieldErrors, isEmpty, isOptional } from './deal-form.ts'
import type { Asked, Question } from './questions.ts'
import classes from './register.module.css'

type Props = { form: DealForm; errors: FieldErrors; onChange: (next: Partial<DealForm>) => void }

/** The customer first, then what it is about, then only the questions that can still change the answer. */
export function DealFields({ asked, ...props }: Props & { asked: Asked }) {
  const { form, errors, onChange } = props
  const { productFamilies } = useMe()
  return (
    <>
      <section className={classes.section}>
        <h2>Who is the customer?</h2>
        <TextField
          label="Customer"
          name="accountName"
          autoComplete="off"
          value={form.accountName}
          onChange={(accountName) => onChange({ accountName })}
          error={errors.accountName}
        />
        <TextField
          label="Website"
          name="accountDomain"
          autoComplete="off"
          hint="Tells it from another company of the same name."
          required={false}
          value={form.accountDomain}
          onChange={(accountDomain) => onChange({ accountDomain })}
          error={errors.accountDomain}
        />
        <div className={classes.pair}>
          <CountryField
            label="Country"
            name="country"
            value={form.country}
            onChange={(country) => onChange({ country })}
            error={errors.country}
          />
          <TextField
            label="City"
            name="city"
            autoComplete="off"
            required={false}
            value={form.city}
            onChange={(city) => onChange({ city })}
            error={errors.city}
          />
        </div>
        <ChoiceField
          label={point.facts['deal.productFamily'].question}
          name="productFamily"
          options={productFamilies.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.productFamily}
          onChange={(productFamily) => onChange({ productFamily })}
          error={errors.productFamily}
        />
      </section>
      {asked.matter.length > 0 && (
        <section className={classes.section}>
          <h2>What is the deal?</h2>
          {asked.matter.map((name) => (
            <DealField key={name} name={name} {...props} />
          ))}
        </section>
      )}
      <Rest asked={asked} {...props} />
    </>
  )
}

/** Opens by itself when only these are left, or when one of them has an error. */
function Rest({ asked, ...props }: Props & { asked: Asked }) {
  const { form, errors } = props
  const needed = asked.rest.filter((name) => !isOptional(name)).length
  const onlyTheseLeft = !asked.settledRefusal && asked.matter.every((name) => isOptional(name) || !isEmpty(form, name))
  const failing = asked.rest.some((name) => errors[name] !== undefined)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (onlyTheseLeft || failing) setOpen(true)
  }, [onlyTheseLeft, failing])
  if (asked.rest.length === 0) return null
  return (
    <details
      className={`${classes.section} ${classes.rest}`}
      open={open || failing}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        More <span>(doesn’t change the answer{needed > 0 ? ', but is kept with the registration' : ''})</span>
      </summary>
      <div className={classes.restFields}>
        {asked.rest.map((name) => (
          <DealField key={name} name={name} {...props} />
        ))}
      </div>
    </details>
  )
}

const optionsOf = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([value, label]) => ({ value, label }))
const wordsIn = (text: string) => text.trim().split(/\s+/).filter(Boolean).length

function DealField({ name, form, errors, onChange }: Props & { name: Question }) {
  const { vendor } = useMe()
  const { facts } = point
  const own = { name, error: errors[name] }
  const choice = (
    field: 'kind' | 'role' | 'scope' | 'tender' | 'customerChoice',
    fact: { question: string; values: Readonly<Record<string, string>> },
  ) => (
    <ChoiceField
      {...own}
      label={fact.question}
      options={optionsOf(fact.values)}
      value={form[field]}
      onChange={(value) => onChange({ [field]: value })}
    />
  )
  switch (name) {
    case 'kind':
      return choice(name, facts['deal.kind'])
    case 'role':
      return choice(name, facts['deal.role'])
    case 'scope':
      return choice(name, facts['deal.scope'])
    case 'tender':
      return choice(name, facts['deal.tender'])
    case 'customerChoice':
      return choice(name, facts['deal.customerChoice'])
    case 'amount':
      return (
        <MoneyField
          {...own}
          label={facts['deal.amountMinor'].question}
          currency={vendor.currency}
          value={form.amount}
          onChange={(amount) => onChange({ amount })}
        />
      )
    case 'expectedCloseOn':
      return (
        <DayField
          {...own}
          label={facts['deal.daysUntilClose'].question}
          value={form.expectedCloseOn}
          onChange={(expectedCloseOn) => onChange({ expectedCloseOn })}
        />
      )
    case 'description':
      return (
        <LongTextField
          {...own}
          label={facts['deal.descriptionWords'].question}
          hint={`${wordsIn(form.description)} ${wordsIn(form.description) === 1 ? 'word' : 'words'}`}
          value={form.description}
          onChange={(description) => onChange({ description })}
        />
      )
    case 'contactName':
      return (
        <TextField
          {...own}
          label={facts['deal.contactNamed'].question}
          required={false}
          autoComplete="off"
          value={form.contactName}
          onChange={(contactName) => onChange({ contactName })}
        />
      )
    case 'contactEmail':
      return (
        <TextField
          {...own}
          label="Their e-mail address"
          type="email"
          required={false}
          autoComplete="off"
          value={form.contactEmail}
          onChange={(contactEmail) => onChange({ contactEmail })}
        />
      )
    case 'meetingsHeld':
      return (
        <NumberField
          {...own}
          label={facts['deal.meetingsHeld'].question}
          value={form.meetingsHeld}
          onChange={(meetingsHeld) => onChange({ meetingsHeld })}
        />
      )
    case 'registeredWithCompetitor':
      return (
        <YesNoField
          {...own}
          label={facts['deal.registeredWithCompetitor'].question}
          value={form.registeredWithCompetitor}
          onChange={(registeredWithCompetitor) => onChange({ registeredWithCompetitor })}
        />
      )
  }
}
