import { staffSegments } from '@parley/contract/routes/segments'
import type { SegmentDetail } from '@parley/contract/segments'
import type { Column } from '@parley/ui/data-table'
import { Empty } from '@parley/ui/empty'
import { Name, shown } from '@parley/ui/name'
import { ProblemNotice } from '@parley/ui/problem'
import { ListSkeleton } from '@parley/ui/skeletons'
import { IconShieldCheck } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useCall, useMe } from '../api.ts'
import { DenseTable } from '../layout/dense-table.tsx'
import { TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import classes from './overlap.module.css'
import { readKey } from './segment-key.ts'
import { countOf, countryTitle } from './words.ts'

type Partner = SegmentDetail['partners'][number]
type Pair = SegmentDetail['pairs'][number]
type Contested = SegmentDetail['contestedAccounts'][number]

/** Who works in a segment, which of them meet how often, and at which companies. `open`: see segment-key.ts. */
export function OverlapDetail({ open, partnerId }: { open: string; partnerId: string | undefined }) {
  const key = readKey(open)
  const { productFamilies } = useMe()
  const query = Object.fromEntries(Object.entries({ ...key, partnerId }).filter(([, value]) => value))
  const found = useCall(staffSegments.detail, { query })
  const detail = found.data?.data
  const where = [
    key.place === '(unknown)' ? 'No city known' : key.place,
    key.country && countryTitle(key.country),
    productFamilies.find(({ id }) => id === key.productFamily)?.name,
  ]
  const partner = detail?.partners.find(({ id }) => id === partnerId)
  return (
    <article className={classes.detail}>
      <h2>{where.some(Boolean) ? shown(where.filter(Boolean).join(', ')) : 'The whole program'}</h2>
      {partner && (
        <p>
          Only companies of <Name>{partner.name}</Name>.{' '}
          <TextLink to="/overlap" search={(now: object) => ({ ...now, partner: undefined })}>
            Show everybody’s
          </TextLink>
        </p>
      )}
      {found.isError && <ProblemNotice error={found.error} onRetry={() => found.refetch()} />}
      {found.isPending && <ListSkeleton rows={6} rowHeight={32} />}
      {detail && <Told detail={detail} />}
    </article>
  )
}

function Told({ detail }: { detail: SegmentDetail }) {
  const { numbers, pairs, partners, contestedAccounts } = detail
  if (numbers.partners === 0)
    return (
      <Empty
        title="Nobody works here"
        text="Nobody registered here for as long as that counts, and nobody is protected."
      />
    )
  return (
    <>
      <p>
        {countOf(numbers.partners, 'partner works', 'partners work')} with{' '}
        {countOf(numbers.worked, 'company', 'companies')} here
        {numbers.contested > 0
          ? `, and two or more meet at ${numbers.contested} of them. `
          : ', and no two at the same one. '}
        {countOf(numbers.protections, 'protection runs', 'protections run')},{' '}
        {countOf(numbers.openConflicts, 'conflict is open', 'conflicts are open')}.
      </p>
      {pairs.length > 0 && (
        <Section title="Who meets whom" note={pairs.length === 50 ? 'the 50 that meet most' : undefined} bare>
          <DenseTable
            caption="Pairs of partners, those that meet most first"
            columns={pairColumns}
            rows={pairs}
            rowKey={({ one, other }) => `${one.id} ${other.id}`}
          />
        </Section>
      )}
      {contestedAccounts.length > 0 && (
        <Section title="Contested companies" note={contestedAccounts.length === 50 ? 'the first 50' : undefined} bare>
          <DenseTable
            caption="Companies with two or more partners, open conflicts first"
            columns={contestedColumns}
            rows={contestedAccounts}
            rowKey={({ id, productFamilyName }) => `${id} ${productFamilyName}`}
          />
        </Section>
      )}
      <Section title="Who works here" note={partners.length === 100 ? 'the 100 with most companies' : undefined} bare>
        <DenseTable
          caption="Partners, those with most companies first"
          columns={partnerColumns}
          rows={partners}
          rowKey={({ id }) => id}
        />
      </Section>
    </>
  )
}

/** Leads to all companies of this partner in the segment. */
const PartnerLink = ({ partner }: { partner: { id: string; name: string } }) => (
  <TextLink to="/overlap" search={(now: object) => ({ ...now, partner: partner.id })}>
    <Name>{partner.name}</Name>
  </TextLink>
)

const pairColumns: Column<Pair>[] = [
  {
    key: 'pair',
    title: 'Partners',
    render: ({ one, other }) => (
      <>
        <PartnerLink partner={one} /> and <PartnerLink partner={other} />
      </>
    ),
  },
  { key: 'companies', title: 'Companies', align: 'end', render: ({ companies }) => companies },
  { key: 'open', title: 'Open conflicts', align: 'end', render: ({ openConflicts }) => openConflicts },
]

const contestedColumns: Column<Contested>[] = [
  {
    key: 'account',
    title: 'Company',
    render: ({ id, name, city }) => (
      <>
        <TextLink to="/accounts/$id" params={{ id }}>
          <Name>{name}</Name>
        </TextLink>
        {city && (
          <div className={classes.dim}>
            <Name>{city}</Name>
          </div>
        )}
      </>
    ),
  },
  { key: 'family', title: 'Product family', render: ({ productFamilyName }) => productFamilyName },
  {
    key: 'partners',
    title: 'Partners',
    render: ({ partners }) =>
      partners.map(({ id, name, isProtected }, at) => (
        <Fragment key={id}>
          {at > 0 && ', '}
          <Name>{name}</Name>
          {isProtected && (
            <span className={classes.protected} title="Protected">
              <IconShieldCheck size={14} aria-hidden />
              <span className="visuallyHidden"> (protected)</span>
            </span>
          )}
        </Fragment>
      )),
  },
  {
    key: 'conflict',
    title: 'Conflict',
    render: ({ openConflictId }) =>
      openConflictId && (
        <TextLink to="/conflicts/$id" params={{ id: openConflictId }}>
          Open
        </TextLink>
      ),
  },
]

const partnerColumns: Column<Partner>[] = [
  { key: 'partner', title: 'Partner', render: (partner) => <PartnerLink partner={partner} /> },
  { key: 'companies', title: 'Companies', align: 'end', render: ({ companies }) => companies },
  { key: 'contested', title: 'Contested', align: 'end', render: ({ contested }) => contested },
  { key: 'protections', title: 'Protections', align: 'end', render: ({ protections }) => protections },
]
