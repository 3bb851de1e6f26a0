import { type Role, roleTitles } from '@parley/contract/session'
import type { Person } from '@parley/contract/team'
import { IconUserCheck, IconUserOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Column, DataTable } from '../data-table.tsx'
import { Email, Name } from '../name.tsx'
import { ToneBadge } from '../outcome.tsx'
import { PersonActions } from './person-actions.tsx'
import classes from './team.module.css'
import type { PeopleWays } from './ways.ts'

/** People with their roles, and what can be done about each. */
export function PeopleTable(props: {
  people: Person[]
  ways: PeopleWays
  /** Which roles may be given to somebody; none hides what could be done. */
  rolesFor: (person: Person) => readonly Role[]
  onChanged: () => void
  withPartner?: boolean
  more?: (person: Person) => ReactNode
}) {
  const columns: Column<Person>[] = [
    {
      key: 'name',
      title: 'Name',
      render: (person) => <Who name={person.name} email={person.email} you={person.you} />,
    },
    { key: 'role', title: 'Role', render: ({ role }) => roleTitles[role] },
    ...(props.withPartner
      ? [
          {
            key: 'partner',
            title: 'Works for',
            render: ({ partner }: Person) => (partner ? <Name>{partner.name}</Name> : 'The vendor'),
          },
        ]
      : []),
    { key: 'access', title: 'Access', render: ({ disabledAt }) => <Access ended={disabledAt !== null} /> },
    {
      key: 'actions',
      title: 'Actions',
      render: (person) => {
        const roles = props.rolesFor(person)
        const more = props.more?.(person)
        if (roles.length === 0 && !more) return null
        return (
          <div className={classes.actions}>
            {roles.length > 0 && (
              <PersonActions
                key={person.role}
                person={person}
                ways={props.ways}
                roles={roles}
                onChanged={props.onChanged}
              />
            )}
            {more}
          </div>
        )
      },
    },
  ]
  const anything = props.more || props.people.some((person) => props.rolesFor(person).length > 0)
  return (
    <DataTable
      caption="People"
      columns={anything ? columns : columns.slice(0, -1)}
      rows={props.people}
      rowKey={({ id }) => id}
    />
  )
}

export function Who({ name, email, you }: { name: string; email: string | null; you?: boolean }) {
  return (
    <span className={classes.who}>
      <span>
        <Name>{name}</Name>
        {you && ' (you)'}
      </span>
      <small>{email && <Email>{email}</Email>}</small>
    </span>
  )
}

const Access = ({ ended }: { ended: boolean }) =>
  ended ? (
    <ToneBadge tone="neutral" icon={IconUserOff}>
      Ended
    </ToneBadge>
  ) : (
    <ToneBadge tone="granted" icon={IconUserCheck}>
      Can sign in
    </ToneBadge>
  )
