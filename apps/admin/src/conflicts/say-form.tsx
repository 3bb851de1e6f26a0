import type { CaseClaim, ConflictCase } from '@parley/contract/conflicts'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { DayField, LongTextField, NumberField, SelectField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useKept } from '../layout/kept.ts'
import { CaseForm, type CaseFormProps } from './case-form.tsx'
import { useCaseChange } from './use-case-change.tsx'

type Sayable = ConflictCase['sayable'][number]

/** What a person knows of a claim that no record tells, or tells wrongly. */
export function SayForm({ shown, etag, onDone, onReload, claim }: CaseFormProps & { claim: CaseClaim }) {
  const first = claim.weighed.missing.find(({ fact }) => shown.sayable.some((each) => each.fact === fact))
  const [form, setForm, forget] = useKept(`say.${claim.id}`, { fact: first?.fact ?? '', value: '', reason: '' })
  const send = useCaseChange(staffConflicts.say, shown.id, () => {
    forget()
    onDone()
  })
  const errors = fieldErrors(send.error)
  const chosen = shown.sayable.find((each) => each.fact === form.fact)
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }))
  const submit = () =>
    send.mutate({
      params: { id: shown.id, claimId: claim.id },
      body: { fact: form.fact || 'none', value: typedValue(chosen, form.value), reason: form.reason },
      ...(etag ? { ifMatch: etag } : {}),
    })
  return (
    <CaseForm
      title={`What is so of ${claim.name}?`}
      lead="It counts from now on, and stays on record with your name and reason. You won’t decide in this case afterwards."
      verb="Put it on record"
      sending={send}
      onSend={submit}
      onCancel={onDone}
      onReload={onReload}
    >
      <SelectField
        label="About what"
        name="say-fact"
        hint="“You” is the partner."
        value={form.fact}
        options={shown.sayable.map(({ fact, title }) => ({ value: fact, label: title }))}
        error={errors['/fact']}
        onChange={(fact) => set({ fact, value: '' })}
      />
      {chosen && (
        <ValueField chosen={chosen} value={form.value} error={errors['/value']} onChange={(value) => set({ value })} />
      )}
      <LongTextField
        label="How you know"
        name="say-reason"
        rows={2}
        value={form.reason}
        error={errors['/reason']}
        onChange={(reason) => set({ reason })}
      />
    </CaseForm>
  )
}

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

function ValueField(props: {
  chosen: Sayable
  value: string
  error: string | undefined
  onChange: (value: string) => void
}) {
  const { chosen, value, error, onChange } = props
  const common = { label: 'What is so', name: 'say-value', error }
  if (chosen.kind === 'count')
    return (
      <NumberField
        {...common}
        value={value === '' ? null : Number(value)}
        onChange={(number) => onChange(number === null ? '' : String(number))}
      />
    )
  if (chosen.kind === 'date') return <DayField {...common} value={value} onChange={onChange} />
  const options =
    chosen.kind === 'yesNo' ? yesNo : chosen.values.map((each) => ({ value: each.value, label: each.title }))
  return <SelectField {...common} value={value} options={options} nothing="Not known any more" onChange={onChange} />
}

function typedValue(chosen: Sayable | undefined, value: string): boolean | number | string | null {
  if (value === '') return null
  if (chosen?.kind === 'yesNo') return value === 'yes'
  return chosen?.kind === 'count' ? Number(value) : value
}
