import { Button, Group, Text } from '@mantine/core'
import { ProblemError } from '@parley/contract/client'
import { ProblemNotice } from '@parley/ui/problem'
import { IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react'
import { Notice } from '../../layout/notice.tsx'
import type { KeptState } from './draft-keeper.ts'
import { TextDiff } from './text-diff.tsx'

const words = {
  saved: { text: 'Saved', icon: IconCloudCheck },
  unsaved: { text: 'Kept on this device, saving soon', icon: IconCloudUp },
  saving: { text: 'Saving', icon: IconCloudUp },
  failed: { text: 'Kept on this device; the server can’t be reached', icon: IconCloudOff },
  stale: { text: 'Changed elsewhere', icon: IconCloudOff },
} as const

/** The server was reached and said why not; the notice beside the text says it, too. */
const notTaken = { text: 'Kept on this device, not saved', icon: IconCloudOff }

/** Whether what was typed is on the server; it is always on this device. */
export function SaveState({ state, onRetry }: { state: KeptState; onRetry: () => void }) {
  const answered = state.status === 'failed' && state.error instanceof ProblemError
  const { text, icon: Icon } = answered ? notTaken : words[state.status]
  return (
    <Group gap={6} role="status">
      <Icon size={18} aria-hidden />
      <Text size="sm">{text}</Text>
      {state.status === 'failed' && (
        <Button size="compact-xs" variant="default" onClick={onRetry}>
          Save now
        </Button>
      )}
    </Group>
  )
}

/** The draft was changed in another window: both are here, and one of them is chosen. */
export function StaleNotice({ state, onChoose }: { state: KeptState; onChoose: (whose: 'mine' | 'theirs') => void }) {
  if (state.status === 'failed' && state.error && !(state.error instanceof TypeError))
    return <ProblemNotice error={state.error} />
  if (!state.theirs) return null
  const { draft } = state.theirs
  const file = draft.document === state.texts.document ? 'cases' : 'document'
  return (
    <div style={{ padding: '0.5rem' }}>
      <Notice title="This draft was changed in another window">
        <p>
          What you see here is yours; green is what you have and the other doesn’t, red the other way round. What you
          don’t choose is put away.
        </p>
        <div style={{ maxHeight: '14rem', overflow: 'auto' }}>
          <TextDiff label="Yours against the other" before={draft[file]} after={state.texts[file]} />
        </div>
        <Group gap="xs">
          <Button size="xs" onClick={() => onChoose('mine')}>
            Keep mine
          </Button>
          <Button size="xs" variant="default" onClick={() => onChoose('theirs')}>
            Take the other
          </Button>
        </Group>
      </Notice>
    </div>
  )
}
