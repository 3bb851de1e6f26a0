import { dealSources, dealStages, type StaffDeal } from '@parley/contract/deals'
import { staffDeals } from '@parley/contract/routes/deals'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { isCode, useCall, useMe } from '../api.ts'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { FactTable, Section } from '../layout/section.tsx'
import { mayOpen } from '../paths.ts'
import { Actions, OpenForm } from './actions.tsx'
import { Claims } from './claims.tsx'
import classes from './deals.module.css'
import { useDoing } from './doing.ts'
import { ExposureOf } from './exposure.tsx'
import { Ledger } from './ledger.tsx'
import { PaperOf } from './paper.tsx'
import { Payments } from './payments.tsx'
import { Settlement } from './settlement.tsx'
import { kindWords, stageTones, tenderWords } from './words.ts'

/** One deal, in a panel or as a page: who claims what of it, what that costs, whose contract it is, and what was booked. */
export function DealPanel({ id }: { id: string }) {
  const answer = useCall(staffDeals.get, { params: { id } })
  if (answer.data) return <Deal key={id} deal={answer.data.data} etag={answer.data.etag} />
  if (isCode(answer.error, 'notFound'))
    return (
      <Empty
        title="There is no such deal"
        text="The address may have been cut off when it was copied."
        action={<ButtonLink to="/deals">Show the deals</ButtonLink>}
      />
    )
  if (answer.error) return <ProblemNotice error={answer.error} onRetry={answer.refetch} />
  return (
    <div className={classes.stack}>
      <CardSkeleton height={160} />
      <CardSkeleton height={320} />
    </div>
  )
}

function Deal({ deal, etag }: { deal: StaffDeal; etag: string | null }) {
  const [doing] = useDoing()
  const { summary } = deal
  const form = doing && <OpenForm doing={doing} deal={deal} etag={etag} />
  return (
    <div className={classes.frame}>
      <Page title={`Who earns what at ${summary.account.name}?`} lead={<Lead deal={deal} />}>
        <Actions deal={deal} />
        <div className={form ? classes.withForm : undefined}>
          {form && <div className={classes.beside}>{form}</div>}
          <div className={classes.content}>
            <div className={classes.grid}>
              {summary.stage === 'won' ? <Settlement deal={deal} /> : <ExposureOf deal={deal} />}
              <PaperOf deal={deal} />
            </div>
            <Claims deal={deal} />
            <div className={classes.grid}>
              <Ledger deal={deal} />
              <div className={classes.stack}>
                <Payments deal={deal} />
                <About deal={deal} />
              </div>
            </div>
          </div>
        </div>
      </Page>
    </div>
  )
}

function Lead({ deal }: { deal: StaffDeal }) {
  const { summary, termMonths } = deal
  const { role } = useMe().user
  return (
    <div className={classes.lead}>
      <ToneBadge tone={stageTones[summary.stage]}>
        {dealStages[summary.stage]}
        {summary.closedOn && (
          <>
            {' '}
            on <Day value={summary.closedOn} />
          </>
        )}
      </ToneBadge>
      <strong>
        <Money amountMinor={summary.amountMinor} currency={summary.currency} />
      </strong>
      <span>{summary.productFamilies.map(({ name }) => name).join(', ')}</span>
      {termMonths !== null && <span>{termMonths === 1 ? '1 month' : `${termMonths} months`}</span>}
      {mayOpen(role, '/accounts') && (
        <TextLink to="/accounts/$id" params={{ id: summary.account.id }} inherit>
          <Name>{summary.account.name}</Name>
        </TextLink>
      )}
      <span className="tabular">{summary.reference}</span>
    </div>
  )
}

function About({ deal }: { deal: StaffDeal }) {
  const { summary, marginMinor, lessenedMinor } = deal
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={summary.currency} />
  const rows = [
    { key: 'amount', title: 'Amount', value: money(summary.amountMinor) },
    ...(lessenedMinor > 0
      ? [
          { key: 'lessened', title: 'Given back, or not paid', value: money(lessenedMinor) },
          { key: 'net', title: 'Shares are counted on', value: money(summary.amountMinor - lessenedMinor) },
        ]
      : []),
    { key: 'margin', title: 'Margin', value: marginMinor === null ? 'Not known' : money(marginMinor) },
    { key: 'term', title: 'Term', value: deal.termMonths === null ? 'Not known' : `${deal.termMonths} months` },
    { key: 'kind', title: 'Kind of deal', value: kindWords[deal.kind] },
    { key: 'tender', title: 'Tender', value: tenderWords[deal.tender] },
    ...(summary.stage === 'won'
      ? [
          {
            key: 'invoiced',
            title: 'Invoiced',
            value: deal.invoicedOn ? <Day value={deal.invoicedOn} /> : 'Not known',
          },
          {
            key: 'paid',
            title: 'Paid in full',
            value: deal.paidOn ? <Day value={deal.paidOn} /> : deal.paidMinor > 0 ? 'Not yet, a part is' : 'Not yet',
          },
        ]
      : []),
    { key: 'source', title: 'Where it comes from', value: dealSources[deal.source] },
    ...(deal.externalId ? [{ key: 'number', title: 'Number in the CRM', value: <Name>{deal.externalId}</Name> }] : []),
  ]
  return (
    <Section title="The deal">
      <FactTable caption="The deal" rows={rows} />
    </Section>
  )
}
