import { type RegistrationStatus, registrationStatuses } from '@parley/contract/registrations'
import {
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconFlagCheck,
  IconHandStop,
  IconHourglassEmpty,
  IconInfoCircle,
  IconMinus,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react'
import type { ComponentType, ReactNode } from 'react'
import classes from './outcome.module.css'
import { type Tone, toneOf } from './theme.tsx'

type IconType = ComponentType<{ size?: number | string; 'aria-hidden'?: boolean }>

const toneIcons: Record<Tone, IconType> = {
  granted: IconShieldCheck,
  teaming: IconUsers,
  waiting: IconClock,
  refused: IconCircleX,
  needsYou: IconHandStop,
  info: IconInfoCircle,
  neutral: IconMinus,
}

const statusLooks: Record<RegistrationStatus, { tone: Tone; icon: IconType }> = {
  approved: { tone: 'granted', icon: IconShieldCheck },
  teaming: { tone: 'teaming', icon: IconUsers },
  informationNeeded: { tone: 'needsYou', icon: IconHandStop },
  inReview: { tone: 'waiting', icon: IconClock },
  rejected: { tone: 'refused', icon: IconCircleX },
  withdrawn: { tone: 'neutral', icon: IconMinus },
  expired: { tone: 'neutral', icon: IconHourglassEmpty },
  lapsed: { tone: 'neutral', icon: IconHourglassEmpty },
  won: { tone: 'granted', icon: IconFlagCheck },
  lost: { tone: 'neutral', icon: IconCircleCheck },
}

/** A word with the colour and the icon of its tone. */
export function ToneBadge({
  tone,
  icon,
  large,
  children,
}: {
  tone: Tone
  icon?: IconType | undefined
  large?: boolean
  children: ReactNode
}) {
  const Icon = icon ?? toneIcons[tone]
  return (
    <span className={`${classes.badge} ${large ? classes.large : ''}`} data-tone={tone}>
      <Icon size={large ? 20 : 16} aria-hidden />
      {children}
    </span>
  )
}

/** The outcome of a decision: 2 granted, 1 granted in part, 0 waiting, -1 refused. */
export function OutcomeBadge({ favour, title, large = false }: { favour: number; title: string; large?: boolean }) {
  return (
    <ToneBadge tone={toneOf(favour)} large={large}>
      {title}
    </ToneBadge>
  )
}

/** Where a registration stands. */
export function StatusBadge({ status }: { status: RegistrationStatus }) {
  const { tone, icon } = statusLooks[status]
  return (
    <ToneBadge tone={tone} icon={icon}>
      {registrationStatuses[status]}
    </ToneBadge>
  )
}
