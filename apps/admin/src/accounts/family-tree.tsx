import { type AccountDetail, relations } from '@parley/contract/accounts'
import { Name } from '@parley/ui/name'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import classes from './accounts.module.css'
import { Designation } from './designation.tsx'
import { LeadLine } from './lead-line.tsx'

type Member = AccountDetail['family'][number]

/** From so many on it scrolls by itself. */
const many = 14

/** The account's family, each under its parent, with who leads it. */
export function FamilyTree({ account }: { account: AccountDetail }) {
  const { family, summary } = account
  if (family.length < 2)
    return (
      <Section title="Family">
        <p className={classes.dim}>
          {account.can.edit.ok
            ? 'No parent and no subsidiary is known. Edit the account to put it under its parent.'
            : 'No parent and no subsidiary is known.'}
        </p>
      </Section>
    )
  const ids = new Set(family.map(({ id }) => id))
  const below = Map.groupBy(family, ({ parentId }) => (parentId && ids.has(parentId) ? parentId : null))
  return (
    <Section title="Family" note={`${family.length} accounts`} maxHeight={family.length > many ? '26rem' : undefined}>
      <ul className={classes.tree}>
        {(below.get(null) ?? []).map((member) => (
          <Branch key={member.id} member={member} below={below} self={summary.id} />
        ))}
      </ul>
    </Section>
  )
}

function Branch(props: { member: Member; below: Map<string | null, Member[]>; self: string }) {
  const { member, below, self } = props
  const under = below.get(member.id) ?? []
  return (
    <li>
      <div
        className={classes.member}
        data-this={member.id === self}
        aria-current={member.id === self ? 'true' : undefined}
      >
        {member.id === self ? (
          <>
            <strong>
              <Name>{member.name}</Name>
            </strong>
            <span className={classes.tag}>this one</span>
          </>
        ) : (
          <TextLink to="/accounts/$id" params={{ id: member.id }}>
            <Name>{member.name}</Name>
          </TextLink>
        )}{' '}
        {member.relation && <span className={classes.small}>{relations[member.relation]} </span>}
        {member.designation !== 'open' && <Designation value={member.designation} />}
        {member.leads.map((lead) => (
          <div key={lead.productFamilyName + lead.partnerName} className={classes.small}>
            <LeadLine lead={lead} />
          </div>
        ))}
      </div>
      {under.length > 0 && (
        <ul>
          {under.map((each) => (
            <Branch key={each.id} member={each} below={below} self={self} />
          ))}
        </ul>
      )}
    </li>
  )
}
