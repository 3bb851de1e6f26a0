import { partnerDesignations } from '@parley/contract/routes/designations'
import { partnerEngagements } from '@parley/contract/routes/engagements'
import { Day } from '@parley/ui/date'
import { ConsentClock } from '@parley/ui/may-i/answer'
import { Name, shown } from '@parley/ui/name'
import { useCall } from '@parley/ui/query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useNow } from '../api.ts'
import { LinkButton } from '../layout/link-button.tsx'
import { paths } from '../paths.ts'
import classes from './home.module.css'

/** What waits for this partner’s word beside its registrations; undefined until it is known. */
export function useAskedOfYou() {
  const consents = useCall(partnerEngagements.list, { query: { show: 'waiting' } }).data?.data.items
  const letters = useCall(partnerDesignations.notices, { query: { show: 'open' } }).data?.data.items
  return consents && letters ? { consents, letters } : undefined
}

type Asked = NonNullable<ReturnType<typeof useAskedOfYou>>

/** Consents that it is asked for, and customers of its own that name somebody else. */
export function AskedOfYou({ consents, letters }: Asked) {
  const now = useNow()
  return (
    <>
      {consents.map(({ id, accountName, askedByName, verbWords, productFamily, consent }) => (
        <Line
          key={id}
          accountName={accountName}
          to={paths.asked}
          id={id}
          action="Answer"
          words={`${askedByName} wants to ${verbWords}, for ${productFamily.name}.`}
        >
          {consent && <ConsentClock consent={consent} now={now} />}
        </Line>
      ))}
      {letters.map(({ id, accountName, productFamily, lastDay }) => (
        <Line
          key={id}
          accountName={accountName}
          to={paths.told}
          id={id}
          action="See what you can do"
          words={`The customer names somebody else for ${productFamily.name}.`}
        >
          {lastDay && (
            <span>
              A letter that takes it back counts until <Day value={lastDay} />
            </span>
          )}
        </Line>
      ))}
    </>
  )
}

function Line(props: {
  accountName: string
  to: typeof paths.asked | typeof paths.told
  id: string
  action: string
  words: string
  children: ReactNode
}) {
  const { accountName, to, id, action } = props
  return (
    <div className={classes.line} data-tone="needsYou">
      <div className={classes.words}>
        <span className={classes.top}>
          <Link to={to} params={{ id }}>
            <Name>{accountName}</Name>
          </Link>
        </span>
        <span>{props.words}</span>
        {props.children}
      </div>
      <LinkButton to={to} params={{ id }} aria-label={`${action}: ${shown(accountName)}`}>
        {action}
      </LinkButton>
    </div>
  )
}
