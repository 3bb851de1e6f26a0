import type { LetterSummary } from '@parley/contract/designations'
import { staffDesignations } from '@parley/contract/routes/designations'
import type { Column } from '@parley/ui/data-table'
import { Day } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { answerOf, DesignationLine } from '@parley/ui/letters/letter-facts'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { getRouteApi } from '@tanstack/react-router'
import { useMe, usePages } from '../api.ts'
import { Filters, SelectFilter } from '../layout/filters.tsx'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { usePageKeys } from '../layout/list-keys.ts'
import { PagedTable } from '../layout/list-page.tsx'
import { Sheet } from '../layout/split.tsx'
import type { searches } from '../paths.ts'

const route = getRouteApi('/console/letters')
type Show = ReturnType<(typeof searches.letters)['parse']>['show']

/** Letters of customers: what waits for somebody to ask or to decide, and what counts. */
export function LettersPage() {
  const { show } = route.useSearch()
  const navigate = route.useNavigate()
  const { user } = useMe()
  const pages = usePages(staffDesignations.list, show ? { show } : {})
  const current = usePageKeys(pages.items, (id) => navigate({ to: '/letters/$id', params: { id } }))
  return (
    <Sheet>
      <Page
        title="Whom have customers named?"
        lead="A letter counts once somebody has asked the customer. Whoever leads is told that there is one, and not whom it names."
        actions={
          <>
            {user.role === 'operator' && (
              <ButtonLink to="/letters/keys" variant="default" size="xs">
                Attestation keys
              </ButtonLink>
            )}
            {user.role === 'channelManager' && (
              <ButtonLink to="/letters/new" size="xs">
                Enter a letter
              </ButtonLink>
            )}
          </>
        }
      >
        <Filters set={show !== undefined} onClear={() => void navigate({ search: {}, replace: true })}>
          <SelectFilter
            label="Show"
            all="All letters"
            value={show}
            options={[
              { value: 'toDo', label: 'Waits for us' },
              { value: 'waiting', label: 'Waits for its day' },
              { value: 'inEffect', label: 'In effect' },
            ]}
            onChange={(next) => void navigate({ search: next ? { show: next as Show } : {}, replace: true })}
          />
        </Filters>
        <PagedTable
          caption="Letters, newest first"
          pages={pages}
          columns={columns}
          rowKey={({ id }) => id}
          selected={current}
          empty={
            <Empty
              title={show ? 'Nothing here' : 'No letter yet'}
              text={
                show
                  ? 'Take the filter away to see all letters.'
                  : 'When a customer names its representative in writing, the partner brings the letter, or you enter it.'
              }
            />
          }
        />
      </Page>
    </Sheet>
  )
}

const columns: Column<LetterSummary>[] = [
  {
    key: 'account',
    title: 'Customer',
    render: ({ id, accountName }) => (
      <TextLink to="/letters/$id" params={{ id }}>
        <Name>{accountName}</Name>
      </TextLink>
    ),
  },
  { key: 'partner', title: 'Names', render: ({ partnerName }) => <Name>{partnerName ?? ''}</Name> },
  {
    key: 'stands',
    title: 'What stands with it',
    render: ({ designations }) => (
      <span style={{ display: 'grid', gap: '0.25rem' }}>
        {designations.map((each) => (
          <DesignationLine key={each.productFamily.id} {...each} />
        ))}
      </span>
    ),
  },
  {
    key: 'asked',
    title: 'Customer asked',
    render: (letter) => (letter.isGenuine === null ? <ToneBadge tone="needsYou">Not yet</ToneBadge> : answerOf(letter)),
  },
  { key: 'received', title: 'Received', render: ({ receivedOn }) => <Day value={receivedOn} /> },
]
