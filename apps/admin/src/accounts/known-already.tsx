import { Button } from '@mantine/core'
import type { Likeness } from '@parley/contract/accounts'
import { Name, shown } from '@parley/ui/name'
import { ProblemNotice } from '@parley/ui/problem'
import { Chance } from '../layout/chance.tsx'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import classes from './accounts.module.css'
import { LeadLine } from './lead-line.tsx'
import { Place } from './place.tsx'
import { Reasons } from './reasons.tsx'
import type { TypedAccount } from './typed-account.ts'
import type { Likely } from './use-likely.ts'

const id = 'known-already'

/** Where the form stands above what is known, a line in it leads there. */
export function KnownBelow({ likely }: { likely: Likely }) {
  const count = likely.candidates.length
  if (count === 0) return null
  return (
    <div className={`${classes.note} ${classes.narrowOnly}`} data-tone="waiting">
      {count === 1 ? 'One account is like it. ' : `${count} accounts are like it. `}
      <Button size="compact-xs" variant="default" onClick={() => document.getElementById(id)?.focus()}>
        {count === 1 ? 'Look at it' : 'Look at them'}
      </Button>
    </div>
  )
}

/** Beside the form, as it is typed: accounts that it may be, and those of what may be its family. */
export function KnownAlready(props: {
  title: string
  likely: Likely
  onParent: (parent: NonNullable<TypedAccount['parent']>) => void
}) {
  const { likely } = props
  const { candidates, related } = likely
  if (likely.error && candidates.length === 0)
    return <ProblemNotice error={likely.error} onRetry={() => likely.refetch()} />
  return (
    <div id={id} tabIndex={-1} className={classes.column}>
      <Section title={props.title} note={likely.looking ? 'Looking…' : undefined}>
        <p role="status" className={candidates.length > 0 ? 'visuallyHidden' : classes.dim}>
          {candidates.length > 0
            ? `${candidates.length === 1 ? 'One account is' : `${candidates.length} accounts are`} like it.`
            : likely.enabled && !likely.looking
              ? 'No account is like it.'
              : 'Accounts that are like it stand here as you type.'}
        </p>
        <ul className={classes.likely}>
          {candidates.map((each) => (
            <li key={each.account.id}>
              <div>
                <Chance permille={each.chancePermille} />
              </div>
              <LikeAccount likeness={each} />
            </li>
          ))}
        </ul>
      </Section>
      {related.length > 0 && (
        <Section title="It may belong to">
          <ul className={classes.likely}>
            {related.map((each) => (
              <li key={each.account.id}>
                <LikeAccount likeness={each} />
                <div>
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Make ${shown(each.account.name)} its parent`}
                    onClick={() => props.onParent({ id: each.account.id, name: each.account.name })}
                  >
                    Make it the parent
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}

function LikeAccount({ likeness }: { likeness: Likeness }) {
  const { account, knownAs, reasons } = likeness
  return (
    <>
      <div>
        <strong>
          <Name>{account.name}</Name>
        </strong>
        {knownAs && (
          <span className={classes.dim}>
            , known as <Name>{knownAs}</Name>
          </span>
        )}{' '}
        <TextLink
          to="/accounts/$id"
          params={{ id: account.id }}
          aria-label={`Open it: ${shown(account.name)}`}
          underline="always"
        >
          Open it
        </TextLink>
      </div>
      <Place account={account} />
      {account.leads.map((lead) => (
        <div key={lead.productFamilyName + lead.partnerName} className={classes.small}>
          Led by <LeadLine lead={lead} />
        </div>
      ))}
      <Reasons reasons={reasons} />
    </>
  )
}
