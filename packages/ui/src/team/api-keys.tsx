import { Button } from '@mantine/core'
import { type ApiKey, type ApiKeyScope, mostKeyDays, usualKeyDays } from '@parley/contract/api-keys'
import { IconHourglassEmpty, IconKey, IconMinus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { AbilityButton } from '../ability-button.tsx'
import { type Column, DataTable } from '../data-table.tsx'
import { Day, formatRelative } from '../date.tsx'
import { Dialog, HeldOpen } from '../dialog.tsx'
import { Empty } from '../empty.tsx'
import { ChoiceField, NumberField, TextField } from '../fields.tsx'
import { Name, shown } from '../name.tsx'
import { ToneBadge } from '../outcome.tsx'
import { fieldErrors, ProblemNotice } from '../problem.tsx'
import { useCall, useSend } from '../query.tsx'
import { ListSkeleton } from '../skeletons.tsx'
import { TeamSection } from './section.tsx'
import classes from './team.module.css'
import { ToldOnce } from './told-once.tsx'
import type { KeyWays } from './ways.ts'

const scopeWords: Record<ApiKeyScope, string> = { read: 'Read only', write: 'Read and write' }

/** API keys: what each may do, until when, when it was last used; make one, revoke one. */
export function ApiKeysSection(props: { ways: KeyWays; now: string; as: string; withPartner?: boolean }) {
  const [making, setMaking] = useState(false)
  const client = useQueryClient()
  const keys = useCall(props.ways.list)
  const refresh = () => void client.invalidateQueries({ queryKey: [props.ways.list.id] })
  const items = keys.data?.data.items
  return (
    <TeamSection
      title="API keys"
      note={`With a key, a program does what ${props.as} may do. Each is shown once; we keep only its fingerprint.`}
      action={<AbilityButton onClick={() => setMaking(true)}>Make an API key</AbilityButton>}
    >
      {keys.error && <ProblemNotice error={keys.error} onRetry={() => keys.refetch()} />}
      {!items && !keys.error && <ListSkeleton rows={2} />}
      {items?.length === 0 && (
        <Empty
          title="No program acts for you yet"
          text="A key lets your CRM or your scripts register deals and read how they stand. Its program, its scope and its last day stand here."
        />
      )}
      {items && items.length > 0 && <KeysTable {...props} keys={items} onChanged={refresh} />}
      <MakeKey ways={props.ways} open={making} onClose={() => setMaking(false)} onChanged={refresh} />
    </TeamSection>
  )
}

function KeysTable(props: {
  ways: KeyWays
  now: string
  keys: ApiKey[]
  withPartner?: boolean
  onChanged: () => void
}) {
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      title: 'Key',
      render: ({ name, prefix }) => (
        <span className={classes.who}>
          <Name>{name}</Name>
          <small>
            <code>{prefix}_…</code>
          </small>
        </span>
      ),
    },
    ...(props.withPartner
      ? [
          {
            key: 'partner',
            title: 'Acts for',
            render: ({ partner }: ApiKey) => (partner ? <Name>{partner.name}</Name> : 'The vendor'),
          },
        ]
      : []),
    {
      key: 'scope',
      title: 'What it may do',
      render: ({ scopes }) => scopeWords[scopes.includes('write') ? 'write' : 'read'],
    },
    { key: 'state', title: 'State', render: (key) => <KeyState {...key} now={props.now} /> },
    {
      key: 'used',
      title: 'Last used',
      render: ({ lastUsedOn }) => (lastUsedOn ? <Day value={lastUsedOn} /> : 'Never'),
    },
    {
      key: 'by',
      title: 'Made by',
      render: ({ ownerName, createdAt }) => (
        <span className={classes.who}>
          <Name>{ownerName}</Name>
          <small>
            <Day value={createdAt} />
          </small>
        </span>
      ),
    },
    {
      key: 'actions',
      title: 'Actions',
      render: (key) => (key.state === 'usable' ? <Revoke apiKey={key} {...props} /> : null),
    },
  ]
  return <DataTable caption="API keys" columns={columns} rows={props.keys} rowKey={({ id }) => id} />
}

