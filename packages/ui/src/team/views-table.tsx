import type { View } from '@parley/contract/team'
import { type Column, DataTable } from '../data-table.tsx'
import { formatInstant } from '../date.tsx'
import { readerLocale } from '../locale.tsx'
import { Name } from '../name.tsx'
import classes from './team.module.css'

const time = new Intl.DateTimeFormat(readerLocale(), { hour: 'numeric', minute: '2-digit' })

/** Who of the vendor looked as whom, when and why. */
export function ViewsTable({ views, withPartner = false }: { views: View[]; withPartner?: boolean }) {
  const columns: Column<View>[] = [
    { key: 'staff', title: 'Who looked', render: ({ staffName }) => <Name>{staffName}</Name> },
    {
      key: 'user',
      title: 'As',
      render: ({ userName, partner }) => (
        <span className={classes.who}>
          <Name>{userName}</Name>
          {withPartner && (
            <small>
              <Name>{partner.name}</Name>
            </small>
          )}
        </span>
      ),
    },
    {
      key: 'when',
      title: 'When',
      render: ({ startedAt, endsAt, over }) => (
        <span className="tabular">
          {formatInstant(startedAt)} {over ? `to ${time.format(new Date(endsAt))}` : '(now)'}
        </span>
      ),
    },
    { key: 'reason', title: 'Why', render: ({ reason }) => <Name>{reason}</Name> },
  ]
  return <DataTable caption="Who looked as whom" columns={columns} rows={views} rowKey={({ id }) => id} />
}
