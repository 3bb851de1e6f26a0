import { type AccountImport, importStates } from '@parley/contract/imports'
import { ToneBadge } from '@parley/ui/outcome'
import type { Tone } from '@parley/ui/theme'
import { IconCircleCheck, IconFileAlert, IconLoader2, IconPlayerStop, IconTableImport } from '@tabler/icons-react'
import { counted } from './words.ts'

const looks = {
  uploading: { tone: 'waiting', icon: IconLoader2 },
  reading: { tone: 'waiting', icon: IconLoader2 },
  unreadable: { tone: 'refused', icon: IconFileAlert },
  mapping: { tone: 'needsYou', icon: IconTableImport },
  running: { tone: 'waiting', icon: IconLoader2 },
  finished: { tone: 'granted', icon: IconCircleCheck },
  cancelled: { tone: 'neutral', icon: IconPlayerStop },
} as const satisfies Record<AccountImport['state'], { tone: Tone; icon: typeof IconLoader2 }>

/** Where an import stands; one that is over but has rows for a person says so. */
export function ImportStateBadge({ state, progress }: Pick<AccountImport, 'state' | 'progress'>) {
  if (progress.waiting > 0 && (state === 'finished' || state === 'cancelled'))
    return <ToneBadge tone="needsYou">{counted(progress.waiting, 'row needs you', 'rows need you')}</ToneBadge>
  const { tone, icon } = looks[state]
  return (
    <ToneBadge tone={tone} icon={icon}>
      {importStates[state]}
    </ToneBadge>
  )
}
