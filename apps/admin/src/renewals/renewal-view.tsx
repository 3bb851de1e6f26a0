import { papers } from '@parley/contract/paper'
import type { StaffRenewal } from '@parley/contract/renewals'
import { staffRenewals } from '@parley/contract/routes/renewals'
import { AbilityButton } from '@parley/ui/ability-button'
import { ContractActs } from '@parley/ui/contract-acts'
import { Day } from '@parley/ui/date'
import { DecisionCardView } from '@parley/ui/decision-card'
import { withoutWhom } from '@parley/ui/may-i/answer'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { getRouteApi, useNavigate, useSearch } from '@tanstack/react-router'
import { useCall } from '../api.ts'
import { TextLink } from '../layout/link.tsx'
import { FactTable, Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import { NoteForm } from './note-form.tsx'
import { RenewalDealForm } from './renewal-deal-form.tsx'
import classes from './renewals.module.css'

export type Doing = 'renew' | 'warning' | 'ended' | 'letter'

/** A renewal with the whole screen to itself. */
export function RenewalPage() {
  const { id } = getRouteApi('/console/renewals/$id').useParams()
  return (
    <Sheet>
      <RenewalPanel id={id} />
    </Sheet>
  )
}

export function RenewalPanel({ id }: { id: string }) {
  const found = useCall(staffRenewals.get, { params: { id } })
  if (found.data) return <Renewal key={id} renewal={found.data.data} />
  if (found.error) return <ProblemNotice error={found.error} onRetry={found.refetch} />
  return <CardSkeleton height={340} />
}

const buttons: { doing: Doing; title: string; ability: keyof StaffRenewal['can'] }[] = [
  { doing: 'renew', title: 'Enter the renewal', ability: 'makeDeal' },
  { doing: 'warning', title: 'Warn the incumbent', ability: 'warn' },
  { doing: 'ended', title: 'End its incumbency', ability: 'end' },
  { doing: 'letter', title: 'Note the customer’s letter', ability: 'noteLetter' },
]

function Renewal({ renewal }: { renewal: StaffRenewal }) {
  const { do: doing } = useSearch({ strict: false }) as { do?: Doing }
  const navigate = useNavigate()
  const set = (next: Doing | undefined) =>
    void navigate({ to: '.', search: (now: Record<string, unknown>) => ({ ...now, do: next }), replace: true } as never)
  const close = () => set(undefined)
  return (
    <Page
      title={`Who leads the renewal of ${renewal.accountName} for ${renewal.productFamily.name}?`}
      lead={
        <>
          {leadOf(renewal)} The contract ends on <Day value={renewal.endsOn} />.
        </>
      }
    >
      <h2>May we quote it direct?</h2>
      <DecisionCardView card={withoutWhom(renewal.decision)} audience="staff" compact />
      <div className={classes.buttons}>
        {buttons.map((button) => (
          <AbilityButton
            key={button.doing}
            ability={renewal.can[button.ability]}
            reasonOnHover
            size="xs"
            variant={button.doing === 'renew' ? 'filled' : 'default'}
            aria-pressed={doing === button.doing}
            onClick={() => set(doing === button.doing ? undefined : button.doing)}
          >
            {button.title}
          </AbilityButton>
        ))}
      </div>
      {doing === 'renew' && renewal.can.makeDeal.ok && <RenewalDealForm renewal={renewal} onClose={close} />}
      {doing !== undefined && doing !== 'renew' && renewal.can[abilityOf(doing)].ok && (
        <NoteForm key={doing} kind={doing} renewal={renewal} onClose={close} />
      )}
      <Section title="The contract">
        <FactTable caption="The contract" rows={factsOf(renewal)} />
      </Section>
      <Section title="What was done for the customer">
        <ContractActs acts={renewal.acts} />
      </Section>
    </Page>
  )
}

const abilityOf = (doing: Doing) => buttons.find((button) => button.doing === doing)!.ability

function leadOf({ lead, leadName, renewed }: StaffRenewal): string {
  if (renewed) return 'It was renewed.'
  if (lead === 'partner') return `${leadName} does.`
  return lead === 'vendor' ? 'We do.' : 'Nobody does at the moment.'
}

function factsOf(renewal: StaffRenewal) {
  const { partner, account, deal, renewalDeal, paper, startsOn, endsOn, lastReportOn, reviewHeldOn } = renewal
  return [
    {
      key: 'account',
      title: 'Account',
      value: (
        <TextLink to="/accounts/$id" params={{ id: account.id }}>
          {account.name}
        </TextLink>
      ),
    },
    { key: 'sold', title: 'Sold by', value: partner?.name ?? 'Ourselves' },
    { key: 'paper', title: 'Paper', value: papers[paper] },
    {
      key: 'term',
      title: 'Term',
      value: (
        <>
          <Day value={startsOn} /> to <Day value={endsOn} />
        </>
      ),
    },
    {
      key: 'deal',
      title: 'Deal',
      value: (
        <TextLink to="/deals/$id" params={{ id: deal.id }}>
          {deal.reference}
        </TextLink>
      ),
    },
    {
      key: 'renewal',
      title: 'Its renewal',
      value: renewalDeal ? (
        <TextLink to="/deals/$id" params={{ id: renewalDeal.id }}>
          {renewalDeal.reference}, {renewalDeal.stage}
        </TextLink>
      ) : (
        'Not entered yet'
      ),
    },
    ...(partner === null
      ? []
      : [
          { key: 'report', title: 'Last report', value: lastReportOn ? <Day value={lastReportOn} /> : 'None' },
          {
            key: 'review',
            title: 'Review of the renewal',
            value: reviewHeldOn ? <Day value={reviewHeldOn} /> : 'Not yet',
          },
        ]),
  ]
}
