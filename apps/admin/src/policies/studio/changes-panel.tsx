import type { PolicyChange } from '@parley/rules/diff'
import { IconArrowsSort, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import type { Check, File } from './check.ts'
import type { Target } from './json-editor.tsx'
import classes from './studio.module.css'

const looks = {
  added: { icon: IconPlus, tone: 'granted', word: 'Added' },
  removed: { icon: IconMinus, tone: 'refused', word: 'Removed' },
  changed: { icon: IconPencil, tone: 'info', word: 'Changed' },
  reordered: { icon: IconArrowsSort, tone: 'info', word: 'Moved' },
} as const

/** What means something else than in the version in force, in words. */
export function ChangesPanel(props: { check: Check; version: number; onGoTo: (file: File, target: Target) => void }) {
  const { check, version } = props
  if (!check.inWords) return <p>Changes stand here as soon as there are no mistakes in the policy.</p>
  if (check.changes.length === 0)
    return <p>Nothing means anything else than in version {version}, which is in force.</p>
  return (
    <>
      <p style={{ marginBottom: '0.5rem' }}>Against version {version}, which is in force:</p>
      <ul className={classes.items}>
        {check.changes.map((change) => (
          <li key={`${change.what} ${change.pointer} ${change.text}`}>
            <Change change={change} onGoTo={() => props.onGoTo('document', change)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Change({ change, onGoTo }: { change: PolicyChange; onGoTo: () => void }) {
  const { icon: Icon, tone, word } = looks[change.what]
  const gone = change.what === 'removed'
  return (
    <button type="button" className={classes.item} data-tone={tone} onClick={gone ? undefined : onGoTo}>
      <Icon size={18} aria-label={word} role="img" />
      <span>
        {change.text}
        {change.from !== undefined && change.of !== 'parameter' && (
          <dl className={classes.pairs}>
            <dt>Was</dt>
            <dd>{change.from}</dd>
            <dt>Is</dt>
            <dd>{change.to ?? 'Nothing'}</dd>
          </dl>
        )}
      </span>
    </button>
  )
}
