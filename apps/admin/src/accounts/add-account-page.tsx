import { Button } from '@mantine/core'
import { ProblemError } from '@parley/contract/client'
import { Page } from '@parley/ui/page'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { getRouteApi } from '@tanstack/react-router'
import { type SubmitEvent, useState } from 'react'
import { accounts, useSend } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'
import { AccountFields, checkTyped, isTold } from './account-fields.tsx'
import classes from './accounts.module.css'
import { KeptBefore } from './kept-before.tsx'
import { KnownAlready, KnownBelow } from './known-already.tsx'
import { ProbablyKnown } from './probably-known.tsx'
import { blankAccount, sameTyped, type TypedAccount, toForm } from './typed-account.ts'
import { useAccountRefresh } from './use-account-refresh.ts'
import { useFocusedForm } from './use-focused-form.ts'
import { useLikely } from './use-likely.ts'

const route = getRouteApi('/console/accounts/new')

/** A new account, with what is known already beside it. What is typed stays on this device until it is added. */
export function AddAccountPage() {
  const { name } = route.useSearch()
  return <AddAccount key={name ?? ''} name={name} />
}

function AddAccount({ name }: { name: string | undefined }) {
  const navigate = route.useNavigate()
  const refresh = useAccountRefresh()
  const start = { ...blankAccount, name: name ?? '' }
  const [typed, setTyped, forget] = useKept<TypedAccount>(name ? `account.new.${name}` : 'account.new', start)
  const [before, setBefore] = useState(() => !sameTyped(typed, start))
  const [tried, setTried] = useState(false)
  const likely = useLikely(typed)
  const send = useSend(accounts.createAccount, {
    onDone: ({ data }) => {
      forget()
      void refresh()
      void navigate({ to: '/accounts/$id', params: { id: data.summary.id } })
    },
  })
  const alike = send.error instanceof ProblemError ? send.error.problem.alike : undefined
  const errors = tried ? { ...fieldErrors(send.error), ...checkTyped(typed) } : {}
  const form = useFocusedForm(errors)
  const change = (part: Partial<TypedAccount>) => {
    setTyped((now) => ({ ...now, ...part }))
    if (send.error) send.reset()
  }
  const add = (evenIfLike: NonNullable<typeof alike> = []) => {
    setTried(true)
    if (Object.keys(checkTyped(typed)).length > 0) return
    send.mutate({
      body: {
        ...toForm(typed),
        ...(evenIfLike.length > 0 ? { evenIfLike: evenIfLike.map(({ accountId }) => accountId) } : {}),
      },
    })
  }
  return (
    <Sheet>
      <div className={classes.frame}>
        <Page title="Which account is missing?" lead="Look at what is known already before you add another record.">
          <div className={classes.columns}>
            <form
              ref={form}
              className={classes.form}
              noValidate
              aria-label="Add an account"
              onSubmit={(event: SubmitEvent) => {
                event.preventDefault()
                add()
              }}
            >
              {before && (
                <KeptBefore
                  onStartOver={() => {
                    setTyped(start)
                    setBefore(false)
                    form.current?.querySelector('input')?.focus()
                  }}
                />
              )}
              <AccountFields typed={typed} self={null} errors={errors} onChange={change}>
                <KnownBelow likely={likely} />
              </AccountFields>
              {alike && <ProbablyKnown alike={alike} busy={send.isPending} onAnother={() => add(alike)} />}
              {send.error && !alike && !isTold(errors) ? <ProblemNotice error={send.error} focus /> : null}
              <div className={classes.buttons}>
                <Button type="submit" loading={send.isPending} disabled={alike !== undefined}>
                  Add the account
                </Button>
                <ButtonLink to="/accounts" variant="default">
                  Cancel
                </ButtonLink>
              </div>
            </form>
            <KnownAlready title="You may know it already" likely={likely} onParent={(parent) => change({ parent })} />
          </div>
        </Page>
      </div>
    </Sheet>
  )
}
