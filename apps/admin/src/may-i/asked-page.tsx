import type { StaffEngagement } from '@parley/contract/engagements'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { AskedScreen } from '@parley/ui/may-i/asked-screen'
import { getRouteApi } from '@tanstack/react-router'
import { ButtonLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'
import { StaffAnswer } from './staff-answer.tsx'

const route = getRouteApi('/console/may-i/$id')

export function AskedPage() {
  return (
    <Sheet>
      <AskedScreen<StaffEngagement>
        route={staffEngagements.get}
        id={route.useParams().id}
        titleOf={({ askedByName, verbWords, accountName }) => `May ${askedByName} ${verbWords} at ${accountName}?`}
        actions={
          <ButtonLink to="/may-i" variant="default" size="xs">
            Show what was asked
          </ButtonLink>
        }
        gone={{
          text: 'The address may have been cut off when it was copied.',
          action: <ButtonLink to="/may-i">Show what was asked</ButtonLink>,
        }}
        answer={(asked, etag) => <StaffAnswer asked={asked} etag={etag} />}
      />
    </Sheet>
  )
}
