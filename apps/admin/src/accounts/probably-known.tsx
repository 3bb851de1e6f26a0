import { Button } from '@mantine/core'
import type { Problem } from '@parley/contract/problem'
import { Name } from '@parley/ui/name'
import { useEffect, useRef } from 'react'
import { Chance } from '../layout/chance.tsx'
import { TextLink } from '../layout/link.tsx'
import { Notice } from '../layout/notice.tsx'
import classes from './accounts.module.css'
import { Place } from './place.tsx'
import { Reasons } from './reasons.tsx'

/** The server didn't add it, as it is probably one of these: the person opens one, or says that it is another. */
export function ProbablyKnown(props: { alike: NonNullable<Problem['alike']>; busy: boolean; onAnother: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} tabIndex={-1}>
      <Notice title="It wasn’t added: you probably know it already">
        <ul className={classes.likely}>
          {props.alike.map((each) => (
            <li key={each.accountId}>
              <div>
                <TextLink to="/accounts/$id" params={{ id: each.accountId }} underline="always" inherit c="inherit">
                  <Name>{each.name}</Name>
                </TextLink>{' '}
                <Chance permille={each.chancePermille} />
              </div>
              <Place account={each} />
              <Reasons reasons={each.reasons} />
            </li>
          ))}
        </ul>
        <p>Open the one that it is. If it is another company, say so and it is added.</p>
        <div>
          <Button size="xs" loading={props.busy} onClick={props.onAnother}>
            It’s another company: add it
          </Button>
        </div>
      </Notice>
    </div>
  )
}
