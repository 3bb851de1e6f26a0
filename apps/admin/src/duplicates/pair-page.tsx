import type { AccountPair } from '@parley/contract/accounts'
import { Name } from '@parley/ui/name'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { CardSkeleton } from '@parley/ui/skeletons'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { accounts, useCall } from '../api.ts'
import { Chance } from '../layout/chance.tsx'
import { useKeys } from '../layout/keys.ts'
import { TextLink } from '../layout/link.tsx'
import { asLine, type Side, sideOf } from '../layout/reason-side.ts'
import { Section } from '../layout/section.tsx'
import { Sheet } from '../layout/split.tsx'
import { Comparison } from './comparison.tsx'
import classes from './duplicates.module.css'
import { Merged, type ShowsConflicts } from './merged.tsx'
import { PairAnswer } from './pair-answer.tsx'
import { usePairsAround } from './pairs-around.ts'
import { SaidDifferent } from './said-different.tsx'

const route = getRouteApi('/console/duplicates/$one/$other')

/** Two records side by side: one company or two? */
export function PairPage({ conflict }: ShowsConflicts) {
  const { one, other } = route.useParams()
  const { accountId, merged } = route.useSearch()
  const navigate = route.useNavigate()
  const around = usePairsAround({ one, other }, accountId)
  const goTo = (pair: { one: string; other: string } | undefined) =>
    pair && navigate({ to: '/duplicates/$one/$other', params: pair, search: { accountId } })
  const toList = () => navigate({ to: '/duplicates', search: { accountId } })
  useKeys({ j: () => goTo(around.next), k: () => goTo(around.before), Escape: toList })
  return (
    <Sheet key={`${one} ${other}`}>
      <div className={classes.back}>
        <TextLink to="/duplicates" search={{ accountId }}>
          All suspected duplicates
        </TextLink>
      </div>
      {merged ? (
        <Merged mergeId={merged} conflict={conflict} next={around.next} accountId={accountId} />
      ) : (
        <Pair one={one} other={other} next={around.next} accountId={accountId} />
      )}
    </Sheet>
  )
}

export type Next = { next: { one: string; other: string } | undefined; accountId: string | undefined }

function Pair({ one, other, ...next }: { one: string; other: string } & Next) {
  const answer = useCall(accounts.comparePair, { params: { one, other } })
  const pair = answer.data?.data
  useEffect(() => void window.scrollTo(0, 0), [])
  if (pair)
    return (
      <Page title="Are these the same company?" lead={<Lead pair={pair} />}>
        <div className={classes.decide}>
          <div className={classes.column}>
            <Comparison pair={pair} />
          </div>
          <div className={classes.column}>
            <Reasons pair={pair} />
            <Section title="What a merge would do">
              <ul className={classes.sentences}>
                {pair.consequences.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </Section>
            {pair.saidDifferent ? <SaidDifferent pair={pair} {...next} /> : <PairAnswer pair={pair} {...next} />}
          </div>
        </div>
      </Page>
    )
  if (answer.error) return <ProblemNotice error={answer.error} onRetry={answer.refetch} />
  return (
    <>
      <CardSkeleton height={60} />
      <CardSkeleton height={420} />
    </>
  )
}

function Lead({ pair }: { pair: AccountPair }) {
  return (
    <span className={classes.lead}>
      <Chance permille={pair.chancePermille} />
      {pair.relatedPermille > pair.chancePermille && pair.relatedPermille >= 250 && (
        <span>More likely one belongs to the other’s family than that they are one company.</span>
      )}
    </span>
  )
}

const sides: { side: Side; title: string }[] = [
  { side: 'for', title: 'Speaks for one company' },
  { side: 'against', title: 'Speaks against it' },
  { side: 'neither', title: 'Can’t be compared' },
]

function Reasons({ pair }: { pair: AccountPair }) {
  return (
    <Section title="Why it was proposed" note="What weighs most, first">
      {pair.reasons.length === 0 && <p>Nothing in their names or domains speaks for it.</p>}
      <div className={classes.sides}>
        {sides.map(({ side, title }) => {
          const reasons = pair.reasons.filter((reason) => sideOf(reason) === side)
          if (reasons.length === 0) return null
          return (
            <div key={side}>
              <h3>{title}</h3>
              <ul className={classes.sentences}>
                {reasons.map((reason) => (
                  <li key={reason}>
                    <Name>{asLine(reason)}</Name>
                  </li>
                ))}
              </ul>
            </div>
          )
        })}
      </div>
    </Section>
  )
}
