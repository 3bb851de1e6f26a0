import { Button } from '@mantine/core'
import type { AskEngagement, EngagementVerb } from '@parley/contract/engagements'
import type { Problem } from '@parley/contract/problem'
import {
  IconDiscount2,
  IconFileInvoice,
  IconHeartHandshake,
  IconPhone,
  IconRoute,
  IconUserUp,
} from '@tabler/icons-react'
import { ChoiceField, LongTextField, SelectField, TextField, YesNoField } from '../fields.tsx'
import classes from './may-i.module.css'

/** What is typed before a question is sent; kept as typed. */
export type AskTyped = {
  company: string
  productFamily: string
  purpose: AskEngagement['purpose']
  askedForBy: AskEngagement['askedForBy']
  customerWrote: AskEngagement['customerWrote']
  shareClaimed: boolean
  renewalReviewHeld: boolean | null
  note: string
}

export const nothingTyped: AskTyped = {
  company: '',
  productFamily: '',
  purpose: 'sale',
  askedForBy: 'nobody',
  customerWrote: 'none',
  shareClaimed: false,
  renewalReviewHeld: null,
  note: '',
}

/** The body of the question; what isn't typed is left out. */
export function bodyOf(typed: AskTyped, verb: EngagementVerb) {
  const { company, productFamily, renewalReviewHeld, note, ...usual } = typed
  return {
    ...usual,
    company,
    verb,
    ...(productFamily === '' ? {} : { productFamily }),
    ...(renewalReviewHeld === null ? {} : { renewalReviewHeld }),
    ...(note.trim() === '' ? {} : { note }),
  }
}

const verbs = [
  { verb: 'contact', title: 'Contact', icon: IconPhone },
  { verb: 'quote', title: 'Quote', icon: IconFileInvoice },
  { verb: 'discount', title: 'Discount', icon: IconDiscount2 },
  { verb: 'redirect', title: 'Change plan', icon: IconRoute },
  { verb: 'takeDirect', title: 'Take direct', icon: IconUserUp },
  { verb: 'assist', title: 'Help', icon: IconHeartHandshake },
] as const

type Props = {
  reader: 'partner' | 'staff'
  families: readonly { id: string; name: string }[]
  typed: AskTyped
  onChange: (change: Partial<AskTyped>) => void
  onAsk: (verb: EngagementVerb) => void
  /** The question that is under way. */
  asking: EngagementVerb | null
  errors: Record<string, string>
  /** The policy asks for this before it answers. */
  reviewAsked?: boolean
}

/** One box, and a button for each thing that one may want to do: pressing it asks. */
export function AskForm({ reader, families, typed, onChange, onAsk, asking, errors, reviewAsked = false }: Props) {
  const offered = verbs.filter(({ verb }) => reader === 'staff' || verb !== 'takeDirect')
  const isMoreTyped = typed.note !== '' || typed.purpose !== 'sale' || typed.askedForBy !== 'nobody'
  return (
    <form className={classes.form} onSubmit={(event) => event.preventDefault()} noValidate>
      <div className={classes.top}>
        <TextField
          label="Which company?"
          name="company"
          autoComplete="off"
          hint="Its name, its domain, or somebody’s e-mail address there."
          value={typed.company}
          onChange={(company) => onChange({ company })}
          error={errors['/company']}
        />
        <SelectField
          label="For which product family?"
          name="productFamily"
          nothing="Any of them"
          options={families.map(({ id, name }) => ({ value: id, label: name }))}
          value={typed.productFamily}
          onChange={(productFamily) => onChange({ productFamily })}
          error={errors['/productFamily']}
        />
      </div>
      {reviewAsked && (
        <YesNoField
          label="Have you reviewed the renewal with the customer?"
          name="renewalReviewHeld"
          value={typed.renewalReviewHeld}
          onChange={(renewalReviewHeld) => onChange({ renewalReviewHeld })}
        />
      )}
      <fieldset className={classes.verbs}>
        <legend>What do you want to do?</legend>
        <div className={classes.buttons}>
          {offered.map(({ verb, title, icon: Icon }) => (
            <Button
              key={verb}
              type="button"
              variant="default"
              leftSection={<Icon size={18} aria-hidden />}
              loading={asking === verb}
              disabled={asking !== null && asking !== verb}
              onClick={() => onAsk(verb)}
            >
              {title}
            </Button>
          ))}
        </div>
      </fieldset>
      <details className={classes.more} open={isMoreTyped || undefined}>
        <summary>Say more about it</summary>
        <div className={classes.moreFields}>
          <LongTextField
            label="What do you plan?"
            name="note"
            rows={2}
            required={false}
            hint={
              reader === 'staff' ? 'The partner that leads the account reads it.' : 'Whoever has to agree reads it.'
            }
            value={typed.note}
            onChange={(note) => onChange({ note })}
            error={errors['/note']}
          />
          <ChoiceField
            label="What is it for?"
            name="purpose"
            options={[
              { value: 'sale', label: 'A sale' },
              { value: 'support', label: 'Support of what they have' },
              { value: 'news', label: 'News that every customer gets' },
            ]}
            value={typed.purpose}
            onChange={(purpose) => purpose && onChange({ purpose })}
          />
          <ChoiceField
            label="Who asked for it?"
            name="askedForBy"
            options={[
              { value: 'nobody', label: 'Nobody' },
              { value: 'customer', label: 'The customer' },
            ]}
            value={typed.askedForBy}
            onChange={(askedForBy) => askedForBy && onChange({ askedForBy })}
          />
          <ChoiceField
            label="What has the customer written?"
            name="customerWrote"
            options={[
              { value: 'none', label: 'Nothing' },
              { value: 'you', label: 'It wants us' },
              { value: 'change', label: 'It wants to leave its partner' },
            ]}
            value={typed.customerWrote}
            onChange={(customerWrote) => customerWrote && onChange({ customerWrote })}
          />
        </div>
      </details>
    </form>
  )
}

type Alike = NonNullable<Problem['alike']>

/** Several companies could be meant: the reader says which. */
export function WhichOne({ alike, onChoose }: { alike: Alike; onChoose: (accountId: string) => void }) {
  return (
    <section className={`${classes.panel} ${classes.needed}`} data-tone="needsYou" aria-label="Which company is it?">
      <h2>Which company is it?</h2>
      <div className={classes.choices}>
        {alike.map(({ accountId, name, domain, country, city }) => (
          <Button key={accountId} className={classes.choice} variant="default" onClick={() => onChoose(accountId)}>
            {[name, domain, city, country].filter((part) => part !== null).join(', ')}
          </Button>
        ))}
      </div>
      <p className={classes.dim}>If it’s none of these, write its domain.</p>
    </section>
  )
}
