import type { AccountPair } from '@parley/contract/accounts'
import { AbilityButton } from '@parley/ui/ability-button'
import { LongTextField } from '@parley/ui/fields'
import { fieldErrors, ProblemNotice } from '@parley/ui/problem'
import { IconArrowsJoin, IconEqualNot } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { type SubmitEvent, useId, useRef, useState } from 'react'
import { accounts, useSend } from '../api.ts'
import { AccountLine } from '../layout/account-line.tsx'
import { useKept } from '../layout/kept.ts'
import { ButtonLink } from '../layout/link.tsx'
import classes from './duplicates.module.css'
import type { Next } from './pair-page.tsx'
import { proposeKept } from './propose-kept.ts'
import { useRefreshAccounts } from './refresh-accounts.ts'

const route = getRouteApi('/console/duplicates/$one/$other')

/** One reason, two answers, and a way to leave it for later. */
export function PairAnswer({ pair, next, accountId }: { pair: AccountPair } & Next) {
  const { keep } = route.useSearch()
  const navigate = route.useNavigate()
  const refresh = useRefreshAccounts()
  const proposed = proposeKept(pair)
  const records = [pair.one.summary, pair.other.summary]
  const kept = records.find(({ id }) => id === keep) ?? records.find(({ id }) => id === proposed.id)!
  const absorbed = records.find(({ id }) => id !== kept.id)!
  const [reason, setReason, forget] = useKept(`pair.${pair.one.summary.id}.${pair.other.summary.id}`, '')
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLDivElement>(null)
  const merge = useSend(accounts.mergeAccounts, {
    onDone: ({ data }) => {
      forget()
      // The pair is one record now: it leaves the screen before anything is read again.
      void navigate({ search: (now) => ({ ...now, merged: data.id }), replace: true }).then(refresh)
    },
  })
  const differ = useSend(accounts.sayDifferent, {
    onDone: () => {
      forget()
      void refresh()
    },
  })
  const error = merge.error ?? differ.error
  const short = reason.trim().length < 3
  const answer = (send: () => void) => {
    setTried(true)
    merge.reset()
    differ.reset()
    if (short) return field.current?.querySelector('textarea')?.focus()
    send()
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    answer(() => merge.mutate({ body: { keptId: kept.id, absorbedId: absorbed.id, reason } }))
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate aria-label="Your answer">
      <h2>Your answer</h2>
      <Keep
        records={records}
        kept={kept.id}
        hint={kept.id === proposed.id ? proposed.why : 'Not the one that was proposed.'}
        onChange={(id) => navigate({ search: (now) => ({ ...now, keep: id }), replace: true })}
      />
      <div ref={field}>
        <LongTextField
          label="Why?"
          hint="It stays with the answer, whichever you give."
          rows={2}
          value={reason}
          error={tried && short ? 'Write why, three characters at least.' : fieldErrors(error)['/reason']}
          onChange={setReason}
        />
      </div>
      {error ? <ProblemNotice error={error} focus /> : null}
      <div className={classes.buttons}>
        <AbilityButton
          type="submit"
          ability={pair.can.merge}
          loading={merge.isPending}
          leftSection={<IconArrowsJoin size={16} aria-hidden />}
          onClick={() => {}}
        >
          Merge them
        </AbilityButton>
        <AbilityButton
          ability={pair.can.sayDifferent}
          reasonOnHover
          variant="default"
          loading={differ.isPending}
          disabled={merge.isPending}
          leftSection={<IconEqualNot size={16} aria-hidden />}
          onClick={() =>
            answer(() => differ.mutate({ body: { one: pair.one.summary.id, other: pair.other.summary.id, reason } }))
          }
        >
          These are different
        </AbilityButton>
        <NextPair next={next} accountId={accountId} verb="Decide later" />
      </div>
    </form>
  )
}

function Keep(props: {
  records: AccountPair['one']['summary'][]
  kept: string
  hint: string
  onChange: (id: string) => void
}) {
  const name = useId()
  return (
    <fieldset className={classes.keep} aria-describedby={`${name}-why`}>
      <legend>If you merge them, which one stays?</legend>
      {props.records.map((record) => (
        <label key={record.id}>
          <input
            type="radio"
            name={name}
            checked={record.id === props.kept}
            onChange={() => props.onChange(record.id)}
          />
          <AccountLine account={record} />
        </label>
      ))}
      <p id={`${name}-why`} className={classes.dim}>
        {props.hint} The other one’s name is kept as an alias.
      </p>
    </fieldset>
  )
}

/** On to the next pair of the list; back to the list after the last one. */
export function NextPair({ next, accountId, verb }: Next & { verb: string }) {
  if (!next)
    return (
      <ButtonLink variant="default" to="/duplicates" search={{ accountId }}>
        {verb === 'Decide later' ? verb : 'Back to the list'}
      </ButtonLink>
    )
  return (
    <ButtonLink variant="default" to="/duplicates/$one/$other" params={next} search={{ accountId }}>
      {verb}
    </ButtonLink>
  )
}
