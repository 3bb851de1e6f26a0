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
import classes from './imports.module.css'
import { ProblemList } from './problem-list.tsx'

type Row = ImportPreview['rows'][number]

/** How a row is understood, one column for each meaning that the mapping gives. */
export function previewColumns(mapping: ImportMapping): Column<Row>[] {
  const targets = (Object.keys(importTargets) as ImportTarget[]).filter((target) => mapping.includes(target))
  return [
    {
      key: 'number',
      title: 'Row',
      render: ({ number }) => <span className={classes.whole}>Row {number.toLocaleString('en')}</span>,
    },
    { key: 'would', title: 'What happens', render: (row) => <Would row={row} /> },
    ...targets.map(
      (target): Column<Row> => ({
        key: target,
        title: importTargets[target],
        render: ({ understood }) => {
          const texts = textsOf(understood, target)
          if (texts.length === 0) return null
          return (
            <div className={classes.text}>
              <Texts texts={texts} />
            </div>
          )
        },
      }),
    ),
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

function Would({ row: { would, account, problems } }: { row: Row }) {
  if (would === 'make') return <ToneBadge tone="granted">New account</ToneBadge>
  if (would === 'ask') return <ToneBadge tone="needsYou">You will be asked</ToneBadge>
  if (would === 'refuse')
    return (
      <div className={classes.wrong}>
        <ToneBadge tone="refused">Not imported</ToneBadge>
        <ProblemList problems={problems} />
      </div>
    )
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
