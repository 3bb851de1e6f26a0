import { Button } from '@mantine/core'
import type { StaffRegistration } from '@parley/contract/registrations'
import { AbilityButton } from '@parley/ui/ability-button'
import { countryName } from '@parley/ui/countries'
import { LongTextField } from '@parley/ui/fields'
import { Email, Name } from '@parley/ui/name'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { IconCheck } from '@tabler/icons-react'
import { type SubmitEvent, useEffect, useRef, useState } from 'react'
import { staff } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { Notice } from '../layout/notice.tsx'
import { AccountChoice, ownAccount } from './account-choice.tsx'
import { type FormProps, useAction } from './action-form.tsx'
import { useDoing } from './doing.ts'
import classes from './settle-account.module.css'
import { waitsForPerson } from './waits-for-person.ts'

type Question = NonNullable<StaffRegistration['matchedAccount']['question']>

/** Open when the matcher wasn't sure and nobody has said it yet, or when somebody asked for it. */
export function SettleAccount(props: FormProps) {
  const [doing] = useDoing()
  /** The decision that stood when it was said. */
  const [saidOver, setSaidOver] = useState<string | null>(null)
  const { question } = props.registration.matchedAccount
  if (!question) return null
  const waits = waitsForPerson(props.registration)
  if (waits || doing === 'settle') return <Ask {...props} question={question} onSaid={setSaidOver} />
  return saidOver && question.settled ? <Said registration={props.registration} over={saidOver} /> : null
}

function Ask({
  registration,
  etag,
  question,
  onSaid,
}: FormProps & { question: Question; onSaid: (decisionId: string) => void }) {
  const [form, setForm, forget] = useKept(`settle.${registration.summary.id}`, {
    chosen: null as string | null,
    reason: '',
  })
  const action = useAction(staff.settleAccount, { registration, etag }, () => {
    forget()
    onSaid(registration.staffDecision.decisionId)
  })
  const [doing, setDoing] = useDoing()
  const [tried, setTried] = useState(false)
  const box = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (doing === 'settle') box.current?.querySelector('input')?.focus()
  }, [doing])
  const errors = fieldErrors(action.error)
  const short = form.reason.trim().length < 3
  const stale = action.changes.length > 0
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (form.chosen === null || short || stale)
      return box.current?.querySelector<HTMLElement>(form.chosen === null ? 'input' : 'textarea')?.focus()
    action.send({ accountId: form.chosen === ownAccount ? null : form.chosen, reason: form.reason })
  }
  return (
    <form ref={box} className={classes.question} onSubmit={submit} noValidate aria-label="Which account is this?">
      <h2>Which account is this?</h2>
      <p>
        The names are alike, but not enough to be sure. Until you say which it is, the registration stands at an account
        of its own. Then it is decided again at once; what was granted, or decided by a person, stays.
      </p>
      <div className={classes.sides}>
        <Typed registration={registration} />
        <div className={classes.column}>
          <AccountChoice
            candidates={question.candidates}
            chosen={form.chosen}
            error={tried && form.chosen === null ? 'Choose one.' : errors['/accountId']}
            onChange={(chosen) => setForm((now) => ({ ...now, chosen }))}
          />
          <LongTextField
            label="How do you know?"
            hint="Staff only. It stays with the answer."
            rows={2}
            value={form.reason}
            error={tried && short ? 'Write how you know, three characters at least.' : errors['/reason']}
            onChange={(reason) => setForm((now) => ({ ...now, reason }))}
          />
          {stale && (
            <Notice title="This changed while you wrote">
              <ul>
                {action.changes.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
              <div>
                <Button size="xs" onClick={action.goOn}>
                  Go on with what I wrote
                </Button>
              </div>
            </Notice>
          )}
          {action.error ? <ProblemNotice error={action.error} focus /> : null}
          <div className={classes.buttons}>
            <AbilityButton
              type="submit"
              ability={registration.can.settleAccount}
              loading={action.busy}
              disabled={stale}
              onClick={() => {}}
            >
              {form.chosen === ownAccount ? 'Say that it is a new account' : 'Say that it is this account'}
            </AbilityButton>
            {doing === 'settle' && (
              <Button variant="default" onClick={() => setDoing(undefined)}>
                Cancel
              </Button>
            )}
          </div>
        </div>
      </div>
    </form>
  )
}

function Typed({ registration: { account, deal } }: { registration: StaffRegistration }) {
  const rows = {
    Name: account.name && <Name>{account.name}</Name>,
    Domain: account.domain && <Name>{account.domain}</Name>,
    Place: <Name>{[account.city, countryName(account.country)].filter(Boolean).join(', ')}</Name>,
    Contact: (deal.contactName || deal.contactEmail) && (
      <>
        {deal.contactName && <Name>{deal.contactName}</Name>}
        {deal.contactName && deal.contactEmail && ', '}
        {deal.contactEmail && <Email>{deal.contactEmail}</Email>}
      </>
    ),
  }
  return (
    <section className={classes.typed} aria-label="What the partner typed">
      <h3>What the partner typed</h3>
      <dl>
        {Object.entries(rows).map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value || 'Nothing'}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** It was just said: what follows from it. */
function Said({ registration, over }: { registration: StaffRegistration; over: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => void box.current?.focus(), [])
  const { matchedAccount, decision, staffDecision } = registration
  return (
    <div ref={box} className={classes.said} role="status" tabIndex={-1}>
      <h2>
        <IconCheck size={18} aria-hidden />
        It is <Name>{matchedAccount.name}</Name>
      </h2>
      <p>
        {staffDecision.decisionId === over ? 'What was decided stays' : 'It was decided again at once'}:{' '}
        <strong>{decision.outcome.title}</strong>. {decision.headline}
      </p>
    </div>
  )
}
