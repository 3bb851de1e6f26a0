import type { Ability } from '@parley/contract/ability'
import type { StaffDeal } from '@parley/contract/deals'
import { staffDeals } from '@parley/contract/routes/deals'
import { AbilityButton } from '@parley/ui/ability-button'
import { ProblemNotice } from '@parley/ui/problem'
import { useMemo } from 'react'
import { useSend } from '../api.ts'
import { useActions } from '../layout/actions.ts'
import type { DealDoing } from '../paths.ts'
import { EditClaimForm, FileClaimForm } from './claim-form.tsx'
import { LoseForm, WinForm } from './close-forms.tsx'
import { type FormProps, useDealRefresh } from './deal-form.tsx'
import classes from './deals.module.css'
import { DecideClaimForm } from './decide-claim-form.tsx'
import { DeclineClaimForm } from './decline-claim-form.tsx'
import { useDoing } from './doing.ts'
import { EditDealForm } from './edit-deal-form.tsx'
import { EventForm } from './event-form.tsx'
import { PaperForm } from './paper-form.tsx'
import { PaymentForm } from './payment-form.tsx'
import { ReduceForm } from './reduce-form.tsx'

/** `title` is null where the button stands beside what it is about. */
type Button = { doing: DealDoing; title: string | null; palette: string; ability: Ability; main?: boolean }

/** What can be done to the deal where it stands; the rest, with its reason, is in the command palette. */
function buttonsOf({ can, summary }: StaffDeal): Button[] {
  return [
    {
      doing: 'paper',
      title: null,
      palette: 'Find out whose contract this deal is on',
      ability: can.decidePaper,
    },
    { doing: 'won', title: 'Close as won', palette: 'Close this deal as won', ability: can.win, main: true },
    { doing: 'lost', title: 'Close as lost', palette: 'Close this deal as lost', ability: can.lose },
    { doing: 'edit', title: 'Change the deal', palette: 'Change this deal', ability: can.edit },
    {
      doing: 'paid',
      title: 'The customer paid',
      palette: 'Note a payment of the customer’s',
      ability: can.notePayment,
      main: true,
    },
    {
      doing: 'event',
      title: 'Refund, cancellation …',
      palette: 'Note what happened to the contract',
      ability: can.noteEvent,
    },
  ].filter(({ doing }) => whenOpen.includes(doing) === (summary.stage === 'open')) as Button[]
}
const whenOpen = ['paper', 'won', 'lost', 'edit']

export function Actions({ deal }: { deal: StaffDeal }) {
  const [doing, setDoing] = useDoing()
  const refresh = useDealRefresh()
  const settle = useSend(staffDeals.settle, { onDone: () => void refresh() })
  const { can, summary } = deal
  useActions(
    useMemo(
      () => [
        ...buttonsOf(deal).map((button) => ({
          title: button.palette,
          run: () => setDoing(button.doing),
          refused: button.ability.ok ? undefined : button.ability.reason,
        })),
        {
          title: 'Enter a claim to this deal',
          run: () => setDoing('claim'),
          refused: can.fileClaim.ok ? undefined : can.fileClaim.reason,
        },
      ],
      [deal, can.fileClaim],
    ),
  )
  if (summary.stage === 'lost') return null
  return (
    <>
      <div className={classes.buttons}>
        {buttonsOf(deal)
          .filter(({ title }) => title !== null)
          .map((button) => (
            <AbilityButton
              key={button.doing}
              ability={button.ability}
              reasonOnHover
              size="xs"
              variant={button.main ? 'filled' : 'default'}
              aria-pressed={doing === button.doing}
              onClick={() => setDoing(doing === button.doing ? undefined : button.doing)}
            >
              {button.title}
            </AbilityButton>
          ))}
        {summary.stage === 'won' && (
          <AbilityButton
            ability={can.settle}
            reasonOnHover
            size="xs"
            variant="default"
            loading={settle.isPending}
            onClick={() => settle.mutate({ params: { id: summary.id }, body: {} })}
          >
            Settle it again
          </AbilityButton>
        )}
      </div>
      <p role="status" className={settle.data ? undefined : 'visuallyHidden'}>
        {settle.data && 'It is settled by what is known now. Where nothing is new, nothing was booked.'}
      </p>
      {settle.isError && <ProblemNotice error={settle.error} focus />}
    </>
  )
}

/** The form that stands in the URL, if it can be used here. */
export function OpenForm({ doing, ...props }: FormProps & { doing: DealDoing }) {
  const [, , about] = useDoing()
  const { can, claims } = props.deal
  const claim = claims.find(({ id }) => id === about)
  const untied = props.deal.untied.find(({ id }) => id === about)
  switch (doing) {
    case 'edit':
      return can.edit.ok && <EditDealForm {...props} />
    case 'paper':
      return can.decidePaper.ok && <PaperForm {...props} />
    case 'claim':
      return can.fileClaim.ok && <FileClaimForm {...props} />
    case 'won':
      return can.win.ok && <WinForm {...props} />
    case 'lost':
      return can.lose.ok && <LoseForm {...props} />
    case 'paid':
      return can.notePayment.ok && <PaymentForm {...props} />
    case 'event':
      return can.noteEvent.ok && <EventForm {...props} />
    case 'editClaim':
      return claim?.can.edit.ok && <EditClaimForm key={claim.id} {...props} claim={claim} />
    case 'decideClaim':
      return claim?.can.decide.ok && <DecideClaimForm key={claim.id} {...props} claim={claim} />
    case 'declineClaim':
      return untied && can.declineClaim.ok && <DeclineClaimForm key={untied.id} {...props} claim={untied} />
    case 'reduce':
      return claim?.can.reduce.ok && <ReduceForm key={claim.id} {...props} claim={claim} />
  }
}
