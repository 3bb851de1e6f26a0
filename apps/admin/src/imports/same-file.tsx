import type { AccountImport } from '@parley/contract/imports'
import { When } from '@parley/ui/date'
import { IconInfoCircle } from '@tabler/icons-react'
import { useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Cell } from './cell.tsx'
import classes from './imports.module.css'

/** Says when the very same file came in before, and what follows from it. */
export function SameFile({ begun: { sameFile, repeats } }: { begun: AccountImport }) {
  const now = useNow()
  if (!sameFile) return null
  return (
    <div className={classes.info} data-tone="info">
      <IconInfoCircle size={18} aria-hidden />
      <p>
        The same file was imported before:{' '}
        <TextLink to="/imports/$id" params={{ id: sameFile.id }} inherit underline="always">
          <Cell text={sameFile.fileName} />
        </TextLink>
        , by {sameFile.byName}, <When at={sameFile.endedAt} now={now} />.{' '}
        {repeats ? 'Its columns had the same meanings, so nothing changed.' : 'With the same meanings nothing changes.'}
      </p>
    </div>
  )
}
