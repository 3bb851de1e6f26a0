import { Checkbox, FileInput } from '@mantine/core'
import { evidenceKinds, evidenceLimits, kindOfName } from '@parley/contract/evidence'
import { letterForms, letterSigners } from '@parley/contract/letters'
import { useEffect, useRef } from 'react'
import { formatSize } from '../evidence.tsx'
import { DayField, LongTextField, SelectField, TextField } from '../fields.tsx'
import classes from './letters.module.css'

const kinds = Object.keys(evidenceKinds)
const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }))
export const signerOptions = optionsOf(letterSigners)

/** What is typed of a letter; the file isn't kept over a reload. */
export type TypedLetter = {
  form: keyof typeof letterForms
  signer: keyof typeof letterSigners
  signerName: string
  signerTitle: string
  signedOn: string
  note: string
}
export const nothingTyped: TypedLetter = {
  form: 'letterhead',
  signer: 'authorized',
  signerName: '',
  signerTitle: '',
  signedOn: '',
  note: '',
}

type Errors = Record<string, string>

/** What whoever brings a letter says of it, and the letter itself. */
export function LetterFields(props: {
  typed: TypedLetter
  onChange: (change: Partial<TypedLetter>) => void
  file: File | null
  onFile: (file: File | null) => void
  today: string
  errors: Errors
  /** It was to be sent without a file. */
  isMissing?: boolean
}) {
  const { typed, onChange, file, errors } = props
  const choice = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (props.isMissing) choice.current?.focus()
  }, [props.isMissing])
  const wrong = file ? whatIsWrong(file) : props.isMissing && 'Choose the file of the letter.'
  return (
    <>
      <FileInput
        ref={choice}
        label="The letter"
        size="md"
        description={`A scan, a picture or the e-mail itself, at most ${formatSize(evidenceLimits.bytes)}: ${kinds.join(', ').toUpperCase()}`}
        placeholder="Choose a file"
        value={file}
        onChange={props.onFile}
        accept={kinds.map((kind) => `.${kind}`).join(',')}
        error={wrong || errors['/file/name'] || errors['/file/base64'] || errors['/file']}
        clearable
      />
      <SelectField
        label="How the customer has said it"
        name="form"
        nothing={null}
        value={typed.form}
        options={optionsOf(letterForms)}
        error={errors['/form']}
        onChange={(form) => onChange({ form: form as TypedLetter['form'] })}
      />
      <div className={classes.pair}>
        <TextField
          label="Who has signed it"
          name="signerName"
          value={typed.signerName}
          error={errors['/signerName']}
          onChange={(signerName) => onChange({ signerName })}
        />
        <TextField
          label="In which position"
          name="signerTitle"
          required={false}
          value={typed.signerTitle}
          error={errors['/signerTitle']}
          onChange={(signerTitle) => onChange({ signerTitle })}
        />
      </div>
      <div className={classes.pair}>
        <SelectField
          label="May that person sign for the customer?"
          name="signer"
          nothing={null}
          value={typed.signer}
          options={signerOptions}
          error={errors['/signer']}
          onChange={(signer) => onChange({ signer: signer as TypedLetter['signer'] })}
        />
        <DayField
          label="Signed on"
          name="signedOn"
          max={props.today}
          value={typed.signedOn}
          error={errors['/signedOn']}
          onChange={(signedOn) => onChange({ signedOn })}
        />
      </div>
      <LongTextField
        label="About it"
        name="note"
        rows={2}
        required={false}
        value={typed.note}
        error={errors['/note']}
        onChange={(note) => onChange({ note })}
      />
    </>
  )
}

/** The product families that a letter or a link speaks of. */
export function FamilyBoxes(props: {
  label: string
  families: readonly { id: string; name: string }[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  error?: string | undefined
}) {
  return (
    <fieldset className={classes.boxes}>
      <legend>{props.label}</legend>
      {props.families.map(({ id, name }) => (
        <Checkbox
          key={id}
          label={name}
          checked={props.chosen.includes(id)}
          onChange={(event) =>
            props.onChange(
              event.currentTarget.checked ? [...props.chosen, id] : props.chosen.filter((each) => each !== id),
            )
          }
        />
      ))}
      {props.error && <div className={classes.error}>{props.error}</div>}
    </fieldset>
  )
}

/** Said before megabytes travel; the server says it again. */
export function whatIsWrong(file: File): string | null {
  if (kindOfName(file.name) === null) return `Files of this kind aren’t taken. Choose one of: ${kinds.join(', ')}.`
  if (file.size > evidenceLimits.bytes)
    return `This file has ${formatSize(file.size)}. Choose one of at most ${formatSize(evidenceLimits.bytes)}.`
  return file.size === 0 ? 'This file is empty.' : null
}

/** The request's part of what was typed. */
export async function saidOf(typed: TypedLetter, file: File) {
  const { form, signer, signerName, signerTitle, signedOn, note } = typed
  return {
    ...{ form, signer, signerName, signedOn },
    ...(signerTitle.trim() === '' ? {} : { signerTitle }),
    ...(note.trim() === '' ? {} : { note }),
    file: { name: file.name, base64: await asBase64(file) },
  }
}

function asBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(file)
  })
}
