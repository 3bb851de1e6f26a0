import type { WebhookTopic } from '@parley/contract/webhook-events'
import { testTopic, webhookTopics } from '@parley/contract/webhook-events'
import {
  type DeliveryState,
  deliveryStates,
  type WebhookDelivery,
  type WebhookEndpoint,
  webhookStatuses,
} from '@parley/contract/webhooks'
import { IconCircleCheck, IconCircleX, IconClock, IconPlayerPause, IconPlugOff } from '@tabler/icons-react'
import { When } from '../date.tsx'
import { ToneBadge } from '../outcome.tsx'

export const topicTitle = (topic: WebhookTopic | typeof testTopic): string =>
  topic === testTopic ? 'A test' : webhookTopics[topic].title

/** What a delivery is about, beside its event; a test is about nothing else. */
export const aboutOf = ({ topic, about }: Pick<WebhookDelivery, 'topic' | 'about'>): string | null =>
  topic === testTopic ? null : about

export const hostOf = (url: string): string => URL.parse(url)?.host ?? url

/** How a webhook stands, in a word. One that fails still sends, and isn't all right. */
export function WebhookBadge({ status, failingSince }: Pick<WebhookEndpoint, 'status' | 'failingSince'>) {
  if (status === 'paused')
    return (
      <ToneBadge tone="waiting" icon={IconPlayerPause}>
        {webhookStatuses.paused}
      </ToneBadge>
    )
  if (status === 'disabled')
    return (
      <ToneBadge tone="refused" icon={IconPlugOff}>
        {webhookStatuses.disabled}
      </ToneBadge>
    )
  if (failingSince !== null) return <ToneBadge tone="needsYou">Fails</ToneBadge>
  return (
    <ToneBadge tone="granted" icon={IconCircleCheck}>
      {webhookStatuses.active}
    </ToneBadge>
  )
}

/** When a delivery is tried next; the first tries come within a minute. */
export function NextTry({ at, now, status }: { at: string; now: string; status: WebhookEndpoint['status'] }) {
  if (status !== 'active') return 'When it goes on'
  if (Date.parse(at) - Date.parse(now) < 60_000) return 'In a moment'
  return <When at={at} now={now} />
}

const looks = {
  waiting: { tone: 'waiting', icon: IconClock },
  succeeded: { tone: 'granted', icon: IconCircleCheck },
  failed: { tone: 'refused', icon: IconCircleX },
} as const

export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const { tone, icon } = looks[state]
  return (
    <ToneBadge tone={tone} icon={icon}>
      {deliveryStates[state]}
    </ToneBadge>
  )
}
