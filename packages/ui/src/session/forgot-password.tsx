import { Button } from '@mantine/core'
import { signIn } from '@parley/contract/routes/sign-in'
import { type SubmitEvent, useState } from 'react'
import { TextField } from '../fields.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { useSend } from '../query.tsx'
import classes from '../sign-in.module.css'
import { SignInFrame } from './frame.tsx'

/** Asks for the link. What is said is the same whether or not somebody here has the address. `home` is the app's own root. */
export function ForgotPassword({ home }: { home: '' | '/admin' }) {
  const [email, setEmail] = useState('')
  const ask = useSend(signIn.askReset)
  const errors = fieldErrors(ask.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    ask.mutate({ body: { email: email.trim() } })
  }
  const back = (
    <a href={`${home}/sign-in`}>
      <strong>Back to signing in</strong>
    </a>
  )
  if (ask.isSuccess)
    return (
      <SignInFrame
        title="Look into your mailbox"
        lead={`If somebody here has the address ${email.trim()}, a link goes to it by mail.`}
      >
        <p>
          It works for an hour, and once. Nothing there? Look under spam, and check that the address is the one you sign
          in with. If nothing comes, ask whoever runs the program: mail may not be set up here.
        </p>
        {back}
      </SignInFrame>
    )
  return (
    <SignInFrame title="Forgot your password?" lead="With a link that comes by mail, you choose a new one.">
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={errors['/email']}
        />
        {ask.error && !errors['/email'] && <ProblemNotice error={ask.error} focus />}
        <Button type="submit" size="md" loading={ask.isPending} disabled={email.trim() === ''}>
          Send the link
        </Button>
      </form>
      {back}
    </SignInFrame>
  )
}
