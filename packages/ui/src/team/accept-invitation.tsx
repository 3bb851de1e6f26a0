import { Button, PasswordInput } from '@mantine/core'
import { ProblemError } from '@parley/contract/client'
import { invitations } from '@parley/contract/routes/team'
import { roleTitles } from '@parley/contract/session'
import { shortestPassword } from '@parley/contract/sign-in'
import type { InvitationOffer } from '@parley/contract/team'
import { type ReactNode, type SubmitEvent, useEffect, useState } from 'react'
import { BrandMark } from '../brand.tsx'
import { Day } from '../date.tsx'
import { Empty } from '../empty.tsx'
import { FieldLabel } from '../field-parts.tsx'
import { TextField } from '../fields.tsx'
import { shown } from '../name.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { useCall, useSend } from '../query.tsx'
import classes from '../sign-in.module.css'
import { ListSkeleton } from '../skeletons.tsx'

type App = InvitationOffer['app']
const homeOf = { partner: '/', console: '/admin/' } as const satisfies Record<App, string>

/** Signs in with what was just chosen; where more is asked, the sign-in page of the right app does. */
async function enter(app: App, email: string, password: string): Promise<void> {
  const answer = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'same-origin',
    body: JSON.stringify({ email, password }),
  }).catch(() => undefined)
  window.location.assign(answer?.ok ? homeOf[app] : `${homeOf[app]}sign-in`)
}

/** The page behind an invitation's link, for both apps. The token is behind the #, so that no server's log has it. */
export function AcceptInvitation() {
  const [token] = useState(() => window.location.hash.slice(1))
  const look = useCall(
    invitations.look,
    { body: { token } },
    { enabled: token !== '', staleMs: Number.POSITIVE_INFINITY },
  )
  useEffect(() => {
    document.title = 'Invitation · Parley'
  }, [])
  const gone = token === '' || (look.error instanceof ProblemError && look.error.problem.code === 'notFound')
  return (
    <main className={classes.screen}>
      <div className={classes.box}>
        <div className={classes.brand}>
          <BrandMark /> Parley
        </div>
        {gone ? (
          <Empty
            title="This link leads nowhere any more"
            text="It was used, taken back, or is over. Ask whoever invited you for a new one. If you have been here before, sign in."
            action={
              <a href="/sign-in">
                <strong>Sign in</strong>
              </a>
            }
          />
        ) : look.data ? (
          <Offer offer={look.data.data} token={token} />
        ) : look.error ? (
          <ProblemNotice error={look.error} onRetry={() => look.refetch()} />
        ) : (
          <ListSkeleton rows={3} />
        )}
      </div>
    </main>
  )
}

function Offer({ offer, token }: { offer: InvitationOffer; token: string }) {
  const house = offer.partnerName ?? offer.vendorName
  return (
    <>
      <div>
        <h1>{offer.email === null ? 'Who keeps this installation?' : shown(`Join ${house}`)}</h1>
        <p style={{ color: 'var(--dim)', marginTop: '0.375rem' }}>{leadOf(offer)}</p>
      </div>
      <OfferForm offer={offer} token={token} />
    </>
  )
}

function leadOf({ email, invitedByName, vendorName, partnerName, role, expiresAt }: InvitationOffer): ReactNode {
  if (email === null) return 'You become the operator: you invite everybody else. Choose how you sign in.'
  const where = partnerName ? `, in the partner program of ${vendorName}` : ''
  return (
    <>
      {shown(`${invitedByName} invites you${where}, as ${roleTitles[role].toLowerCase()}.`)} The link is good until{' '}
      <Day value={expiresAt} />.
    </>
  )
}

function OfferForm({ offer, token }: { offer: InvitationOffer; token: string }) {
  const [name, setName] = useState(offer.name)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const accept = useSend(invitations.accept)
  const errors = fieldErrors(accept.error)
  const body = { token, name, ...(offer.email === null ? { email } : {}) }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    accept.mutate({ body: { ...body, password } }, { onSuccess: ({ data }) => enter(data.app, data.email, password) })
  }
  const withoutPassword = () =>
    accept.mutate({ body }, { onSuccess: ({ data }) => window.location.assign(`${homeOf[data.app]}sign-in`) })
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {offer.email === null ? (
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          error={errors['/email']}
        />
      ) : (
        <p>
          You sign in as <strong>{offer.email}</strong>.
          <input type="hidden" autoComplete="username" value={offer.email} readOnly />
        </p>
      )}
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        value={name}
        onChange={setName}
        error={errors['/name']}
      />
      {offer.withPassword && (
        <PasswordInput
          label={<FieldLabel label="Choose a password" />}
          description={`At least ${shortestPassword} characters. Several words in a row are easy to remember.`}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          id="password"
          name="password"
          size="md"
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={errors['/password']}
        />
      )}
      {accept.error && Object.keys(errors).length === 0 && <ProblemNotice error={accept.error} focus />}
      {offer.withPassword && (
        <Button type="submit" size="md" loading={accept.isPending}>
          Accept and sign in
        </Button>
      )}
      {offer.signInWith && (
        <Button
          size="md"
          variant={offer.withPassword ? 'default' : 'filled'}
          loading={accept.isPending}
          onClick={withoutPassword}
        >
          Accept, and sign in with {offer.signInWith}
        </Button>
      )}
    </form>
  )
}
