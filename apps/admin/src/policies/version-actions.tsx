import { Button, TextInput } from '@mantine/core'
import type { PolicyVersion } from '@parley/contract/policies'
import type { Route } from '@parley/contract/route'
import { AbilityButton } from '@parley/ui/ability-button'
import { formatInstant } from '@parley/ui/date'
import { LongTextField } from '@parley/ui/fields'
import { readerLocale } from '@parley/ui/locale'
import { ProblemNotice } from '@parley/ui/problem'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, type SubmitEvent, useMemo, useState } from 'react'
import { policies, staff, useCall, useMe, useRefresh, useSend } from '../api.ts'
import { useActions } from '../layout/actions.ts'
import { useKept } from '../layout/kept.ts'
import classes from './policies.module.css'
import { useStartDraft } from './start-draft.ts'

const route = getRouteApi('/console/policies/$point/versions/$version')

const doings = ['approve', 'decline', 'activate', 'cancel', 'rollBack'] as const
type Doing = (typeof doings)[number]
const verbs: Record<Doing, string> = {
  approve: 'Approve',
  decline: 'Decline',
  activate: 'Put in force',
  cancel: 'Call the date off',
  rollBack: 'Roll back to this version',
}

/** Which of them fit this version now: what is long past isn't offered greyed out. */
function fitting({ summary, can }: PolicyVersion): Doing[] {
  const { status } = summary
  if (status === 'submitted') return ['approve', 'decline', 'activate']
  if (status === 'approved') return ['activate']
  if (status === 'scheduled') return ['activate', 'cancel']
  return status === 'superseded' || can.rollBack.ok ? ['rollBack'] : []
}

export function VersionActions({ version }: { version: PolicyVersion }) {
  const { do: doing } = route.useSearch()
  const navigate = route.useNavigate()
  const { point, version: number } = version.summary
  const book = useCall(policies.books).data?.data.items.find((each) => each.point === point)
  const draft = useStartDraft(point)
  const set = (next: Doing | undefined) => navigate({ search: (now) => ({ ...now, do: next }), replace: true })
  const offered = fitting(version)
  useActions(
    useMemo(
      () =>
        fitting(version).map((each) => ({
          title: `${verbs[each]}${each === 'rollBack' ? '' : ` (version ${number})`}`,
          run: () => set(each),
          refused: reasonOf(version, each),
        })),
      [version, number],
    ),
  )
  const close = () => set(undefined)
  return (
    <>
      <div className={classes.actions}>
        {offered.map((each, index) => (
          <AbilityButton
            key={each}
            ability={version.can[each]}
            reasonOnHover={index > 0}
            variant={index === 0 ? 'filled' : 'default'}
            aria-pressed={doing === each}
            onClick={() => set(doing === each ? undefined : each)}
          >
            {verbs[each]}
          </AbilityButton>
        ))}
        {book?.can.draft.ok && (
          <Button variant="default" loading={draft.busy} onClick={() => draft.start(number)}>
            Draft from this version
          </Button>
        )}
      </div>
      {draft.error ? <ProblemNotice error={draft.error} /> : null}
      {doing === 'approve' && version.can.approve.ok && <Approve version={version} onClose={close} />}
      {doing === 'decline' && version.can.decline.ok && <Decline version={version} onClose={close} />}
      {doing === 'activate' && version.can.activate.ok && <Activate version={version} onClose={close} />}
      {doing === 'cancel' && version.can.cancel.ok && <CancelDate version={version} onClose={close} />}
      {doing === 'rollBack' && version.can.rollBack.ok && <RollBack version={version} onClose={close} />}
    </>
  )
}

function reasonOf(version: PolicyVersion, doing: Doing): string | undefined {
  const ability = version.can[doing]
  return ability.ok ? undefined : ability.reason
}

type FormProps = { version: PolicyVersion; onClose: () => void }

function useVersionAction<R extends Route>(action: R, { version, onClose }: FormProps, forget?: () => void) {
  const refresh = useRefresh()
  const { point, version: number } = version.summary
  const send = useSend(action, {
    onDone: () => {
      forget?.()
      void refresh(policies.version, policies.history, policies.books, staff.queue)
      onClose()
    },
  })
  return {
    error: send.error,
    busy: send.isPending,
    send: (body: unknown) => send.mutate({ params: { point, version: number }, body } as never),
  }
}

