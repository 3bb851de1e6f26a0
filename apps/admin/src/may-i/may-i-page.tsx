import type { StaffEngagement } from '@parley/contract/engagements'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { nothingTyped } from '@parley/ui/may-i/ask-form'
import { Asking } from '@parley/ui/may-i/asking'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMe, useRefresh } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { useKeys } from '../layout/keys.ts'
import { ButtonLink } from '../layout/link.tsx'
import { Sheet } from '../layout/split.tsx'
import { AskedList } from './asked-list.tsx'
import { StaffAnswer } from './staff-answer.tsx'

const route = getRouteApi('/console/may-i')

/** Whoever acts at accounts asks here; under it stands everything that was asked. */
export function MayIPage() {
  const search = route.useSearch()
  const { asked, company, accountId } = search
  const navigate = route.useNavigate()
  const refresh = useRefresh()
  const { productFamilies, user } = useMe()
  const [typed, setTyped] = useKept('mayI', nothingTyped)
  useKeys({ '/': () => document.getElementById('company')?.focus() })
  useEffect(() => {
    if (company) setTyped((old) => ({ ...old, company }))
  }, [company, setTyped])
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false })
  const mayAsk = user.role === 'sales' || user.role === 'channelManager'
  return (
    <Sheet>
      <Page
        title="May I?"
        lead="Ask before you act at an account. The partner that leads it is told, where the answer says so."
        actions={
          mayAsk && (
            <ButtonLink to="/may-i/list" variant="default" size="xs">
              Mark a call list
            </ButtonLink>
          )
        }
      >
        <Asking<StaffEngagement>
          reader="staff"
          routes={staffEngagements}
          families={productFamilies}
          kept={[typed, setTyped]}
          asked={asked}
          accountId={typed.company === company ? accountId : undefined}
          insteadOfForm={mayAsk ? undefined : <p>Sales and channel managers ask here. You read what they asked.</p>}
          onAsked={(id) => {
            void refresh(staffEngagements.list, staffEngagements.counts, staffEngagements.listHelp)
            change({ asked: id })
          }}
          answer={(found, etag) => <StaffAnswer asked={found} etag={etag} />}
        />
        <AskedList search={search} onChange={change} />
      </Page>
    </Sheet>
  )
}
