import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Proposal, Proposals } from './propose-examples.ts'
import classes from './studio.module.css'

/** Examples that could be added; `ready` when they were found for the texts as they are now. */
export type Offered = { found: Proposals | null; ready: boolean; mayAdd: boolean; onAdd: (proposal: Proposal) => void }

const kinds: Record<Proposal['shows'], string> = {
  rule: 'A rule that no example decides',
  nearMiss: 'A rule that just doesn’t hold',
  condition: 'A condition that was seen one way only',
  boundary: 'The edge of a number',
}
const shownAtOnce = 5

/** What the examples don't show yet, each with a button that adds it as it comes out today. */
export function ProposalsList({ found, ready, mayAdd, onAdd, known }: Offered & { known: readonly string[] }) {
  const [all, setAll] = useState(false)
  const open = found?.proposals?.filter(({ name }) => !known.includes(name)) ?? []
  if (open.length === 0)
    return ready ? null : <p className={classes.dim}>Looking for what the examples don’t show yet.</p>
  const shown = all ? open : open.slice(0, shownAtOnce)
  return (
    <section className={classes.proposals} aria-label="Not shown yet">
      <h2 className={classes.group}>Not shown yet ({open.length})</h2>
      <p className={classes.dim}>Each is an example as it comes out today. Add it if that is what you mean.</p>
      <ul className={classes.items}>
        {shown.map((proposal) => (
          <li key={proposal.name} className={classes.proposal}>
            <span>
              {proposal.name}
              <small>{proposal.comesOut}</small>
              <small>{kinds[proposal.shows]}</small>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              disabled={!mayAdd}
              aria-label={`Add this example: ${proposal.name}`}
              onClick={() => onAdd(proposal)}
            >
              Add this example
            </Button>
          </li>
        ))}
      </ul>
      {open.length > shown.length && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAll(true)}>
          Show {open.length - shown.length} more
        </Button>
      )}
    </section>
  )
}
