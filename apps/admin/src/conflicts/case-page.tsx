import { Button } from '@mantine/core'
import type { ConflictCase } from '@parley/contract/conflicts'
import { staffConflicts } from '@parley/contract/routes/conflicts'
import { AbilityButton } from '@parley/ui/ability-button'
import { Day, When } from '@parley/ui/date'
import { Empty } from '@parley/ui/empty'
import { Name } from '@parley/ui/name'
import { ToneBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { Timeline } from '@parley/ui/timeline'
import { getRouteApi } from '@tanstack/react-router'
import { isCode, useCall, useNow } from '../api.ts'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import { AnswerForm } from './answer-form.tsx'
import { AttachForm } from './attach-form.tsx'
import { AwardForm } from './award-form.tsx'
import classes from './case.module.css'
import { ClaimColumn } from './claim-column.tsx'
import { ProposeForm } from './propose-form.tsx'
import { SayForm } from './say-form.tsx'
import { Teamings } from './teamings.tsx'
import { Refused, useCaseChange } from './use-case-change.tsx'

const route = getRouteApi('/console/conflicts/$id')

/** One case: what would come of it or what came of it, the claims side by side, and what happened. */
export function CasePage() {
  const { id } = route.useParams()
  const found = useCall(staffConflicts.get, { params: { id } })
  const shown = found.data?.data
  return (
    <Sheet>
      <Page
        title={shown ? `Who leads ${shown.account.name} for ${shown.productFamilyName}?` : 'Who leads?'}
        actions={
          <ButtonLink to="/conflicts" variant="default" size="xs">
            All conflicts
          </ButtonLink>
        }
      >
        {shown ? (
          <Case shown={shown} etag={found.data!.etag} onReload={() => void found.refetch()} />
        ) : isCode(found.error, 'notFound') ? (
          <Empty
            title="There is no such case"
            text="The address may have been cut off when it was copied."
            action={<ButtonLink to="/conflicts">Show all conflicts</ButtonLink>}
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

type Shown = { shown: ConflictCase; etag: string | null; onReload: () => void }

const stateTones = {
  gathering: 'waiting',
  missing: 'needsYou',
  person: 'needsYou',
  decided: 'granted',
  appealed: 'needsYou',
  over: 'neutral',
} as const
const stateTitles = {
  gathering: 'Gathering evidence',
  missing: 'Something isn’t known',
  person: 'A person decides',
  decided: 'Decided',
  appealed: 'Under appeal',
  over: 'Over',
} as const

function Case({ shown, etag, onReload }: Shown) {
  const now = useNow()
  const { do: doing, claim: claimId } = route.useSearch()
  const navigate = route.useNavigate()
  const go = (search: { do?: typeof doing; claim?: string }) => void navigate({ search, replace: true })
  const done = () => go({})
  const decide = useCaseChange(staffConflicts.decide, shown.id)
  const of = { shown, etag, onDone: done, onReload }
  const claim = shown.claims.find((each) => each.id === claimId)
  // Where the policy would leave it to a person, asking it settles nothing.
  const toAPerson = shown.state === 'person' || !shown.isSettledByPolicy
  const appealed = shown.claims.find((each) => each.appeal && each.appeal.answeredAt === null)
  return (
    <div className={classes.stack}>
      <section className={classes.answer} aria-label="What comes of it">
        <div>
          <div>
            <ToneBadge tone={stateTones[shown.state]}>{stateTitles[shown.state]}</ToneBadge>
          </div>
          <h2>{shown.headline}</h2>
          <p className={classes.dim}>
            A claim needs {shown.rules.minimumPoints} points to lead, and {shown.rules.clearMarginPoints} more than the
            next to be clearly ahead, by version {shown.rules.policyVersion} of{' '}
            <TextLink
              underline="always"
              to="/policies/$point/versions/$version"
              params={{ point: 'conflict', version: String(shown.rules.policyVersion) }}
            >
              the rules for conflicts
            </TextLink>
            .
          </p>
          <p className={classes.dim}>
            <TextLink underline="always" to="/accounts/$id" params={{ id: shown.account.id }}>
              <Name>{shown.account.name}</Name>
            </TextLink>
            , opened <When at={shown.openedAt} now={now} /> {shown.openedBecause}.
            {shown.due && (
              <>
                {' '}
                {shown.due.what}: until the end of <Day value={shown.due.lastDay} />,{' '}
                <When at={shown.due.at} now={now} />.
              </>
            )}
            {shown.closedAt && (
              <>
                {' '}
                Closed <When at={shown.closedAt} now={now} />: {shown.closedBecause}.
              </>
            )}
          </p>
        </div>
        <div className={classes.buttons}>
          {shown.closedAt === null && (
            <>
              <AbilityButton
                ability={shown.can.decide}
                variant={toAPerson ? 'default' : 'filled'}
                loading={decide.isPending}
                onClick={() => decide.mutate({ params: { id: shown.id }, ...(etag ? { ifMatch: etag } : {}) })}
              >
                Let the policy decide now
              </AbilityButton>
              <AbilityButton
                ability={shown.can.award}
                variant={toAPerson ? 'filled' : 'default'}
                onClick={() => go({ do: 'award' })}
              >
                Decide in person
              </AbilityButton>
              {shown.can.proposeTeaming.ok && (
                <Button variant="default" onClick={() => go({ do: 'team' })}>
                  Propose a teaming
                </Button>
              )}
            </>
          )}
          {appealed && (
            <AbilityButton ability={shown.can.answerAppeal} onClick={() => go({ do: 'answer' })}>
              Answer the appeal
            </AbilityButton>
          )}
        </div>
      </section>
      {decide.isError && <Refused error={decide.error} onReload={onReload} />}
      {doing === 'award' && shown.can.award.ok && <AwardForm {...of} />}
      {doing === 'team' && shown.can.proposeTeaming.ok && <ProposeForm {...of} />}
      {doing === 'answer' && appealed?.appeal && shown.can.answerAppeal.ok && (
        <AnswerForm {...of} claim={appealed} appeal={appealed.appeal} />
      )}
      {doing === 'say' && claim && shown.can.say.ok && <SayForm {...of} claim={claim} />}
      {doing === 'attach' && shown.can.attach.ok && <AttachForm {...of} />}
      <ul className={classes.claims} aria-label="The claims side by side">
        {shown.claims.map((each) => (
          <ClaimColumn
            key={each.id}
            claim={each}
            shown={shown}
            now={now}
            onSay={() => go({ do: 'say', claim: each.id })}
            onAttach={() => go({ do: 'attach' })}
          />
        ))}
      </ul>
      <Teamings accountId={shown.account.id} />
      <Section title="What happened">
        <Timeline entries={shown.timeline} now={now} />
      </Section>
    </div>
  )
}
