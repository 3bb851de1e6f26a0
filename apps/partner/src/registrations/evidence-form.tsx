import { Button, FileInput } from '@mantine/core'
import { type EvidenceShows, evidenceKinds, evidenceLimits, evidenceShows, kindOfName } from '@parley/contract/evidence'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { Dialog } from '@parley/ui/dialog'
import { formatSize } from '@parley/ui/evidence'
import { DayField, LongTextField, SelectField, TextField } from '@parley/ui/fields'
import { fieldErrors } from '@parley/ui/problem'
import { useSend } from '@parley/ui/query'
import { type SubmitEvent, useRef, useState } from 'react'
import { useToday } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import classes from './registrations.module.css'
import { SendProblem } from './send-problem.tsx'

const kinds = Object.keys(evidenceKinds)
const untouched = { shows: 'other' as EvidenceShows, shownOn: '', withWhom: '', about: '' }

export function EvidenceForm(props: {
  registrationId: string
  open: boolean
  onClose: () => void
  onAttached: () => void
}) {
  const [file, setFile] = useState<File | null>(null)
  const [noFile, setNoFile] = useState(false)
  const choice = useRef<HTMLButtonElement>(null)
  const [of, setOf, forget] = useKept(`evidence.${props.registrationId}`, untouched)
  const today = useToday()
  const attach = useSend(partnerEvidence.attach, {
    onDone: () => {
      setFile(null)
      setOf(untouched)
      forget()
      props.onAttached()
    },
  })
  const errors = fieldErrors(attach.error)
  const wrong = file && whatIsWrong(file)
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setNoFile(file === null)
    if (!file || wrong) return choice.current?.focus()
    const base64 = await asBase64(file)
    const { shows, shownOn, withWhom, about } = of
    const dated = { ...(shownOn ? { shownOn } : {}), ...(withWhom ? { withWhom } : {}) }
    const body = { name: file.name, about, base64, shows, ...(shows === 'other' ? {} : dated) }
    attach.mutate({ params: { id: props.registrationId }, body })
  }
  return (
    <Dialog title="What do you want to show?" open={props.open} onClose={props.onClose}>
      <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <FileInput
          ref={choice}
          label="File"
          size="md"
          description={`At most ${formatSize(evidenceLimits.bytes)}: ${kinds.join(', ').toUpperCase()}`}
          placeholder="Choose a file"
          value={file}
          onChange={(next) => {
            attach.reset()
            setNoFile(false)
            setFile(next)
          }}
          accept={kinds.map((kind) => `.${kind}`).join(',')}
          error={wrong || (noFile && 'Choose the file to attach.') || errors['/name'] || errors['/base64']}
          clearable
        />
        <SelectField
          label="What it shows"
          name="shows"
          nothing={null}
          value={of.shows}
          options={Object.entries(evidenceShows).map(([value, label]) => ({ value, label }))}
          error={errors['/shows']}
          onChange={(shows) => setOf((now) => ({ ...now, shows: shows as EvidenceShows }))}
        />
        {of.shows !== 'other' && (
          <DayField
            label="On which day"
            name="shownOn"
            max={today}
            value={of.shownOn}
            error={errors['/shownOn']}
            onChange={(shownOn) => setOf((now) => ({ ...now, shownOn }))}
          />
        )}
        {of.shows === 'meeting' && (
          <TextField
            label="Whom you met"
            name="withWhom"
            value={of.withWhom}
            error={errors['/withWhom']}
            onChange={(withWhom) => setOf((now) => ({ ...now, withWhom }))}
          />
        )}
        <LongTextField
          label="About it"
          name="about"
          rows={2}
          value={of.about}
          onChange={(about) => setOf((now) => ({ ...now, about }))}
          error={errors['/about']}
          required={false}
        />
        {Object.keys(errors).length === 0 && <SendProblem error={attach.error} onReload={() => attach.reset()} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={props.onClose}>
            Not now
          </Button>
          <Button type="submit" loading={attach.isPending}>
            Attach
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Said before megabytes travel; the server says it again. */
function whatIsWrong(file: File): string | null {
  if (kindOfName(file.name) === null) return `Files of this kind aren’t taken. Choose one of: ${kinds.join(', ')}.`
  if (file.size > evidenceLimits.bytes)
    return `This file has ${formatSize(file.size)}. Choose one of at most ${formatSize(evidenceLimits.bytes)}.`
  return file.size === 0 ? 'This file is empty.' : null
}

function asBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
