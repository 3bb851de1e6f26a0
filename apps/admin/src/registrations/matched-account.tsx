import { Button } from '@mantine/core'
import type { StaffRegistration } from '@parley/contract/registrations'
import { countryName } from '@parley/ui/countries'
import { When } from '@parley/ui/date'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { IconCheck, IconPlus, IconQuestionMark, IconUserCheck } from '@tabler/icons-react'
import { useNow } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { Rows, Section } from '../layout/section.tsx'
import { useDoing } from './doing.ts'
import { waitsForPerson } from './waits-for-person.ts'

const matches = {
  certain: { word: 'Certain match', tone: 'granted', icon: IconCheck },
  likely: { word: 'Likely match', tone: 'waiting', icon: IconQuestionMark },
  new: { word: 'New account', tone: 'info', icon: IconPlus },
  settled: { word: 'Said by a person', tone: 'granted', icon: IconUserCheck },
} as const
const designations = { open: 'Open account', named: 'Named account', house: 'House account' }

/** Which account the partner's words were taken for, by whom and why, and whose family it may be of. */
export function MatchedAccount({ registration }: { registration: StaffRegistration }) {
  const now = useNow()
  const [doing, setDoing] = useDoing()
  const { matchedAccount: account, can } = registration
  const { question } = account
  const settled = question?.settled ?? null
  const match = matches[settled ? 'settled' : account.match]
  const place = [account.domain, account.city, countryName(account.country)].filter(Boolean).join(' · ')
  /** Where the question waits it stands open above. */
  const mayAsk = question && can.settleAccount.ok && doing !== 'settle' && !waitsForPerson(registration)
  return (
    <Section
      title="Account"
      note={
        <ToneBadge tone={match.tone} icon={match.icon}>
          {match.word}
        </ToneBadge>
      }
    >
      <div style={{ display: 'grid', gap: '0.375rem', justifyItems: 'start', overflowWrap: 'anywhere' }}>
        <p>
          <TextLink fw={600} to="/accounts/$id" params={{ id: account.id }}>
            <Name>{account.name}</Name>
          </TextLink>
          , {designations[account.designation].toLowerCase()}
        </p>
        {place && (
          <p style={{ color: 'var(--dim)' }}>
            <Name>{place}</Name>
          </p>
        )}
        <p>
          <Name>{account.matchReason}</Name>
          {settled && (
            <span style={{ color: 'var(--dim)' }}>
              {' '}
              (<When at={settled.at} now={now} />)
            </span>
          )}
        </p>
        <Family registration={registration} />
        {mayAsk && (
          <Button size="compact-xs" variant="default" onClick={() => setDoing('settle')}>
            {settled || account.match === 'new' ? 'Say that it is another account' : 'Say which account it is'}
          </Button>
        )}
      </div>
    </Section>
  )
}

/** Accounts that may be above or below it. Whoever says so does it in the account's own form. */
function Family({ registration: { matchedAccount: account } }: { registration: StaffRegistration }) {
  const related = (account.question?.related ?? []).filter(({ accountId }) => accountId !== account.id)
  if (related.length === 0) return null
  return (
    <div>
      <h3>It may belong to the family of</h3>
      <Rows>
        {related.map((other) => (
          <li key={other.accountId}>
            <TextLink to="/accounts/$id" params={{ id: other.accountId }}>
              <Name>{other.name}</Name>
            </TextLink>
            <div>
              <TextLink to="/accounts/$id/edit" params={{ id: account.id }} search={{ parent: other.accountId }}>
                Make it a subsidiary of <Name>{other.name}</Name>
              </TextLink>
            </div>
          </li>
        ))}
      </Rows>
    </div>
  )
}
