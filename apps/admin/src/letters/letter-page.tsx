import type { StaffLetter } from '@parley/contract/designations'
import { checkWays, letterSigners } from '@parley/contract/letters'
import { staffDesignations } from '@parley/contract/routes/designations'
import { When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { answerOf, LetterFacts } from '@parley/ui/letters/letter-facts'
import classes from '@parley/ui/letters/letters.module.css'
import { Name, shown } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { isCode, useCall, useNow } from '../api.ts'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import { CheckForm } from './check-form.tsx'
import { DesignationPart } from './designation-part.tsx'
import { LetterViewer } from './letter-viewer.tsx'
import { SettleForm } from './settle-form.tsx'

const route = getRouteApi('/console/letters/$id')

/** One letter: what it says, who was asked, who leads at present, what was decided, and what can be done. */
export function LetterPage() {
  const { id } = route.useParams()
  const found = useCall(staffDesignations.get, { params: { id } })
  const letter = found.data?.data
  return (
    <Sheet>
      <Page
        title={letter ? `Does ${letter.accountName} want ${letter.partner.name}?` : 'What has the customer written?'}
        actions={
          <>
            {letter?.account && (
              <ButtonLink
                to="/accounts/$id/represents"
                params={{ id: letter.account.id }}
                search={{}}
                variant="default"
                size="xs"
              >
                Who represents us there?
              </ButtonLink>
            )}
            <ButtonLink to="/letters" search={{}} variant="default" size="xs">
              All letters
            </ButtonLink>
          </>
        }
      >
        {letter ? (
          <Letter letter={letter} etag={found.data!.etag} />
        ) : isCode(found.error, 'notFound') ? (
          <Empty
            title="There is no such letter"
            text="The address may have been cut off when it was copied."
            action={
              <ButtonLink to="/letters" search={{}}>
                Show all letters
              </ButtonLink>
            }
          />
        ) : found.isError ? (
          <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
        ) : (
          <CardSkeleton height={320} />
        )}
      </Page>
    </Sheet>
  )
}

function Letter({ letter, etag }: { letter: StaffLetter; etag: string | null }) {
  const now = useNow()
  return (
    <div className={classes.stack}>
      {letter.account === null && letter.can.settleAccount.ok && <SettleForm letter={letter} etag={etag} />}
      {letter.isGenuine === null && letter.can.check.ok && (
        <CheckForm id={letter.id} shownId={letter.id} etag={etag} title="Has the customer written it?" />
      )}
      {letter.designations.map((each) => (
        <DesignationPart key={each.id} letter={letter} designation={each} etag={etag} />
      ))}
      <Section title="The letter">
        <LetterFacts letter={letter} now={now} path={`/api/v1/staff/letters/${letter.id}/file`}>
          <dt>Customer</dt>
          <dd>
            {letter.account ? (
              <TextLink to="/accounts/$id" params={{ id: letter.account.id }} inherit>
                <Name>{letter.account.name}</Name>
              </TextLink>
            ) : (
              <>
                <Name>{letter.accountName}</Name>, which isn’t a known account yet
              </>
            )}
          </dd>
          <dt>Names</dt>
          <dd>
            <Name>{letter.partner.name}</Name>
          </dd>
        </LetterFacts>
      </Section>
      <LetterViewer id={letter.id} file={letter.file} />
      {letter.checks.length > 0 && <Checks checks={letter.checks} now={now} />}
      {letter.isGenuine !== null && letter.can.check.ok && (
        <details>
          <summary>Ask the customer again</summary>
          <CheckForm id={letter.id} shownId={letter.id} etag={etag} title="What does the customer say now?" />
        </details>
      )}
    </div>
  )
}

/** Who asked whom, how, and what came of it. */
export function Checks({ checks, now }: { checks: StaffLetter['checks']; now: string }) {
  return (
    <Section title="Who was asked">
      <ul className={classes.list}>
        {checks.map((check) => (
          <li key={check.checkedAt}>
            <strong>{answerOf(check)}.</strong> <Name>{check.checkedByName}</Name>: {checkWays[check.how].toLowerCase()}
            , spoke with {shown(check.spokeWith)}; signed by {letterSigners[check.signer].toLowerCase()}.{' '}
            <When at={check.checkedAt} now={now} />
            {check.note && <p className={classes.dim}>{shown(check.note)}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
