import type { Ability } from '@parley/contract/ability'
import type { StaffRegistration } from '@parley/contract/registrations'
import { AbilityButton } from '@parley/ui/ability-button'
import { useMemo } from 'react'
import { useActions } from '../layout/actions.ts'
import type { FormProps } from './action-form.tsx'
import { AskForm } from './ask-form.tsx'
import { CloseForm } from './close-form.tsx'
import { DecideForm } from './decide-form.tsx'
import { type Doing, useDoing } from './doing.ts'

const buttons: { doing: Exclude<Doing, 'settle'>; title: string; palette: string }[] = [
  { doing: 'decide', title: 'Decide', palette: 'Decide this registration' },
  { doing: 'ask', title: 'Ask for information', palette: 'Ask the partner for information' },
  { doing: 'close', title: 'Close', palette: 'Close it as won or lost' },
]

export function ActionButtons({ registration }: { registration: StaffRegistration }) {
  const [doing, setDoing] = useDoing()
  const { can } = registration
  useActions(
    useMemo(
      () =>
        buttons.map((button) => ({
          title: button.palette,
          run: () => setDoing(button.doing),
          refused: reasonOf(can[button.doing]),
        })),
      [can],
    ),
  )
  return buttons.map((button) => (
    <AbilityButton
      key={button.doing}
      ability={can[button.doing]}
      reasonOnHover
      size="xs"
      variant={button.doing === 'decide' ? 'filled' : 'default'}
      aria-pressed={doing === button.doing}
      onClick={() => setDoing(doing === button.doing ? undefined : button.doing)}
    >
      {button.title}
    </AbilityButton>
  ))
}

const reasonOf = (ability: Ability) => (ability.ok ? undefined : ability.reason)

export function ActionForm({ doing, ...props }: FormProps & { doing: Exclude<Doing, 'settle'> }) {
  if (doing === 'decide') return <DecideForm {...props} />
  return doing === 'ask' ? <AskForm {...props} /> : <CloseForm {...props} />
}
