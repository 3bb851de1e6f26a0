import { Button, Checkbox } from '@mantine/core'
import type { AccountDetail } from '@parley/contract/accounts'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { fieldErrors, isStale, ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { type SubmitEvent, useMemo, useState } from 'react'
import { type Answer, accounts, useCall, useSend } from '../api.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Notice } from '../layout/notice.tsx'
import { Sheet } from '../layout/split.tsx'
import { AccountFields, checkTyped, isTold } from './account-fields.tsx'
import classes from './accounts.module.css'
import { KeptBefore } from './kept-before.tsx'
import { KnownAlready } from './known-already.tsx'
import { type TypedAccount, toForm } from './typed-account.ts'
import { useAccountRefresh } from './use-account-refresh.ts'
import { useEdit } from './use-edit.ts'
import { useFocusedForm } from './use-focused-form.ts'
import { useLikely } from './use-likely.ts'
import { useProposedParent } from './use-proposed-parent.ts'

const route = getRouteApi('/console/accounts/$id/edit')

/** An account, to be changed. What is typed stays on this device until it is saved. */
export function EditAccountPage() {
  const { id } = route.useParams()
  const account = useCall(accounts.getAccount, { params: { id } })
  return (
    <Sheet>
      {account.data ? (
        <EditAccount key={account.data.data.summary.id} answer={account.data} refetch={account.refetch} />
      ) : account.error ? (
        <ProblemNotice error={account.error} onRetry={account.refetch} />
      ) : (
        <CardSkeleton height={400} />
      )}
    </Sheet>
  )
}

type Props = { answer: Answer<typeof accounts.getAccount>; refetch: () => Promise<unknown> }

function EditAccount({ answer, refetch }: Props) {
  const account: AccountDetail = answer.data
  const { id, name } = account.summary
  const navigate = route.useNavigate()
  const refresh = useAccountRefresh()
  const edit = useEdit(answer)
  const { typed } = edit
  useProposedParent(route.useSearch().parent, typed, edit.change)
  const [tried, setTried] = useState(false)
  const family = useMemo(() => new Set(account.family.map((each) => each.id)), [account.family])
  const likely = useLikely(typed, id, family)
  const send = useSend(accounts.editAccount, {
    onDone: () => {
      edit.forget()
      void refresh()
      void navigate({ to: '/accounts/$id', params: { id } })
    },
  })
  const stale = edit.changes.length > 0
  const errors = tried ? { ...fieldErrors(send.error), ...checkTyped(typed) } : {}
  const form = useFocusedForm(errors)
  const renamed = typed.name.trim() !== '' && typed.name.trim() !== edit.before.name
  const change = (part: Partial<TypedAccount>) => {
    edit.change(part)
    if (send.error) send.reset()
  }
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (stale || Object.keys(checkTyped(typed)).length > 0) return
    send.mutate(
      {
        params: { id },
        body: { ...toForm(typed), ...(renamed && edit.forgetOldName ? { forgetOldName: true } : {}) },
        ...(edit.etag ? { ifMatch: edit.etag } : {}),
      },
      {
        onError: (error) => {
          if (isStale(error)) void refetch()
        },
      },
    )
  }
  const refused = send.error && !(isStale(send.error) && stale) && !isTold(errors)
  return (
    <div className={classes.frame}>
      <Page title={`What changed at ${name}?`} lead={account.can.edit.ok ? undefined : account.can.edit.reason}>
        <div className={classes.columns}>
          <form ref={form} className={classes.form} noValidate aria-label="Edit the account" onSubmit={save}>
            {edit.keptBefore && (
              <KeptBefore
                onStartOver={() => {
                  edit.startOver()
                  form.current?.querySelector('input')?.focus()
                }}
              />
            )}
            <AccountFields typed={typed} self={id} errors={errors} onChange={change} />
            {renamed && (
              <Checkbox
                label={
                  <>
                    Keep “<Name>{edit.before.name}</Name>” as a former name
                  </>
                }
                description="Untick it when the old name was a mistake."
                checked={!edit.forgetOldName}
                onChange={(event) => edit.setForgetOldName(!event.currentTarget.checked)}
              />
            )}
            {stale && (
              <Notice title="This changed while you wrote">
                <ul>
                  {edit.changes.map((each) => (
                    <li key={each}>{each}</li>
                  ))}
                </ul>
                <p>What you typed is kept.</p>
                <div>
                  <Button
                    size="xs"
                    onClick={() => {
                      edit.goOn()
                      send.reset()
                    }}
                  >
                    Go on with what I wrote
                  </Button>
                </div>
              </Notice>
            )}
            {refused ? <ProblemNotice error={send.error} focus /> : null}
            <div className={classes.buttons}>
              <Button type="submit" loading={send.isPending} disabled={stale || !account.can.edit.ok}>
                Save the changes
              </Button>
              <ButtonLink to="/accounts/$id" params={{ id }} variant="default">
                Cancel
              </ButtonLink>
            </div>
          </form>
          <KnownAlready title="Other records like it" likely={likely} onParent={(parent) => change({ parent })} />
        </div>
      </Page>
    </div>
  )
}
