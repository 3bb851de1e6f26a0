import { NativeSelect } from '@mantine/core'
import {
  type AccountImport,
  type ImportMapping,
  ImportTarget,
  importTargets,
  severalColumns,
} from '@parley/contract/imports'
import { AbilityButton } from '@parley/ui/ability-button'
import type { Column } from '@parley/ui/data-table'
import { Page } from '@parley/ui/page'
import { Refused } from '@parley/ui/problem'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call, imports, useSend } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { useKept } from '../layout/kept.ts'
import { Cell, short } from './cell.tsx'
import { Discard } from './file-on-its-way.tsx'
import classes from './imports.module.css'
import { leftOut, meanings, withMeaning } from './mapping.ts'
import { SameFile } from './same-file.tsx'
import { Steps } from './steps.tsx'
import { useMoved } from './use-import.ts'
import { counted } from './words.ts'

type Read = NonNullable<AccountImport['file']>
const separators = { comma: 'commas', semicolon: 'semicolons', tab: 'tabs', pipe: 'bars' } as const

/** What each column of the file means: guessed when it was read, settled by a person. Kept here until it is sent. */
export function ColumnsStep({ begun }: { begun: AccountImport }) {
  const { id, file } = begun
  const navigate = useNavigate()
  const moved = useMoved()
  const [{ mapping, version }, keep, forget] = useKept(`import.${id}.columns`, asOf(begun))
  const setMapping = (next: ImportMapping) => keep((was) => ({ ...was, mapping: next }))
  const [taken, setTaken] = useState<string | null>(null)
  const map = useSend(imports.map, {
    onDone: (answer) => {
      forget()
      moved(answer)
      toPreview()
    },
  })
  const showsNow = async () => {
    const answer = await call(imports.get, { params: { id } })
    keep(asOf(answer.data))
    moved(answer)
    map.reset()
  }
  const toPreview = () => void navigate({ to: '/imports/$id', params: { id }, search: { step: 'preview' } })
  if (!file) return null
  const choose = (column: number, target: ImportTarget | null) => {
    const next = withMeaning(mapping, column, target)
    setMapping(next.mapping)
    setTaken(next.left === null || !target ? null : takenWords(file, next.left, target))
  }
  const check = () => {
    if (JSON.stringify(mapping) === JSON.stringify(begun.mapping)) toPreview()
    else map.mutate({ params: { id }, body: { columns: mapping }, ifMatch: `"${version}"` })
  }
  const left = leftOut(file, mapping)
  return (
    <Page
      title={`What do the columns of “${begun.fileName}” mean?`}
      lead={`${counted(file.rows, 'row')} in ${counted(file.columns.length, 'column')}, read as ${file.encoding} with ${separators[file.separator]} between the cells. What the columns seem to mean is filled in; change what isn’t so.`}
    >
      <Steps id={id} at="columns" open />
      <SameFile begun={begun} />
      <DenseTable
        caption="Columns of the file and what they mean"
        rows={file.columns.map((column, at) => ({ ...column, at }))}
        rowKey={({ at }) => String(at)}
        columns={columnsOf(mapping, choose)}
      />
      <div role="status" className={classes.stack}>
        {taken && <p>{taken}</p>}
        {left.length > 0 && (
          <p className={classes.dim}>
            Left out: <Names names={left} />. Nothing of {left.length === 1 ? 'it' : 'them'} is kept.
          </p>
        )}
      </div>
      <Meanings />
      {map.error && <Refused error={map.error} onReload={() => void showsNow()} />}
      <div className={classes.actions}>
        <AbilityButton
          ability={
            mapping.includes('name')
              ? { ok: true }
              : { ok: false, reason: 'Say first which column holds the company’s name.' }
          }
          loading={map.isPending}
          onClick={check}
        >
          Check the rows
        </AbilityButton>
        <Discard begun={begun} />
      </div>
    </Page>
  )
}

/** The meanings with their version: kept together, so that an older choice doesn't overwrite a newer one. */
const asOf = ({ mapping, version }: AccountImport): { mapping: ImportMapping; version: number } => ({
  mapping: mapping ?? [],
  version,
})

const takenWords = (file: Read, left: number, target: ImportTarget) =>
  `One column alone can be the ${importTargets[target].toLowerCase()}: “${short(file.columns[left]?.name ?? '')}” is left out now.`

function columnsOf(
  mapping: ImportMapping,
  choose: (column: number, target: ImportTarget | null) => void,
): Column<Read['columns'][number] & { at: number }>[] {
  return [
    { key: 'name', title: 'Column', render: ({ name, at }) => <Cell text={name || `Column ${at + 1}, no name`} /> },
    {
      key: 'examples',
      title: 'For example',
      render: ({ examples }) =>
        examples.length === 0 ? (
          <span className={classes.dim}>Always empty</span>
        ) : (
          <ul className={classes.examples}>
            {examples.slice(0, 3).map((example, index) => (
              <li key={index}>
                <Cell text={example} />
              </li>
            ))}
          </ul>
        ),
    },
    {
      key: 'means',
      title: 'Means',
      render: ({ name, at }) => (
        <NativeSelect
          className={classes.meaning}
          aria-label={`What “${short(name) || `column ${at + 1}`}” means`}
          value={mapping[at] ?? ''}
          data={[
            { value: '', label: 'Leave it out' },
            ...ImportTarget.options.map((target) => ({ value: target, label: importTargets[target] })),
          ]}
          onChange={(event) => choose(at, ImportTarget.safeParse(event.currentTarget.value).data ?? null)}
        />
      ),
    },
  ]
}

function Names({ names }: { names: string[] }) {
  const shown = names.slice(0, 12)
  return (
    <>
      {shown.map((name, index) => (
        <span key={index}>
          {index > 0 && ', '}
          <Cell text={name || 'a column without a name'} />
        </span>
      ))}
      {names.length > shown.length && ` and ${names.length - shown.length} more`}
    </>
  )
}

function Meanings() {
  return (
    <details className={classes.fold}>
      <summary>What can a column mean?</summary>
      <dl className={classes.pairs}>
        {ImportTarget.options.map((target) => (
          <div key={target}>
            <dt>{importTargets[target]}</dt>
            <dd>
              {meanings[target]}
              {severalColumns.includes(target) && ' Several columns may mean it.'}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
