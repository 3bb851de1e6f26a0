import type { PartnerEngagement } from '@parley/contract/engagements'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { AskedScreen } from '@parley/ui/may-i/asked-screen'
import { useParams } from '@tanstack/react-router'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import { PartnerAnswer } from './partner-answer.tsx'

export function AskedPage() {
  const { id } = useParams({ from: '/signed-in/may-i/$id' })
  return (
    <AskedScreen<PartnerEngagement>
      route={partnerEngagements.get}
      id={id}
      titleOf={titleOf}
      actions={
        <LinkButton variant="default" to={paths.mayI}>
          Ask something
        </LinkButton>
      }
      gone={{
        text: 'Your company didn’t ask it and wasn’t told of it, or the address was cut off.',
        action: <LinkButton to={paths.mayI}>Show what was asked</LinkButton>,
      }}
      answer={(asked, etag) => <PartnerAnswer asked={asked} etag={etag} />}
    />
  )
}

function titleOf({ askedBy, askedByName, verbWords, accountName }: PartnerEngagement): string {
  const who = askedBy === 'you' ? 'we' : askedByName.replace(/^A /, 'a ')
  return `May ${who} ${verbWords} at ${accountName}?`
}
