import type { EngagementSummary } from '@parley/contract/engagements'
import { staffEngagements } from '@parley/contract/routes/engagements'
import { engagement as point } from '@parley/rules/points/engagement/point'
import type { Column } from '@parley/ui/data-table'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { AskedBadges } from '@parley/ui/may-i/answer'
import { Name } from '@parley/ui/name'
import { useNavigate } from '@tanstack/react-router'
import type { z } from 'zod'
import { useCall, useNow, usePages } from '../api.ts'
import { Filters, SelectFilter } from '../layout/filters.tsx'
import { TextLink } from '../layout/link.tsx'
import { usePageKeys } from '../layout/list-keys.ts'
import { PagedTable } from '../layout/list-page.tsx'
import { SavedViews } from '../layout/saved-views.tsx'
import { Section } from '../layout/section.tsx'
import type { searches } from '../paths.ts'
import classes from './may-i.module.css'

type Search = z.infer<typeof searches.mayI>
const none = { show: undefined, askedBy: undefined, outcome: undefined }

/** Everything that anybody asked, newest first, and how often the vendor's own people were refused. */
export function AskedList({ search, onChange }: { search: Search; onChange: (change: Partial<Search>) => void }) {
  const now = useNow()
  const { show, askedBy, outcome } = search
  const filters = { ...(show ? { show } : {}), ...(askedBy ? { askedBy } : {}), ...(outcome ? { outcome } : {}) }
  const pages = usePages(staffEngagements.list, filters)
  const navigate = useNavigate()
  const current = usePageKeys(pages.items, (id) => navigate({ to: '/may-i/$id', params: { id } }))
  const filtered = show !== undefined || askedBy !== undefined || outcome !== undefined
  return (
    <>
      <h2>What was asked</h2>
      <Counts />
      <Filters
        set={filtered}
        onClear={() => onChange(none)}
        views={<SavedViews list="engagements" search={filters} onOpen={(kept) => onChange({ ...none, ...kept })} />}
      >
        <SelectFilter
          label="Show"
          all="Everything"
          value={show}
          options={[
            { value: 'mine', label: 'What I asked' },
            { value: 'waiting', label: 'Waits for our consent' },
            { value: 'toApprove', label: 'Done anyway, to approve' },
          ]}
          onChange={(value) => onChange({ show: value as Search['show'] })}
        />
        <SelectFilter
          label="Asked by"
          all="Anybody"
          value={askedBy}
          options={[
            { value: 'vendor', label: 'Our own people' },
            { value: 'partner', label: 'Partners' },
          ]}
          onChange={(value) => onChange({ askedBy: value as Search['askedBy'] })}
        />
        <SelectFilter
          label="Answer"
          all="Every answer"
          value={outcome}
          options={Object.entries(point.outcomes).map(([value, { title }]) => ({ value, label: title }))}
          onChange={(value) => onChange({ outcome: value })}
        />
      </Filters>
      <PagedTable
        caption="What was asked, newest first"
        pages={pages}
        columns={columnsAt(now)}
        rowKey={({ id }) => id}
        selected={current}
        empty={
          <Empty
            title={filtered ? 'Nothing matches these filters' : 'Nobody has asked yet'}
            text={
              filtered
                ? 'Take one of them away.'
                : 'Whoever wants to act at an account asks above; questions of partners and of your CRM stand here, too.'
            }
          />
        }
      />
    </>
  )
}

function columnsAt(now: string): Column<EngagementSummary>[] {
  return [
    {
      key: 'account',
      title: 'Company',
      render: ({ id, accountName }) => (
        <TextLink to="/may-i/$id" params={{ id }}>
          <Name>{accountName}</Name>
        </TextLink>
      ),
    },
    { key: 'verb', title: 'To', render: ({ verbWords }) => verbWords },
    { key: 'family', title: 'For', render: ({ productFamily }) => productFamily.name },
    { key: 'answer', title: 'Answer', render: (asked) => <AskedBadges asked={asked} now={now} /> },
    { key: 'who', title: 'Asked by', render: ({ askedByName }) => <Name>{askedByName}</Name> },
    { key: 'when', title: 'When', render: ({ askedAt }) => <When at={askedAt} now={now} /> },
  ]
}

/** Our own figures: a refusal is nothing to hide, asking is right. */
function Counts() {
  const counts = useCall(staffEngagements.counts, { query: {} }).data?.data
  const help = useCall(staffEngagements.listHelp, { query: {} }).data?.data.items.filter(
    ({ helpedAt }) => helpedAt === null,
  )
  if (!counts || !help) return null
  const figures = [
    { title: 'asked by our own people', value: counts.asked },
    { title: 'refused at protected accounts', value: counts.refusedAtProtected },
    { title: 'needed consent', value: counts.consentAsked },
    { title: 'recorded as help', value: counts.help },
    { title: 'done in spite of the answer', value: counts.doneAnyway },
  ]
  return (
    <>
      <ul className={classes.figures} aria-label="Our own figures">
        {figures.map(({ title, value }) => (
          <li key={title}>
            <strong className="tabular">{value}</strong> {title}
          </li>
        ))}
      </ul>
      {help.length > 0 && (
        <Section title="Partners ask for help">
          <ul className={classes.help}>
            {help.map((each) => (
              <li key={each.id}>
                <TextLink to="/registrations/$id" params={{ id: each.registrationId }}>
                  <Name>{each.accountName}</Name>
                </TextLink>
                , {each.partnerName}, for {each.productFamilyName}: {each.wish}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
