import { claimRoles, type StaffClaim } from '@parley/contract/claims'
import { staffDeals } from '@parley/contract/routes/deals'
import { staff } from '@parley/contract/routes/staff'
import { LongTextField, MoneyField, NumberField, SelectField } from '@parley/ui/fields'
import { formatAmount, parseMoney } from '@parley/ui/money'
import { useState } from 'react'
import { useCall } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { usePartnerNames } from '../layout/partner-names.ts'
import { Form, type FormProps, useAction } from './deal-form.tsx'
import classes from './deals.module.css'
import { options } from './words.ts'

const yesNo = { unknown: 'Not known', yes: 'Yes', no: 'No' }
const confirmed = { none: 'Not yet', email: 'By e-mail', call: 'In a call' }
const help = { none: 'None', askedFor: 'It asked us for help', unasked: 'We helped unasked' }
type Answer = keyof typeof yesNo
type Known = {
  base: string
  note: string
  activities: number | null
  workAccepted: Answer
  customerConfirmed: keyof typeof confirmed
  wroteSpecification: boolean
  vendorHelp: keyof typeof help
  dutiesDone: Answer
  forOwnUse: boolean
}

const nothingKnown: Known = {
  ...{ base: '', note: '', activities: null, workAccepted: 'unknown', customerConfirmed: 'none' },
  ...{ wroteSpecification: false, vendorHelp: 'none', dutiesDone: 'unknown', forOwnUse: false },
}
const toAnswer = (value: boolean | null): Answer => (value === null ? 'unknown' : value ? 'yes' : 'no')
const fromAnswer = (answer: Answer) => (answer === 'unknown' ? null : answer === 'yes')

function bodyOf({ base, activities, workAccepted, dutiesDone, ...known }: Known, currency: string) {
  return {
    ...known,
    baseMinor: base.trim() === '' ? null : parseMoney(base, currency),
    activities: activities ?? 0,
    workAccepted: fromAnswer(workAccepted),
    dutiesDone: fromAnswer(dutiesDone),
  }
}
const unreadable = ({ base }: Known, currency: string) =>
  base.trim() !== '' && parseMoney(base, currency) === null ? 'Write an amount, like 45,000.' : undefined

/** Whatever shows a partner's part; what is left at “not known” isn't counted as a no. */
function KnownFields(props: {
  known: Known
  currency: string
  errors: Record<string, string>
  onChange: (change: Partial<Known>) => void
}) {
  const { known, currency, errors, onChange } = props
  const flag = (value: boolean) => (value ? 'yes' : 'no')
  return (
    <>
      <LongTextField
        label="What shows the partner’s part, and where is it kept?"
        name="note"
        required={false}
        rows={2}
        hint="The partner reads it, too."
        value={known.note}
        error={errors['/note']}
        onChange={(note) => onChange({ note })}
      />
      <div className={classes.two}>
        <NumberField
          label="Activities besides those of the registration"
          name="activities"
          required={false}
          value={known.activities}
          error={errors['/activities']}
          onChange={(activities) => onChange({ activities })}
        />
        <MoneyField
          label="Counted on"
          name="base"
          required={false}
          currency={currency}
          hint="The whole deal when left empty."
          value={known.base}
          error={unreadable(known, currency) ?? errors['/baseMinor']}
          onChange={(base) => onChange({ base })}
        />
        <SelectField
          label="Did the customer confirm it?"
          name="customerConfirmed"
          nothing={null}
          options={options(confirmed)}
          value={known.customerConfirmed}
          onChange={(value) => onChange({ customerConfirmed: value as Known['customerConfirmed'] })}
        />
        <SelectField
          label="Is its work accepted?"
          name="workAccepted"
          nothing={null}
          options={options(yesNo)}
          value={known.workAccepted}
          onChange={(value) => onChange({ workAccepted: value as Answer })}
        />
        <SelectField
          label="Did it do its duties as the incumbent?"
          name="dutiesDone"
          nothing={null}
          options={options(yesNo)}
          value={known.dutiesDone}
          onChange={(value) => onChange({ dutiesDone: value as Answer })}
        />
        <SelectField
          label="Our help"
          name="vendorHelp"
          nothing={null}
          options={options(help)}
          value={known.vendorHelp}
          onChange={(value) => onChange({ vendorHelp: value as Known['vendorHelp'] })}
        />
        <SelectField
          label="Did it write the specification?"
          name="wroteSpecification"
          nothing={null}
          options={[
            { value: 'no', label: 'No' },
            { value: 'yes', label: 'Yes' },
          ]}
          value={flag(known.wroteSpecification)}
          onChange={(value) => onChange({ wroteSpecification: value === 'yes' })}
        />
        <SelectField
          label="Does it buy for its own use?"
          name="forOwnUse"
          nothing={null}
          options={[
            { value: 'no', label: 'No' },
            { value: 'yes', label: 'Yes' },
          ]}
          value={flag(known.forOwnUse)}
          onChange={(value) => onChange({ forOwnUse: value === 'yes' })}
        />
      </div>
    </>
  )
}

