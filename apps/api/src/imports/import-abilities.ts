import type { Ability } from '@parley/contract/ability'
import type { ImportMapping, ImportState } from '@parley/contract/imports'
import type { Role } from '@parley/contract/session'
import { able, allOf, assertRole, roleAbility, unable } from '../abilities.ts'
import type { Ctx } from '../context.ts'
import type { ImportRecord } from './import-record.ts'

export const importers: readonly Role[] = ['channelManager', 'operator']

export const assertImporter = ({ actor }: Ctx): void => assertRole(actor, importers, 'import and export accounts')

/** Why something can't be done in each state. */
const stands: Record<ImportState, string> = {
  uploading: 'The file hasn’t arrived completely.',
  reading: 'The file is being read.',
  unreadable: 'The file can’t be read. Upload it again once it’s mended.',
  mapping: 'The file has arrived and waits to be checked.',
  running: 'The import runs.',
  finished: 'The import has finished.',
  cancelled: 'The import was stopped.',
}

const inState = ({ state }: ImportRecord, ...states: ImportState[]): Ability =>
  states.includes(state) ? able : unable(stands[state])

export function importAbilities(ctx: Ctx, record: ImportRecord, problemRows: number) {
  const role = roleAbility(ctx.actor, importers, 'import accounts')
  return {
    upload: allOf(role, inState(record, 'uploading')),
    map: allOf(role, inState(record, 'mapping')),
    run: allOf(role, inState(record, 'mapping'), hasName(record.mapping)),
    cancel: allOf(role, inState(record, 'uploading', 'reading', 'mapping', 'running')),
    downloadProblems: allOf(role, problemRows > 0 ? able : unable('There are no rows with problems.')),
  }
}

export const hasName = (mapping: ImportMapping | null): Ability =>
  mapping?.includes('name') ? able : unable('Say which column has the name.')
