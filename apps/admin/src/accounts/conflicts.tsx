import type { AccountDetail, Conflict } from '@parley/contract/accounts'
import { Day } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { IconCheck, IconShieldCheck, IconUsers } from '@tabler/icons-react'
import { TextLink } from '../layout/link.tsx'
import { Rows, Section } from '../layout/section.tsx'
import classes from './accounts.module.css'
import { closedWords, conflictWords, openedWords } from './words.ts'

/** Who else wants this account or its family: open cases first, closed ones folded. Nothing without any. */
export function Conflicts({ account }: { account: AccountDetail }) {
  const open = account.conflicts.filter(({ closedAt }) => closedAt === null)
  const closed = account.conflicts.filter(({ closedAt }) => closedAt !== null)
  if (account.conflicts.length === 0) return null
  return (
    <Section
      title="Conflicts"
      note={
        open.length > 0 ? (
          <ToneBadge tone="waiting" icon={IconUsers}>
            {open.length === 1 ? 'One open' : `${open.length} open`}
          </ToneBadge>
        ) : (
          <ToneBadge tone="neutral" icon={IconCheck}>
            None open
          </ToneBadge>
        )
      }
    >
      <Rows>
        {open.map((conflict) => (
          <li key={conflict.id}>
            <strong>{conflictWords(conflict)}</strong>, since <Day value={conflict.openedAt} />.{' '}
            <span className={classes.dim}>{openedWords[conflict.openedBecause]}</span>
            <Interests conflict={conflict} self={account.summary.id} />
          </li>
        ))}
        {closed.length > 0 && (
          <li>
            <details>
              <summary>{closed.length === 1 ? 'One that is over' : `${closed.length} that are over`}</summary>
              <Rows>
                {closed.map((conflict) => (
                  <li key={conflict.id}>
                    {conflictWords(conflict)}, from <Day value={conflict.openedAt} />
                    {conflict.closedAt && (
                      <>
                        {' '}
                        to <Day value={conflict.closedAt} />
                      </>
                    )}
                    . {conflict.closedBecause && closedWords[conflict.closedBecause]}
                    <Interests conflict={conflict} self={account.summary.id} />
                  </li>
                ))}
              </Rows>
            </details>
          </li>
        )}
      </Rows>
    </Section>
  )
}

function Interests({ conflict, self }: { conflict: Conflict; self: string }) {
  const elsewhere = conflict.account.id !== self || new Set(conflict.interests.map((each) => each.accountName)).size > 1
  return (
    <ul className={classes.names}>
      {conflict.interests.map((interest) => (
        <li key={interest.registrationId}>
          <div>
            <TextLink to="/registrations/$id" params={{ id: interest.registrationId }}>
              <Name>{interest.partnerName}</Name>
            </TextLink>
            {elsewhere && (
              <>
                {' '}
                at <Name>{interest.accountName}</Name>
              </>
            )}
            , since <Day value={interest.joinedAt} />:{' '}
            {interest.protected ? (
              <ToneBadge tone="granted" icon={IconShieldCheck}>
                {interest.status}
              </ToneBadge>
            ) : (
              interest.status
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}
