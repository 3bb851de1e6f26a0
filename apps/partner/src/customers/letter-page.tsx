import { ProblemError } from '@parley/contract/client'
import type { PartnerLetter } from '@parley/contract/designations'
import { partnerDesignations } from '@parley/contract/routes/designations'
import { Day } from '@parley/ui/date'
import { DecisionCardView } from '@parley/ui/decision-card'
import { Empty } from '@parley/ui/empty'
import { DesignationLine, LetterFacts } from '@parley/ui/letters/letter-facts'
import classes from '@parley/ui/letters/letters.module.css'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { CardSkeleton } from '@parley/ui/skeletons'
import { useParams } from '@tanstack/react-router'
import { useMe, useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'

/** A letter that names this partner, and what stands with it. */
export function LetterPage() {
  const { id } = useParams({ from: '/signed-in/letters/$id' })
  const { vendor } = useMe()
  const found = useCall(partnerDesignations.get, { params: { id } })
  const isGone = found.error instanceof ProblemError && found.error.problem.code === 'notFound'
  const letter = found.data?.data
  return (
    <Page
      title={letter ? `Do you represent ${vendor.name} at ${letter.accountName}?` : 'What has the customer written?'}
      actions={
        <LinkButton variant="default" to={paths.customers}>
          All your customers
        </LinkButton>
      }
    >
      {letter ? (
        <Letter letter={letter} />
      ) : isGone ? (
        <Empty
          title="There is no such letter"
          text="It doesn’t name your company, or the address was cut off."
          action={<LinkButton to={paths.customers}>Show your customers</LinkButton>}
        />
      ) : found.isError ? (
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      ) : (
        <CardSkeleton height={280} />
      )}
    </Page>
  )
}

function Letter({ letter }: { letter: PartnerLetter }) {
  const now = useNow()
  const leads = letter.designations.some(({ state }) => state === 'inEffect')
  return (
    <div className={classes.stack}>
      {letter.designations.map((each) => (
        <section key={each.id} className={classes.stack} aria-label={each.productFamily.name}>
          <h2>{each.productFamily.name}</h2>
          {each.state === 'ended' ? (
            <div className={classes.panel}>
              <DesignationLine {...each} />
              <p>{each.headline}</p>
            </div>
          ) : (
            <DecisionCardView card={each.decision} audience="partner" compact />
          )}
          {each.state === 'inEffect' && each.holdsUntil && (
            <p>
              It counts until the end of <Day value={each.holdsUntil} />.
            </p>
          )}
        </section>
      ))}
      {leads && (
        <div className={classes.buttons}>
          <LinkButton to={paths.makeLink} search={{ letterId: letter.id }}>
            Make a link for this customer
          </LinkButton>
        </div>
      )}
      <section className={classes.panel} aria-label="The letter">
        <h2>The letter</h2>
        <LetterFacts letter={letter} now={now} path={`/api/v1/partner/letters/${letter.id}/file`} />
      </section>
    </div>
  )
}
