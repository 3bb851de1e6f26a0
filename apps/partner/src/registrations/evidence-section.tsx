import { partnerConflicts } from '@parley/contract/routes/conflicts'
import { partnerEvidence } from '@parley/contract/routes/evidence'
import { AbilityButton } from '@parley/ui/ability-button'
import { EvidenceItems } from '@parley/ui/evidence'
import { ProblemNotice } from '@parley/ui/problem'
import { queryKeyOf, useCall, useSend } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import { queryClient, useNow } from '../api.ts'
import { say } from '../layout/notice.tsx'
import { EvidenceForm } from './evidence-form.tsx'
import classes from './registrations.module.css'

/** What shows that the work was done: minutes, mails, an offer. Evidence counts when several want one customer. */
export function EvidenceSection({ registrationId }: { registrationId: string }) {
  const now = useNow()
  const [isAttaching, setAttaching] = useState(false)
  const input = { params: { id: registrationId } }
  const found = useCall(partnerEvidence.list, input)
  const reload = () => queryClient.invalidateQueries({ queryKey: queryKeyOf(partnerEvidence.list, input) })
  const withdraw = useSend(partnerEvidence.withdraw, {
    onDone: () => {
      void reload()
      void queryClient.invalidateQueries({ queryKey: queryKeyOf(partnerConflicts.claim, input) })
      say('Withdrawn. Nobody can open the file any more.')
    },
  })
  return (
    <section className={classes.panel}>
      <h2>What you have shown</h2>
      {found.isPending && <CardSkeleton height={80} />}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.data && (
        <>
          {found.data.data.items.length === 0 ? (
            <p>
              Nothing yet. Minutes of a meeting, a customer’s mail or an offer show your work, should others want the
              same customer.
            </p>
          ) : (
            <EvidenceItems
              items={found.data.data.items}
              now={now}
              pathOf={({ id }) => `/api/v1/partner/evidence/${id}/file`}
              actionsOf={({ id, name }) => (
                <AbilityButton
                  reasonOnHover
                  variant="subtle"
                  size="compact-sm"
                  aria-label={`Withdraw ${name}`}
                  loading={withdraw.isPending && withdraw.variables?.params?.id === id}
                  onClick={() => withdraw.mutate({ params: { id } })}
                >
                  Withdraw
                </AbilityButton>
              )}
            />
          )}
          {withdraw.isError && <ProblemNotice error={withdraw.error} />}
          <div className={classes.actions}>
            <AbilityButton
              ability={found.data.data.can.attach}
              variant="default"
              leftSection={<IconPaperclip size={18} aria-hidden />}
              onClick={() => setAttaching(true)}
            >
              Attach a file
            </AbilityButton>
          </div>
          <EvidenceForm
            registrationId={registrationId}
            open={isAttaching}
            onClose={() => setAttaching(false)}
            onAttached={() => {
              setAttaching(false)
              void reload()
              void queryClient.invalidateQueries({ queryKey: queryKeyOf(partnerConflicts.claim, input) })
              say('Attached. The vendor sees it with your registration.')
            }}
          />
        </>
      )}
    </section>
  )
}
