import { Button, Group } from '@mantine/core'
import type { PolicyBook, PolicyVersionSummary } from '@parley/contract/policies'
import { possessive } from '@parley/rules/format'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day, When } from '@parley/ui/date'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { policies, useCall, useMe, useNow, useRefresh, useSend } from '../api.ts'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { byGroup } from '../layout/point-groups.ts'
import { Sheet } from '../layout/split.tsx'
import classes from './policies.module.css'
import { useStartDraft } from './start-draft.ts'
import { PolicyStatusBadge } from './status.tsx'

/** Each decision point: the version in force, what waits, what is scheduled, who drafts. */
export function BooksPage() {
  const books = useCall(policies.books)
  return (
    <Sheet>
      <Page title="Which rules are in force?" lead="Each decision that Parley makes comes from one of these policies.">
        {books.error && !books.data ? <ProblemNotice error={books.error} onRetry={books.refetch} /> : null}
        {books.isPending && <CardSkeleton height={260} />}
        {books.data && <UnderWay books={books.data.data.items} />}
        {byGroup(books.data?.data.items ?? [], ({ point }) => point).map(({ title, items }) => (
          <section key={title} className={classes.group} aria-label={title}>
            <h2>{title}</h2>
            <div className={classes.books}>
              {items.map((book) => (
                <Book key={book.point} book={book} />
              ))}
            </div>
          </section>
        ))}
      </Page>
    </Sheet>
  )
}

/** What waits for somebody, of all policies: what fourteen cards would hide. */
function UnderWay({ books }: { books: PolicyBook[] }) {
  const waiting = books.flatMap((book) =>
    [...book.waiting, ...book.scheduled].map((version) => ({ book, version, key: `${book.point} ${version.version}` })),
  )
  const drafts = books.flatMap((book) => book.drafts.map((draft) => ({ book, draft })))
  if (waiting.length + drafts.length === 0) return null
  return (
    <section className={classes.underWay} aria-label="Under way">
      <h2>Under way</h2>
      <ul>
        {waiting.map(({ book, version, key }) => (
          <li key={key}>
            <TextLink
              fw={600}
              to="/policies/$point/versions/$version"
              params={{ point: book.point, version: String(version.version) }}
            >
              {book.title}, version {version.version}
            </TextLink>{' '}
            <PolicyStatusBadge status={version.status} />
          </li>
        ))}
        {drafts.map(({ book, draft }) => (
          <li key={draft.id}>
            <TextLink fw={600} to="/policies/drafts/$id" params={{ id: draft.id }}>
              {book.title}: {possessive(draft.authorName)} draft
            </TextLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Book({ book }: { book: PolicyBook }) {
  const draft = useStartDraft(book.point)
  const { role } = useMe().user
  return (
    <section className={classes.book} aria-label={book.title}>
      <header>
        <h3>{book.title}</h3>
        <p>{book.question}</p>
      </header>
      <Lines versions={[book.inForce, ...book.waiting, ...book.scheduled]} />
      <Drafts book={book} />
      {book.inForce.decisions === 0 && <p className={classes.dim}>Nothing was decided by this version yet.</p>}
      <footer>
        {role === 'policyApprover' &&
          book.waiting.map(({ version }) => (
            <ButtonLink
              key={version}
              size="xs"
              to="/policies/$point/versions/$version"
              params={{ point: book.point, version: String(version) }}
            >
              Review version {version}
            </ButtonLink>
          ))}
        <AbilityButton
          size="xs"
          reasonOnHover
          ability={book.can.draft}
          loading={draft.busy}
          onClick={() => draft.start()}
        >
          Draft a change
        </AbilityButton>
        <ButtonLink size="xs" variant="default" to="/policies/$point" params={{ point: book.point }}>
          Show the history
        </ButtonLink>
      </footer>
      {draft.error ? <ProblemNotice error={draft.error} /> : null}
    </section>
  )
}

function Lines({ versions }: { versions: PolicyVersionSummary[] }) {
  const now = useNow()
  return (
    <div className={classes.lines}>
      {versions.map((each) => (
        <div key={each.version} className={classes.line}>
          <TextLink
            fw={600}
            to="/policies/$point/versions/$version"
            params={{ point: each.point, version: String(each.version) }}
          >
            Version {each.version}
          </TextLink>
          <PolicyStatusBadge status={each.status} />
          <span>
            {each.note} By {each.authorName}
            {each.activeFrom ? (
              <>
                , {each.status === 'scheduled' ? 'from' : 'since'} <Day value={each.activeFrom} />
              </>
            ) : (
              <>
                , <When at={each.submittedAt} now={now} />
              </>
            )}
          </span>
        </div>
      ))}
    </div>
  )
}

function Drafts({ book }: { book: PolicyBook }) {
  const now = useNow()
  const refresh = useRefresh()
  const remove = useSend(policies.deleteDraft, { onDone: () => void refresh(policies.books) })
  if (book.drafts.length === 0) return null
  return (
    <div className={classes.lines}>
      {book.drafts.map((draft) => (
        <div key={draft.id} className={classes.line}>
          <TextLink fw={600} to="/policies/drafts/$id" params={{ id: draft.id }}>
            By {draft.authorName}
          </TextLink>
          <PolicyStatusBadge status="draft" />
          <span>
            from version {draft.basedOn}, last changed <When at={draft.updatedAt} now={now} />
          </span>
          {book.can.draft.ok && <PutAway onPutAway={() => remove.mutate({ params: { id: draft.id } })} />}
        </div>
      ))}
      {remove.error ? <ProblemNotice error={remove.error} /> : null}
    </div>
  )
}

/** Asks once more, in place: a draft that was put away is gone. */
function PutAway({ onPutAway }: { onPutAway: () => void }) {
  return (
    <details>
      <summary>Put away</summary>
      <Group gap="xs" mt={4}>
        <span>It can’t be brought back.</span>
        <Button size="compact-xs" color="red.8" onClick={onPutAway}>
          Put this draft away
        </Button>
      </Group>
    </details>
  )
}