function ActionForm(props: {
  title: string
  verb: string
  action: { error: unknown; busy: boolean }
  disabled?: boolean
  onSend: () => void
  onClose: () => void
  children: ReactNode
}) {
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onSend()
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.children}
      {props.action.error ? <ProblemNotice error={props.action.error} focus /> : null}
      <div className={classes.actions}>
        <Button type="submit" loading={props.action.busy} disabled={props.disabled ?? false}>
          {props.verb}
        </Button>
        <Button variant="default" onClick={props.onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

const keyOf = (doing: string, { summary }: PolicyVersion) => `${doing}.${summary.point}.${summary.version}`
const tooShort = (text: string) => text.trim().length < 10

function Approve(props: FormProps) {
  const [note, setNote, forget] = useKept(keyOf('approve', props.version), '')
  const action = useVersionAction(policies.approve, props, forget)
  return (
    <ActionForm
      title="Approve this version"
      verb="Approve"
      action={action}
      onClose={props.onClose}
      onSend={() => action.send(note.trim() ? { note } : {})}
    >
      <p>It does not come in force by that. You, or another approver, put it in force now or at a date.</p>
      <LongTextField label="Note" required={false} rows={2} value={note} onChange={setNote} />
    </ActionForm>
  )
}

function Decline(props: FormProps) {
  const [note, setNote, forget] = useKept(keyOf('decline', props.version), '')
  const action = useVersionAction(policies.decline, props, forget)
  return (
    <ActionForm
      title="Decline this version"
      verb="Decline"
      action={action}
      disabled={tooShort(note)}
      onClose={props.onClose}
      onSend={() => action.send({ note })}
    >
      <LongTextField
        label="What should be different?"
        hint="Ten characters at least. The author reads it, and can start a new draft from this version."
        rows={3}
        value={note}
        onChange={setNote}
      />
    </ActionForm>
  )
}

function Activate(props: FormProps) {
  const [at, setAt, forget] = useKept(keyOf('activate', props.version), '')
  const action = useVersionAction(policies.activate, props, forget)
  const { vendor } = useMe()
  const instant = at === '' ? null : new Date(at).toISOString()
  return (
    <ActionForm
      title={`Put version ${props.version.summary.version} in force`}
      verb={instant ? 'Put it in force at that time' : 'Put it in force now'}
      action={action}
      onClose={props.onClose}
      onSend={() => action.send(instant ? { activeFrom: instant } : {})}
    >
      <p>From then on every new registration is decided by it. What was decided before stays as it is.</p>
      <TextInput
        type="datetime-local"
        label="From when (optional)"
        description="Leave it empty to begin at once. It is read in your own time zone."
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
        maw={280}
      />
      {instant && (
        <p>
          That is {instantIn(instant, vendor.timeZone)} for {vendor.name}.
        </p>
      )}
    </ActionForm>
  )
}

const instantIn = (instant: string, timeZone: string) =>
  new Intl.DateTimeFormat(readerLocale(), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(instant),
  )

function CancelDate(props: FormProps) {
  const [reason, setReason, forget] = useKept(keyOf('cancel', props.version), '')
  const action = useVersionAction(policies.cancel, props, forget)
  const { activeFrom, version } = props.version.summary
  return (
    <ActionForm
      title={`Call off the date of version ${version}`}
      verb={verbs.cancel}
      action={action}
      disabled={tooShort(reason)}
      onClose={props.onClose}
      onSend={() => action.send({ reason })}
    >
      <p>
        It doesn’t come in force{activeFrom ? ` on ${formatInstant(activeFrom)}` : ''}, and partners no longer see it
        announced. It stays approved, so that it can be put in force or dated again.
      </p>
      <WhyField value={reason} onChange={setReason} />
    </ActionForm>
  )
}

function WhyField(props: { value: string; onChange: (value: string) => void }) {
  return <LongTextField label="Why?" hint="Ten characters at least. It stays in the history." rows={2} {...props} />
}

function RollBack(props: FormProps) {
  const [reason, setReason, forget] = useKept(keyOf('rollBack', props.version), '')
  const [asked] = useState(props.version.summary.activeFrom)
  const action = useVersionAction(policies.rollBack, props, forget)
  return (
    <ActionForm
      title={`Roll back to version ${props.version.summary.version}`}
      verb="Roll back"
      action={action}
      disabled={tooShort(reason)}
      onClose={props.onClose}
      onSend={() => action.send({ reason })}
    >
      <p>
        New registrations are decided by this version again, from now on
        {asked ? ` (it was in force from ${formatInstant(asked)})` : ''}. Nothing is deleted, and what was decided
        meanwhile stays.
      </p>
      <WhyField value={reason} onChange={setReason} />
    </ActionForm>
  )
}
