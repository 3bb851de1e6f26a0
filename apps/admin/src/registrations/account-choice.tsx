import type { AccountLikeness } from '@parley/contract/registrations'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { queryKeyOf } from '@parley/ui/query'
import { useQueries } from '@tanstack/react-query'
import { useId } from 'react'
import { accounts, call } from '../api.ts'
import { AccountLine } from '../layout/account-line.tsx'
import { Chance } from '../layout/chance.tsx'
import { TextLink } from '../layout/link.tsx'
import { asLine } from '../layout/reason-side.ts'
import classes from './settle-account.module.css'

/** The choice of none of the candidates. */
export const ownAccount = 'own'

const asSentence = (reason: string) => `${asLine(reason)}.`

/** The accounts that a registration may be for, with all that tells them apart, and "none of them". */
export function AccountChoice(props: {
  candidates: AccountLikeness[]
  chosen: string | null
  error: string | undefined
  onChange: (id: string) => void
}) {
  const { candidates, chosen, error, onChange } = props
  const name = useId()
  const leads = useLeads(candidates.map(({ accountId }) => accountId))
  const choice = (value: string) => ({ name, checked: chosen === value, onChange: () => onChange(value) })
  return (
    <fieldset className={classes.choice} aria-describedby={error ? `${name}-error` : undefined}>
      <legend>Accounts that it may be</legend>
      {candidates.map((candidate) => (
        <div key={candidate.accountId} className={classes.candidate}>
          <div className={classes.candidateHead}>
            <label>
              <input
                type="radio"
                {...choice(candidate.accountId)}
                aria-describedby={`${name}-${candidate.accountId}`}
              />
              <AccountLine account={candidate} />
            </label>
            <Chance permille={candidate.chancePermille} what="this one" />
          </div>
          <div id={`${name}-${candidate.accountId}`} className={classes.about}>
            <Leads leads={leads.get(candidate.accountId)} />
            <div>
              <Name>{candidate.reasons.slice(0, 4).map(asSentence).join(' ')}</Name>
            </div>
          </div>
          <div className={classes.about}>
            <TextLink to="/accounts/$id" params={{ id: candidate.accountId }}>
              Open <Name>{candidate.name}</Name>
            </TextLink>
          </div>
        </div>
      ))}
      <div className={classes.candidate}>
        <label>
          <input type="radio" {...choice(ownAccount)} />
          <span>
            <strong>A new account of its own</strong>
            <small>It is none of them.</small>
          </span>
        </label>
      </div>
      {error && (
        <div id={`${name}-error`} className={classes.error}>
          {error}
        </div>
      )}
    </fieldset>
  )
}

type Lead = { productFamilyName: string; partnerName: string; lastDay: string }

/** Who leads each account now; unknown while it is read. */
function useLeads(ids: string[]): Map<string, Lead[]> {
  const read = useQueries({
    queries: ids.map((id) => {
      const params = { id }
      return {
        queryKey: queryKeyOf(accounts.getAccount, { params }),
        queryFn: ({ signal }: { signal: AbortSignal }) => call(accounts.getAccount, { params, signal }),
      }
    }),
  })
  return new Map(ids.flatMap((id, index) => (read[index]?.data ? [[id, read[index].data.data.summary.leads]] : [])))
}

function Leads({ leads }: { leads: Lead[] | undefined }) {
  if (!leads) return <div aria-busy="true">Who leads it is being read.</div>
  if (leads.length === 0) return <div>Nobody leads it.</div>
  return leads.map((lead) => (
    <div key={`${lead.partnerName} ${lead.productFamilyName}`}>
      <Name>{lead.partnerName}</Name> leads for {lead.productFamilyName}, until <Day value={lead.lastDay} />
    </div>
  ))
}
