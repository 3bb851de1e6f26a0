import { type EvidenceShows, evidenceKinds, evidenceShows } from '@parley/contract/evidence'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { DayField, LongTextField, SelectField, TextField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useState } from 'react'
import { useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { CaseForm, type CaseFormProps } from './case-form.tsx'
import { useCaseChange } from './use-case-change.tsx'

/** Our own sales team shows what it has done, like everybody else. */
export function AttachForm({ shown, onDone, onReload }: CaseFormProps) {
  const [form, setForm, forget] = useKept(`attach.${shown.id}`, {
    shows: 'meeting' as EvidenceShows,
    ...{ shownOn: '', withWhom: '', about: '' },
  })
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<string>()
  const today = useToday()
  const send = useCaseChange(staffConflicts.attach, shown.id, () => {
    forget()
    onDone()
  })
  const errors = fieldErrors(send.error)
  const set = (change: Partial<typeof form>) => setForm((now) => ({ ...now, ...change }))
  const submit = async () => {
    if (!file) return setProblem('Choose a file.')
    setProblem(undefined)
    const { shows, shownOn, withWhom, about } = form
    send.mutate({
      params: { id: shown.id },
      body: {
        ...{ name: file.name, about, shows, base64: await base64Of(file) },
        ...(shownOn ? { shownOn } : {}),
        ...(withWhom ? { withWhom } : {}),
      },
    })
  }
  return (
    <CaseForm
      title="What did our own team do?"
      lead="Our own team is held to evidence like everybody else."
      verb="Attach it"
      sending={send}
      onSend={() => void submit()}
      onCancel={onDone}
      onReload={onReload}
    >
      <SelectField
        label="What it shows"
        name="attach-shows"
        nothing={null}
        value={form.shows}
        options={Object.entries(evidenceShows).map(([value, label]) => ({ value, label }))}
        error={errors['/shows']}
        onChange={(shows) => set({ shows: shows as EvidenceShows })}
      />
      {form.shows !== 'other' && (
        <DayField
          label="On which day"
          name="attach-day"
          max={today}
          value={form.shownOn}
          error={errors['/shownOn']}
          onChange={(shownOn) => set({ shownOn })}
        />
      )}
      {form.shows === 'meeting' && (
        <TextField
          label="With whom"
          name="attach-whom"
          value={form.withWhom}
          error={errors['/withWhom']}
          onChange={(withWhom) => set({ withWhom })}
        />
      )}
      <LongTextField
        label="About it"
        name="attach-about"
        rows={2}
        value={form.about}
        error={errors['/about']}
        onChange={(about) => set({ about })}
      />
      <label>
        The file, 5 MB at most
        <br />
        <input
          type="file"
          accept={Object.keys(evidenceKinds)
            .map((kind) => `.${kind}`)
            .join(',')}
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      {(problem ?? errors['/base64'] ?? errors['/name']) && (
        <p role="alert">{problem ?? errors['/base64'] ?? errors['/name']}</p>
      )}
    </CaseForm>
  )
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
