import { Button, PasswordInput } from '@mantine/core'
import { shortestPassword } from '@parley/contract/sign-in'
import { type SubmitEvent, useState } from 'react'
import { FieldLabel } from '../field-parts.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import classes from '../sign-in.module.css'

export function PasswordField(props: {
  label: string
  name: string
  value: string
  onChange: (value: string) => void
  error?: string | undefined
  /** One that is being chosen: says what a good one is. */
  fresh?: boolean
}) {
  return (
    <PasswordInput
      label={<FieldLabel label={props.label} />}
      {...(props.fresh
        ? { description: `At least ${shortestPassword} characters. Several words in a row are easy to remember.` }
        : {})}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      id={props.name}
      name={props.name}
      size="md"
      autoComplete={props.fresh ? 'new-password' : 'current-password'}
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

/** Choosing a password: for a link that was sent, and wherever else somebody sets one for the first time. */
export function NewPasswordForm(props: {
  submitLabel: string
  busy: boolean
  error: unknown
  onChosen: (password: string) => void
}) {
  const [password, setPassword] = useState('')
  const errors = fieldErrors(props.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onChosen(password)
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <PasswordField
        label="New password"
        name="password"
        fresh
        value={password}
        onChange={setPassword}
        error={errors['/password']}
      />
      {props.error !== null && !errors['/password'] && <ProblemNotice error={props.error} focus />}
      <Button type="submit" size="md" loading={props.busy} disabled={password === ''}>
        {props.submitLabel}
      </Button>
    </form>
  )
}
