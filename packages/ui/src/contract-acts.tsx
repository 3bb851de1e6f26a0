import { type ContractAct, contractActs } from '@parley/contract/renewals'
import { Day } from './date.tsx'

/** What was done for a customer, the newest first: by whom, and when. */
export function ContractActs({ acts }: { acts: readonly ContractAct[] }) {
  if (acts.length === 0) return <p>Nothing is on record yet.</p>
  return (
    <ol style={{ listStyle: 'none', padding: 0, margin: 0, display: 'grid', gap: '0.75rem' }}>
      {acts.toReversed().map((act) => (
        <li key={act.id} style={{ overflowWrap: 'anywhere' }}>
          <strong>{contractActs[act.kind]}</strong>
          <small>
            {' '}
            by {act.byName === 'You' ? 'you' : act.byName}, <Day value={act.happenedOn} />
            {act.signerName !== null && <>, signed by {act.signerName}</>}
          </small>
          <div>{act.note}</div>
        </li>
      ))}
    </ol>
  )
}
