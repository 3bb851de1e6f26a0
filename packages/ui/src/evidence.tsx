import { type Evidence, evidenceKinds, evidenceShows } from '@parley/contract/evidence'
import type { ReactNode } from 'react'
import { Day, When } from './date.tsx'
import classes from './evidence.module.css'
import { readerLocale } from './locale.tsx'
import { shown } from './name.tsx'

/** "1.4 MB", in the reader's way of writing numbers. */
export function formatSize(bytes: number, locale = readerLocale()): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.max(1, bytes / 1000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  const digits = value < 10 ? 1 : 0
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits }).format(value)
}

/** Files that were shown, oldest first. A withdrawn one stays as a line, and can't be opened. */
export function EvidenceItems({
  items,
  now,
  pathOf,
  actionsOf,
}: {
  items: readonly Evidence[]
  now: string
  pathOf: (item: Evidence) => string
  actionsOf?: (item: Evidence) => ReactNode
}) {
  return (
    <ul className={classes.items}>
      {items.map((item) => (
        <li key={item.id} className={item.withdrawnAt ? classes.withdrawn : undefined}>
          <div>
            {item.withdrawnAt ? (
              <span>{shown(item.name)}</span>
            ) : (
              <a href={pathOf(item)} download={item.name}>
                {shown(item.name)}
              </a>
            )}
            <small>
              {evidenceKinds[item.kind]}, {formatSize(item.bytes)}
            </small>
          </div>
          {item.shows !== 'other' && (
            <p>
              {evidenceShows[item.shows]}
              {item.shownOn && (
                <>
                  {' '}
                  on <Day value={item.shownOn} />
                </>
              )}
              {/* As it was given: "Their CFO" reads as well as a name. */}
              {item.withWhom && `. With whom: ${shown(item.withWhom)}`}
            </p>
          )}
          {item.about && <p>{shown(item.about)}</p>}
          <small>
            {item.withdrawnAt ? (
              <>
                Withdrawn by {shown(item.withdrawnByName ?? '')} <When at={item.withdrawnAt} now={now} />
              </>
            ) : (
              <>
                Attached by {shown(item.attachedByName)} <When at={item.attachedAt} now={now} />
              </>
            )}
          </small>
          {item.withdrawnAt === null && actionsOf?.(item)}
        </li>
      ))}
    </ul>
  )
}
