import {
  type AccountImport,
  type ImportMapping,
  type ImportTarget,
  importTargets,
  severalColumns,
} from '@parley/contract/imports'
import { assertAble } from '../abilities.ts'
import { AppError, type FieldError } from '../app-error.ts'
import type { Ctx } from '../context.ts'
import { assertImporter, importAbilities } from './import-abilities.ts'
import { holdImport } from './import-record.ts'
import { viewImport } from './import-view.ts'

/** Keeps what the columns mean. */
export async function mapImport(ctx: Ctx, id: string, columns: ImportMapping, ifMatch: number): Promise<AccountImport> {
  assertImporter(ctx)
  const record = await holdImport(ctx, id)
  assertAble(importAbilities(ctx, record, 0).map)
  if (record.version !== ifMatch)
    throw new AppError('stale', 'Somebody has said meanwhile what the columns mean. Load it again, then repeat.')
  const fields = wrongWith(columns, record.columns!.length)
  if (fields.length > 0) throw new AppError('refused', fields[0]!.detail, fields)
  await ctx.tx.query('UPDATE account_import SET mapping = $2, version = version + 1 WHERE id = $1', [
    id,
    JSON.stringify(columns),
  ])
  return viewImport(ctx, id)
}

function wrongWith(columns: ImportMapping, width: number): FieldError[] {
  if (columns.length !== width) {
    const detail = `The file has ${width} columns, and this says something about ${columns.length}.`
    return [{ pointer: '/columns', detail, mend: 'Give one meaning for each column, or null.' }]
  }
  if (!columns.includes('name'))
    return [{ pointer: '/columns', detail: 'Say which column has the name.', mend: 'Choose Name for one column.' }]
  return columns.flatMap((target, at): FieldError[] => {
    if (target === null || severalColumns.includes(target) || columns.indexOf(target) === at) return []
    const detail = `${titleOf(target)} is chosen for two columns.`
    return [{ pointer: `/columns/${at}`, detail, mend: 'Choose another meaning for one of them, or leave it out.' }]
  })
}

const titleOf = (target: ImportTarget) => importTargets[target]
