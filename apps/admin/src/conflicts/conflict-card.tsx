import type { Conflict } from '@parley/contract/accounts'
import { registrationStatuses } from '@parley/contract/registrations'
import { Day, When } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { IconShieldCheck } from '@tabler/icons-react'
import { useNow } from '../api.ts'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { statusWord } from '../layout/staff-status.tsx'
import classes from './conflicts.module.css'

const openedBecause: Record<Conflict['openedBecause'], string> = {
  overlap: 'because more than one partner registered there',
  family: 'because partners registered at accounts that belong to one family',
  merge: 'because two accounts turned out to be one company',
  pipeline: 'because our own sales team works on it too',
  engagement: 'because somebody acts there without a registration',
}
const closedBecause: Record<NonNullable<Conflict['closedBecause']>, string> = {
  settledByPolicy: 'the policy settled it',
  oneInterestLeft: 'only one partner’s interest is left',
  joined: 'a merge made it one with another case',
  unmerged: 'the merge that caused it was undone',
  awarded: 'it was decided who leads',
  teamed: 'the partners team',
}

/** "Needs you" is said to the partner. */
const statusForStaff = (status: string) =>
  status === registrationStatuses.informationNeeded ? statusWord('informationNeeded') : status

/** Who wants what where, since when and why, and that nothing is taken from anybody meanwhile. */
export function ConflictCard({ conflict, current = false }: { conflict: Conflict; current?: boolean }) {
  const now = useNow()
  const { account, productFamilyName, interests, acting, closedAt } = conflict
  return (
    <article
      className={classes.card}
      id={`row-${conflict.id}`}
      data-current={current}
      aria-label={`${account.name}, ${productFamilyName}`}
    >
      <header>
        <h2>
          <TextLink to="/accounts/$id" params={{ id: account.id }} fz="inherit" fw="inherit">
            <Name>{account.name}</Name>
          </TextLink>{' '}
          for {productFamilyName}
        </h2>
        <p className={classes.dim}>
          Opened <When at={conflict.openedAt} now={now} />, {openedBecause[conflict.openedBecause]}.
        </p>
      </header>
      <table className={classes.parties}>
        <caption className="visuallyHidden">Who wants it</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Status</th>
          </tr>
        </thead>
        <tbody>
          {interests.map((interest) => (
            <tr key={interest.registrationId}>
              <th scope="row">
                <TextLink to="/registrations/$id" params={{ id: interest.registrationId }}>
                  {interest.partnerName}
                </TextLink>
                {interest.accountName !== account.name && (
                  <small>
                    at <Name>{interest.accountName}</Name>
                  </small>
                )}
                <small>
                  {interest.reference}, in this case since <Day value={interest.joinedAt} />
                </small>
              </th>
              <td>
                {interest.protected ? (
                  <ToneBadge tone="granted" icon={IconShieldCheck}>
                    {interest.status}
                  </ToneBadge>
                ) : (
                  statusForStaff(interest.status)
                )}
              </td>
            </tr>
          ))}
          {acting.map((each) => (
            <tr key={each.engagementId}>
              <th scope="row">
                <TextLink to="/may-i/$id" params={{ id: each.engagementId }}>
                  {each.name}
                </TextLink>
                <small>
                  {each.words}, <Day value={each.askedAt} />
                </small>
              </th>
              <td>Not registered</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{closedAt ? <Closed conflict={conflict} now={now} /> : stillOpen(interests)}</p>
      <footer>
        <span>
          {conflict.state}
          {conflict.dueAt && (
            <>
              , due <When at={conflict.dueAt} now={now} />
            </>
          )}
        </span>
        <ButtonLink to="/conflicts/$id" params={{ id: conflict.id }} variant="default" size="xs">
          {closedAt ? 'Show the case' : 'Open the case'}
        </ButtonLink>
      </footer>
    </article>
  )
}

function Closed({ conflict, now }: { conflict: Conflict; now: string }) {
  return (
    <>
      Closed <When at={conflict.closedAt!} now={now} />
      {conflict.closedBecause ? `: ${closedBecause[conflict.closedBecause]}` : ''}.
    </>
  )
}

function stillOpen(interests: Conflict['interests']): string {
  const count = interests.filter((interest) => interest.protected).length
  if (count > 1) return `${count === 2 ? 'Both' : `All ${count}`} protections stay in force until somebody decides.`
  if (count === 1) return 'The protection stays in force until somebody decides.'
  return 'Nobody is protected yet.'
}
