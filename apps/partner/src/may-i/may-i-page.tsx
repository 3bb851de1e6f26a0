import type { PartnerEngagement } from '@parley/contract/engagements'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { nothingTyped } from '@parley/ui/may-i/ask-form'
import { Asking } from '@parley/ui/may-i/asking'
import { Page } from '@parley/ui/page'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { queryClient, useMe } from '../api.ts'
import { useKept } from '../layout/kept.ts'
import { paths } from '../paths.ts'
import { Asked, AskedList } from './asked-list.tsx'
import type { MayISearch } from './may-i-search.ts'
import { PartnerAnswer } from './partner-answer.tsx'

/** Ask before acting; under it what waits for this partner's consent, and what was asked. */
export function MayIPage() {
  const { asked, show } = useSearch({ from: '/signed-in/may-i' })
  const navigate = useNavigate({ from: paths.mayI })
  const { productFamilies, viewed } = useMe()
  const kept = useKept('mayI', nothingTyped)
  const change = (part: Partial<MayISearch>) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false })
  return (
    <Page title="May I?" lead="Ask before you act. The answer comes at once, and is kept.">
      <Asking<PartnerEngagement>
        reader="partner"
        routes={partnerEngagements}
        families={productFamilies}
        kept={kept}
        asked={asked}
        insteadOfForm={viewed ? <p>You are looking as somebody else, so nothing can be asked here.</p> : undefined}
        onAsked={(id) => {
          void queryClient.invalidateQueries({ queryKey: [partnerEngagements.list.id] })
          change({ asked: id })
        }}
        answer={(found, etag) => <PartnerAnswer asked={found} etag={etag} />}
      />
      <Asked />
      <AskedList show={show} onShow={(next) => change({ show: next })} />
    </Page>
  )
}
