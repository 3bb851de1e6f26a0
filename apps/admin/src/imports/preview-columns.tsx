import { designations } from '@parley/contract/accounts'
import {
  type ImportMapping,
  type ImportPreview,
  type ImportTarget,
  importTargets,
  type UnderstoodRow,
} from '@parley/contract/imports'
import { countryName } from '@parley/ui/countries'
import type { Column } from '@parley/ui/data-table'
import { ToneBadge } from '@parley/ui/outcome'
import { TextLink } from '../layout/link.tsx'
import { Cell, Texts } from './cell.tsx'
import { ProblemList } from './problem-list.tsx'

type Row = ImportPreview['rows'][number]

/** How a row is understood, one column for each meaning that the mapping gives. */
export function previewColumns(mapping: ImportMapping): Column<Row>[] {
  const targets = (Object.keys(importTargets) as ImportTarget[]).filter((target) => mapping.includes(target))
  return [
    { key: 'number', title: 'Row', align: 'end', render: ({ number }) => number },
    { key: 'would', title: 'What happens', render: (row) => <Would row={row} /> },
    ...targets.map(
      (target): Column<Row> => ({
        key: target,
        title: importTargets[target],
        render: ({ understood }) => <Texts texts={textsOf(understood, target)} />,
      }),
    ),
    {
      key: 'problems',
      title: 'Problems',
      render: ({ problems }) => (problems.length === 0 ? null : <ProblemList problems={problems} />),
    },
  ]
}

function textsOf(row: UnderstoodRow, target: ImportTarget): string[] {
  if (target === 'domain') return row.domains
  if (target === 'aliases') return row.aliases
  if (target === 'country') return row.country ? [countryName(row.country)] : []
  if (target === 'designation') return row.designation ? [designations[row.designation]] : []
  const text = row[target]
  return text ? [text] : []
}

function Would({ row: { would, account } }: { row: Row }) {
  if (would === 'make') return <ToneBadge tone="granted">New account</ToneBadge>
  if (would === 'ask') return <ToneBadge tone="needsYou">You will be asked</ToneBadge>
  if (would === 'refuse') return <ToneBadge tone="refused">Not imported</ToneBadge>
  return (
    <>
      <ToneBadge tone="info">Known already</ToneBadge>
      {account && (
        <div>
          <TextLink to="/accounts/$id" params={{ id: account.id }}>
            <Cell text={account.name} />
          </TextLink>
        </div>
      )}
    </>
  )
}
