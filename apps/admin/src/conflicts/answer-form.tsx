import type { Appeal, CaseClaim } from '@parley/contract/conflicts'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { ChoiceField, LongTextField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useState } from 'react'
import { useKept } from '../layout/kept.ts'
import { CaseForm, type CaseFormProps } from './case-form.tsx'
import { useCaseChange } from './use-case-change.tsx'

type Verdict = 'upheld' | 'stands'

/** Somebody else than who decided answers an appeal. */
export function AnswerForm({
  shown,
  etag,
  onDone,
  onReload,
  claim,
  appeal,
}: CaseFormProps & { claim: CaseClaim; appeal: Appeal }) {
  const [form, setForm, forget] = useKept(`appeal.${appeal.id}`, {
    verdict: null as Verdict | null,
    wording: '',
    wordingForOthers: '',
    reason: '',
  })
  const [tried, setTried] = useState(false)
  const send = useCaseChange(staffConflicts.answerAppeal, shown.id, () => {
    forget()
    onDone()
  })
  const errors = fieldErrors(send.error)
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }))
  const submit = () => {
    setTried(true)
    if (!form.verdict) return
    send.mutate({
      params: { id: shown.id, appealId: appeal.id },
      body: {
        isUpheld: form.verdict === 'upheld',
        wording: form.wording,
        reason: form.reason,
        ...(form.verdict === 'upheld' ? { wordingForOthers: form.wordingForOthers } : {}),
      },
      ...(etag ? { ifMatch: etag } : {}),
    })
  }
  return (
    <CaseForm
      title={`Is ${claim.name} right?`}
      lead={`“${appeal.grounds}” Your answer is final, and takes effect at once.`}
      verb="Answer the appeal"
      sending={send}
      onSend={submit}
      onCancel={onDone}
      onReload={onReload}
    >
      <ChoiceField<Verdict>
        label="Your answer"
        value={form.verdict}
        options={[
          { value: 'upheld', label: `Yes: ${claim.name} leads from now on` },
          { value: 'stands', label: 'No: what was decided stands' },
        ]}
        error={tried && !form.verdict ? 'Choose one.' : errors['/isUpheld']}
        onChange={(verdict) => set({ verdict })}
      />
      <LongTextField
        label={`What ${claim.name} reads`}
        name="appeal-wording"
        hint="It names nobody else."
        rows={2}
        value={form.wording}
        error={errors['/wording']}
        onChange={(wording) => set({ wording })}
      />
      {form.verdict === 'upheld' && (
        <LongTextField
          label="What whoever led until now reads"
          name="appeal-wording-others"
          hint="It names nobody, and says what is still possible."
          rows={2}
          value={form.wordingForOthers}
          error={errors['/wordingForOthers']}
          onChange={(wordingForOthers) => set({ wordingForOthers })}
        />
      )}
      <LongTextField
        label="Reason, for the record"
        name="appeal-reason"
        hint="Staff only."
        rows={2}
        value={form.reason}
        error={errors['/reason']}
        onChange={(reason) => set({ reason })}
      />
    </CaseForm>
  )
}