/** A claim that the staff enters for a partner, by its registration or without one. */
export function FileClaimForm({ deal }: FormProps) {
  const { summary } = deal
  const { currency } = summary
  const [typed, setTyped, forget] = useKept(`claim.${summary.id}`, {
    ...{ partnerId: '', role: '' as keyof typeof claimRoles | '', registrationId: '' },
    ...{ productFamily: summary.productFamilies[0]?.id ?? '', known: nothingKnown },
  })
  const action = useAction(staffDeals.fileClaim, forget)
  const [tried, setTried] = useState(false)
  const { partnerId, role, productFamily, registrationId, known } = typed
  const partners = usePartnerNames()
  const registrations = useCall(
    staff.list,
    { query: { q: summary.account.name, productFamily, partnerId, limit: 50 } },
    { enabled: partnerId !== '' },
  ).data?.data.items
  const send = () => {
    setTried(true)
    if (partnerId === '' || role === '' || unreadable(known, currency)) return
    const registration = registrationId === '' ? {} : { registrationId }
    action.send(summary.id, { partnerId, role, productFamily, ...registration, ...bodyOf(known, currency) })
  }
  const missing = (value: string) => (tried && value === '' ? 'Choose one.' : undefined)
  return (
    <Form
      title="Whose claim is it?"
      lead="It stands under the rules that were in force when its registration was approved; without one, under those of today."
      verb="Enter the claim"
      action={action}
      told={['/partnerId', '/role', '/productFamily', '/registrationId', '/note']}
      onSend={send}
    >
      <SelectField
        label="Partner"
        name="partnerId"
        required
        options={partners.map(({ id, name }) => ({ value: id, label: name }))}
        value={partnerId}
        error={missing(partnerId) ?? action.errors['/partnerId']}
        onChange={(value) => setTyped((now) => ({ ...now, partnerId: value, registrationId: '' }))}
      />
      <SelectField
        label="What did it do?"
        name="role"
        required
        options={options(claimRoles)}
        value={role}
        error={missing(role) ?? action.errors['/role']}
        onChange={(value) => setTyped((now) => ({ ...now, role: value as typeof role }))}
      />
      {summary.productFamilies.length > 1 && (
        <SelectField
          label="For which product family?"
          name="productFamily"
          nothing={null}
          options={summary.productFamilies.map(({ id, name }) => ({ value: id, label: name }))}
          value={productFamily}
          error={action.errors['/productFamily']}
          onChange={(value) => setTyped((now) => ({ ...now, productFamily: value, registrationId: '' }))}
        />
      )}
      {registrations && (
        <SelectField
          label="By which registration?"
          name="registrationId"
          required={false}
          nothing={registrations.length === 0 ? 'It has none at this account' : 'None'}
          options={registrations.map(({ id, reference, accountName }) => ({
            value: id,
            label: `${reference}, ${accountName}`,
          }))}
          value={registrationId}
          error={action.errors['/registrationId']}
          onChange={(value) => setTyped((now) => ({ ...now, registrationId: value }))}
        />
      )}
      <KnownFields
        known={known}
        currency={currency}
        errors={action.errors}
        onChange={(change) => setTyped((now) => ({ ...now, known: { ...now.known, ...change } }))}
      />
    </Form>
  )
}

/** What is known of a claim. On a deal that was won all is settled again by it. */
export function EditClaimForm({ deal, claim }: FormProps & { claim: StaffClaim }) {
  const { currency } = deal.summary
  const [known, setKnown, forget] = useKept<Known>(`claim.${claim.id}.${claim.version}`, {
    base: claim.baseMinor === null ? '' : formatAmount(claim.baseMinor, currency),
    ...{ note: claim.note, activities: claim.activities, workAccepted: toAnswer(claim.workAccepted) },
    customerConfirmed: claim.customerConfirmed as Known['customerConfirmed'],
    vendorHelp: claim.vendorHelp as Known['vendorHelp'],
    ...{ wroteSpecification: claim.wroteSpecification, dutiesDone: toAnswer(claim.dutiesDone) },
    forOwnUse: claim.forOwnUse,
  })
  const action = useAction(staffDeals.editClaim, forget)
  const send = () => {
    if (!unreadable(known, currency)) action.send(claim.id, bodyOf(known, currency), `"${claim.version}"`)
  }
  return (
    <Form
      title={`What is known of the claim of ${claim.partner.name}?`}
      lead={
        deal.summary.stage === 'won'
          ? 'All claims are settled again by it. What was released stays as it is.'
          : 'What the claims would cost is told anew at once.'
      }
      verb="Keep it"
      action={action}
      told={['/note', '/activities', '/baseMinor']}
      onSend={send}
    >
      <KnownFields
        known={known}
        currency={currency}
        errors={action.errors}
        onChange={(change) => setKnown((now) => ({ ...now, ...change }))}
      />
    </Form>
  )
}
