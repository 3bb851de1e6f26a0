import type { CaseClaim } from '@parley/contract/conflicts'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { ChoiceField, LongTextField, NumberField, SelectField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useKept } from '../layout/kept.ts'
import classes from './case.module.css'
import { CaseForm, type CaseFormProps } from './case-form.tsx'
import { offerWords } from './propose-form.tsx'
import { useCaseChange } from './use-case-change.tsx'

type Result = 'lead' | 'share' | 'sideBySide'
const results: { value: Result; label: string }[] = [
  { value: 'lead', label: 'One leads' },
  { value: 'share', label: 'Partners share the lead' },
  { value: 'sideBySide', label: 'Everybody works side by side' },
]

/** A person decides, with what the partners read and the reason that stays with the staff. */
export function AwardForm({ shown, etag, onDone, onReload }: CaseFormProps) {
  const [form, setForm, forget] = useKept(`award.${shown.id}`, {
    result: null as Result | null,
    lead: '',
    percents: {} as Record<string, number | null>,
    days: null as number | null,
    wordingForLead: '',
    wordingForOthers: '',
    reason: '',
  })
  const send = useCaseChange(staffConflicts.award, shown.id, () => {
    forget()
    onDone()
  })
  const errors = fieldErrors(send.error)
  const claims = shown.claims.filter((claim) => !claim.isWithdrawn)
  const able = claims.filter((claim) => claim.canLead)
  const partners = able.filter((claim) => claim.by === 'partner')
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }))
  const submit = () =>
    send.mutate({
      params: { id: shown.id },
      body: {
        result: form.result ?? 'lead',
        ...(form.result === 'share' ? { shares: sharesOf(partners, form.percents) } : {}),
        ...(form.result !== 'share' && form.lead ? { leadClaimId: form.lead } : {}),
        ...(form.days === null ? {} : { protectionDays: form.days }),
        wordingForLead: form.wordingForLead,
        wordingForOthers: form.wordingForOthers || form.wordingForLead,
        reason: form.reason,
      },
      ...(etag ? { ifMatch: etag } : {}),
    })
  const alone = form.result === 'sideBySide'
  return (
    <CaseForm
      title="Who leads?"
      lead="It takes effect at once, and stays on record with your name. Whoever doesn’t lead can appeal, and somebody else answers."
      verb="Decide it"
      sending={send}
      onSend={submit}
      onCancel={onDone}
      onReload={onReload}
    >
      <ChoiceField
        label="Your decision"
        value={form.result}
        options={results}
        error={errors['/result']}
        onChange={(result) => set({ result })}
      />
      {form.result === 'lead' && (
        <SelectField
          label="Who leads"
          name="award-lead"
          value={form.lead}
          options={able.map(({ id, name }) => ({ value: id, label: name }))}
          error={errors['/leadClaimId']}
          onChange={(lead) => set({ lead })}
        />
      )}
      {form.result === 'share' && (
        <div className={classes.shares}>
          {partners.map(({ id, name, ...claim }) => (
            <NumberField
              key={id}
              label={`Share of ${name}`}
              hint={offerWords(claim)}
              unit="%"
              value={form.percents[id] ?? null}
              error={errors['/shares']}
              onChange={(percent) => set({ percents: { ...form.percents, [id]: percent } })}
            />
          ))}
        </div>
      )}
      <NumberField
        label="Days of protection"
        hint="Left empty, as many as the rules give."
        unit="days"
        value={form.days}
        error={errors['/protectionDays']}
        onChange={(days) => set({ days })}
      />
      <LongTextField
        label={
          alone
            ? 'What the partners read'
            : form.result === 'share'
              ? 'What those who share read'
              : 'What the lead reads'
        }
        name="award-wording-lead"
        hint="It names nobody else."
        rows={2}
        value={form.wordingForLead}
        error={errors['/wordingForLead']}
        onChange={(wordingForLead) => set({ wordingForLead })}
      />
      {!alone && (
        <LongTextField
          label="What the others read"
          name="award-wording-others"
          hint="It names nobody, and says what is still possible."
          rows={2}
          value={form.wordingForOthers}
          error={errors['/wordingForOthers']}
          onChange={(wordingForOthers) => set({ wordingForOthers })}
        />
      )}
      <LongTextField
        label="Reason, for the record"
        name="award-reason"
        hint="Staff only. It stays with the award."
        rows={2}
        value={form.reason}
        error={errors['/reason']}
        onChange={(reason) => set({ reason })}
      />
    </CaseForm>
  )
}

const sharesOf = (partners: readonly CaseClaim[], percents: Record<string, number | null>) =>
  partners.flatMap(({ id }) => (percents[id] ? [{ claimId: id, shareBps: percents[id] * 100 }] : []))
