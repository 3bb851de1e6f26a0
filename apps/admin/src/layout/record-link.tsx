import type { AboutRecord } from '@parley/contract/account-timeline'
import type { ReactNode } from 'react'
import { TextLink } from './link.tsx'

/** The record that something is about, as a link to its screen; an account's own record has no other. */
export function recordLink({ kind, id }: AboutRecord, words: ReactNode): ReactNode {
  switch (kind) {
    case 'registration':
      return (
        <TextLink inherit underline="always" to="/registrations/$id" params={{ id }}>
          {words}
        </TextLink>
      )
    case 'engagement':
      return (
        <TextLink inherit underline="always" to="/may-i/$id" params={{ id }}>
          {words}
        </TextLink>
      )
    case 'duplicates':
      return (
        <TextLink inherit underline="always" to="/duplicates" search={{ accountId: id }}>
          {words}
        </TextLink>
      )
    case 'deal':
      return (
        <TextLink inherit underline="always" to="/deals/$id" params={{ id }}>
          {words}
        </TextLink>
      )
    case 'statement':
      return (
        <TextLink inherit underline="always" to="/statements/$id" params={{ id }}>
          {words}
        </TextLink>
      )
    case 'conflict':
      return (
        <TextLink inherit underline="always" to="/conflicts/$id" params={{ id }}>
          {words}
        </TextLink>
      )
    case 'renewal':
      return (
        <TextLink inherit underline="always" to="/renewals/$id" params={{ id }}>
          {words}
        </TextLink>
      )
    case 'letter':
      return (
        <TextLink inherit underline="always" to="/letters/$id" params={{ id }}>
          {words}
        </TextLink>
      )
    default:
      return words
  }
}