function KeyState({ state, expiresAt, revokedAt, revokedByName, now }: ApiKey & { now: string }) {
  if (state === 'usable')
    return (
      <ToneBadge tone="granted" icon={IconKey}>
        Works, ends {formatRelative(expiresAt, now)}
      </ToneBadge>
    )
  if (state === 'expired')
    return (
      <ToneBadge tone="neutral" icon={IconHourglassEmpty}>
        Over since <Day value={expiresAt} />
      </ToneBadge>
    )
  return (
    <span className={classes.who}>
      <span>
        <ToneBadge tone="neutral" icon={IconMinus}>
          Revoked
        </ToneBadge>
      </span>
      <small>
        by {shown(revokedByName ?? '')}, <Day value={revokedAt!} />
      </small>
    </span>
  )
}

function Revoke({ apiKey, ways, onChanged }: { apiKey: ApiKey; ways: KeyWays; onChanged: () => void }) {
  const [asking, setAsking] = useState(false)
  const send = useSend(ways.revoke, {
    onDone: () => {
      setAsking(false)
      onChanged()
    },
  })
  return (
    <>
      <AbilityButton
        ability={apiKey.can.revoke}
        size="compact-sm"
        variant="default"
        onClick={() => setAsking(true)}
        aria-label={`Revoke ${apiKey.name}`}
      >
        Revoke
      </AbilityButton>
      <Dialog title={`Revoke ${apiKey.name}?`} open={asking} onClose={() => setAsking(false)}>
        <p>The program that uses it is refused from this moment on. A revoked key never works again.</p>
        {send.error && <ProblemNotice error={send.error} focus />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setAsking(false)}>
            Keep it
          </Button>
          <Button color="red" loading={send.isPending} onClick={() => send.mutate({ params: { id: apiKey.id } })}>
            Revoke it
          </Button>
        </div>
      </Dialog>
    </>
  )
}

type MakeProps = { ways: KeyWays; open: boolean; onClose: () => void; onChanged: () => void }

function MakeKey({ ways, open, onClose, onChanged }: MakeProps) {
  const send = useSend(ways.create, { onDone: onChanged })
  const made = send.data?.data
  const close = () => {
    onClose()
    send.reset()
  }
  return (
    <Dialog title={made ? `${made.name} is ready` : 'What is the key for?'} open={open} onClose={close}>
      {send.isPending && <HeldOpen />}
      {made ? (
        <>
          <p>Copy it now: it is shown this once. Send it as a bearer token with each request.</p>
          {made.key && <ToldOnce label="Key" value={made.key} />}
          <div className={classes.buttons}>
            <Button onClick={close}>I have it</Button>
          </div>
        </>
      ) : (
        <MakeKeyForm
          pending={send.isPending}
          error={send.error}
          onClose={close}
          onMake={(body) => send.mutate({ body })}
        />
      )}
    </Dialog>
  )
}

function MakeKeyForm(props: {
  pending: boolean
  error: unknown
  onClose: () => void
  onMake: (body: { name: string; scope: ApiKeyScope; days: number }) => void
}) {
  const [name, setName] = useState('')
  const [scope, setScope] = useState<ApiKeyScope | null>('read')
  const [days, setDays] = useState<number | null>(usualKeyDays)
  const errors = fieldErrors(props.error)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    props.onMake({ name, scope: scope ?? 'read', days: days ?? 0 })
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextField
        label="Program"
        name="key-name"
        hint="What will use it, such as CRM. It stands in the records of what the key does."
        value={name}
        onChange={setName}
        error={errors['/name']}
      />
      <ChoiceField
        label="It may"
        name="key-scope"
        value={scope}
        onChange={setScope}
        options={[
          { value: 'read', label: scopeWords.read },
          { value: 'write', label: scopeWords.write },
        ]}
        error={errors['/scope']}
      />
      <NumberField
        label="Good for"
        name="key-days"
        unit="days"
        hint={`${mostKeyDays} at most. Make another before it ends.`}
        value={days}
        onChange={setDays}
        error={errors['/days']}
      />
      {props.error !== null && Object.keys(errors).length === 0 && <ProblemNotice error={props.error} focus />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={props.onClose}>
          Leave it
        </Button>
        <Button type="submit" loading={props.pending}>
          Make the key
        </Button>
      </div>
    </form>
  )
}
