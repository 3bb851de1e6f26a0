import { ProblemError } from '@parley/contract/client'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { useReadOnly } from '@parley/ui/read-only'
import { ListSkeleton } from '@parley/ui/skeletons'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { routes, useMe } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import { emptyForm, fromDraft } from './deal-form.ts'
import { readHeld } from './kept-locally.ts'
import { RegisterForm, registerTitle } from './register-form.tsx'
import type { RegisterSearch } from './register-search.ts'
import type { DraftStart } from './use-draft.ts'

/** The form; whoever only looks as somebody is told before it, not at its end. */
export function RegisterPage() {
  const readOnly = useReadOnly()
  if (readOnly === null) return <OpenForm />
  return (
    <Page title={registerTitle}>
      <p>{readOnly} Nothing can be registered here.</p>
    </Page>
  )
}

/** Opens the draft named in the address, or a new one. A draft that is saved for the first time keeps its screen. */
function OpenForm() {
  const search = useSearch({ from: '/signed-in/register' })
  const navigate = useNavigate({ from: paths.register })
  const [created, setCreated] = useState<string | null>(null)
  const [entry, setEntry] = useState({ draft: search.draft, serial: 0 })
  if (entry.draft !== search.draft) {
    const justSaved = entry.draft === undefined && search.draft === created
    setEntry({ draft: search.draft, serial: justSaved ? entry.serial : entry.serial + 1 })
  }
  const onCreated = useCallback(
    (id: string) => {
      setCreated(id)
      void navigate({ search: { draft: id }, replace: true, resetScroll: false })
    },
    [navigate],
  )
  const opened = search.draft === created ? undefined : search.draft
  return opened === undefined ? (
    <NewDeal key={entry.serial} search={search} onCreated={onCreated} />
  ) : (
    <OpenDraft key={entry.serial} id={opened} onCreated={onCreated} />
  )
}

type Opening = { onCreated: (id: string) => void }

function NewDeal({ search, onCreated }: Opening & { search: RegisterSearch }) {
  const { user } = useMe()
  const [start] = useState<DraftStart & { focus: string | null }>(() => {
    const held = readHeld(user.id, null)
    const { name = '', accountDomain = '', country = '', city = '' } = search
    const form = held ? fromDraft(held.form) : { ...emptyForm, accountName: name, accountDomain, country, city }
    return { id: null, etag: null, version: null, form, dirty: held !== null, other: null, focus: held?.focus ?? null }
  })
  return <RegisterForm start={start} focus={start.focus} onCreated={onCreated} />
}

function OpenDraft({ id, onCreated }: Opening & { id: string }) {
  const { user } = useMe()
  const draft = useCall(routes.getDraft, { params: { id } })
  if (draft.data) return <Opened userId={user.id} answer={draft.data} onCreated={onCreated} />
  const gone = draft.error instanceof ProblemError && draft.error.problem.status === 404
  return (
    <Page title={registerTitle}>
      {gone && (
        <Empty
          title="This draft is no longer here"
          text="It was registered or put away."
          action={<LinkButton to={paths.register}>Start a new one</LinkButton>}
        />
      )}
      {draft.isError && !gone && <ProblemNotice error={draft.error} onRetry={() => draft.refetch()} />}
      {draft.isPending && <ListSkeleton rows={5} rowHeight={72} />}
    </Page>
  )
}

type Loaded = NonNullable<ReturnType<typeof useCall<typeof routes.getDraft>>['data']>

function Opened({ userId, answer, onCreated }: Opening & { userId: string; answer: Loaded }) {
  const [start] = useState<DraftStart & { focus: string | null }>(() => {
    const { data, etag } = answer
    const held = readHeld(userId, data.id)
    const saved = fromDraft(data.form)
    const mine = held?.dirty ? fromDraft(held.form) : null
    const differs = mine !== null && held?.version !== data.version
    return {
      id: data.id,
      etag,
      version: data.version,
      form: mine ?? saved,
      dirty: mine !== null,
      other: differs ? { form: saved, etag, version: data.version } : null,
      focus: held?.focus ?? null,
    }
  })
  return <RegisterForm start={start} focus={start.focus} onCreated={onCreated} />
}
