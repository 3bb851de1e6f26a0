import type { StaffRegistration } from '@parley/contract/registrations'
import { countryName } from '@parley/ui/countries'
import { ToneBadge } from '@parley/ui/outcome'
import { IconCheck, IconPlus, IconQuestionMark } from '@tabler/icons-react'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'

const matches = {
  certain: { word: 'Certain match', tone: 'granted', icon: IconCheck },
  likely: { word: 'Likely match', tone: 'waiting', icon: IconQuestionMark },
  new: { word: 'New account', tone: 'info', icon: IconPlus },
} as const
const designations = { open: 'Open account', named: 'Named account', house: 'House account' }

/** Which account the partner's words were taken for, and why. */
export function MatchedAccount({ account }: { account: StaffRegistration['matchedAccount'] }) {
  const match = matches[account.match]
  return (
    <Section
      title="Account"
      note={
        <ToneBadge tone={match.tone} icon={match.icon}>
          {match.word}
        </ToneBadge>
      }
    >
      <p>
        <TextLink fw={600} to="/accounts/$id" params={{ id: account.id }}>
          {account.name}
        </TextLink>
        , {designations[account.designation].toLowerCase()}
      </p>
      <p style={{ color: 'var(--dim)' }}>
        {[account.domain, account.city, countryName(account.country)].filter(Boolean).join(' · ')}
      </p>
      <p>{account.matchReason}</p>
    </Section>
  )
}
