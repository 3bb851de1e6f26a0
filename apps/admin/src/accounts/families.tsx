import type { FamilyLook } from '@parley/contract/account-look'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { IconArrowsSplit2, IconBuilding, IconMinus, IconShieldCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useMe } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import classes from './families.module.css'

/** Who leads, for which product family, until when and why, who else wants it, and what runs there: a row each. */
export function Families({ families }: { families: FamilyLook[] }) {
  if (families.length === 0)
    return (
      <p className={classes.nobody}>
        Nobody leads it, and nobody has asked to. The first registration that the policy approves will lead.
      </p>
    )
  return (
    <table className={classes.families}>
      <caption className="visuallyHidden">Who leads, by product family</caption>
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">Who leads</th>
          <th scope="col">Until</th>
          <th scope="col">Why</th>
          <th scope="col">Who else</th>
          <th scope="col">Deals and contract</th>
        </tr>
      </thead>
      <tbody>
        {families.map((family) => (
          <tr key={family.productFamily.id}>
            <th scope="row">{family.productFamily.name}</th>
            <Cell title="Who leads">
              <Lead family={family} />
            </Cell>
            <Cell title="Until">
              <Until family={family} />
            </Cell>
            <Cell title="Why">
              <Why family={family} />
            </Cell>
            <Cell title="Who else">
              <WhoElse family={family} />
            </Cell>
            <Cell title="Deals and contract">
              <Runs family={family} />
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Cell = ({ title, children }: { title: string; children: ReactNode }) => (
  <td data-title={title}>
    <div>{children}</div>
  </td>
)

const leads = {
  partner: { tone: 'granted', icon: IconShieldCheck },
  vendor: { tone: 'info', icon: IconBuilding },
  nobody: { tone: 'neutral', icon: IconMinus },
} as const

function Lead({ family: { lead } }: { family: FamilyLook }) {
  const { vendor } = useMe()
  const { tone, icon } = leads[lead.kind]
  const name = lead.kind === 'nobody' ? 'Nobody' : (lead.partner?.name ?? vendor.name)
  return (
    <ToneBadge tone={tone} icon={icon}>
      <Name>{name}</Name>
    </ToneBadge>
  )
}

function Until({ family: { lead } }: { family: FamilyLook }) {
  if (lead.kind === 'nobody') return <None />
  if (lead.lastDay === null) return <span className={classes.dim}>No end</span>
  return (
    <>
      <Day value={lead.lastDay} />
      <br />
      <span className={classes.dim}>
        {lead.daysLeft === 0 ? 'its last day' : `${lead.daysLeft} ${lead.daysLeft === 1 ? 'day' : 'days'} left`}
      </span>
    </>
  )
}

function Why({ family: { lead } }: { family: FamilyLook }) {
  if (lead.decisionId === null) return lead.why === '' ? <None /> : <Name>{lead.why}</Name>
  return (
    <>
      <Name>{lead.why}</Name>{' '}
      <TextLink to="/decisions/$id" params={{ id: lead.decisionId }} inherit underline="always">
        The decision
      </TextLink>
    </>
  )
}

function WhoElse({ family: { interested, conflictId } }: { family: FamilyLook }) {
  if (interested.length === 0 && !conflictId) return <span className={classes.dim}>Nobody</span>
  return (
    <ul className={classes.list}>
      {interested.map(({ name, what, registrationId }) => (
        <li key={`${name} ${what} ${registrationId}`}>
          {registrationId ? (
            <TextLink to="/registrations/$id" params={{ id: registrationId }} inherit underline="always">
              <Name>{name}</Name>
            </TextLink>
          ) : (
            <Name>{name}</Name>
          )}
          <span className={classes.dim}> {what.charAt(0).toLowerCase() + what.slice(1)}</span>
        </li>
      ))}
      {conflictId && (
        <li>
          <ToneBadge tone="waiting" icon={IconArrowsSplit2}>
            <TextLink to="/conflicts/$id" params={{ id: conflictId }} inherit c="inherit" underline="always">
              Open conflict
            </TextLink>
          </ToneBadge>
        </li>
      )}
    </ul>
  )
}

function Runs({ family: { openDeals, contract } }: { family: FamilyLook }) {
  if (openDeals.length === 0 && !contract) return <None />
  return (
    <ul className={classes.list}>
      {openDeals.map(({ id, reference, amountMinor, currency }) => (
        <li key={id}>
          <TextLink to="/deals/$id" params={{ id }} inherit underline="always">
            {reference}
          </TextLink>
          , open, <Money amountMinor={amountMinor} currency={currency} />
        </li>
      ))}
      {contract && (
        <li>
          Customer through <Name>{contract.through}</Name>
          {contract.since && (
            <>
              , since <Day value={contract.since} />
            </>
          )}
          {contract.renewsOn && (
            <>
              , renews after <Day value={contract.renewsOn} />
            </>
          )}
        </li>
      )}
    </ul>
  )
}

const None = () => (
  <span className={classes.dim}>
    <span aria-hidden>–</span>
    <span className="visuallyHidden">None</span>
  </span>
)
