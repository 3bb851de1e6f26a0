import type { AboutRecord, AccountEvent, AccountEventKind } from '@parley/contract/account-timeline'
import {
  IconArrowsSplit2,
  IconBuilding,
  IconCoins,
  IconFileDescription,
  IconHelpCircle,
  IconLifebuoy,
  IconMail,
  IconReceipt,
  IconShieldCheck,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Day, When } from './date.tsx'
import { Name } from './name.tsx'
import type { Tone } from './theme.tsx'
import classes from './timeline.module.css'

const looks: Record<AccountEventKind, { tone: Tone; icon: typeof IconMail }> = {
  registration: { tone: 'info', icon: IconFileDescription },
  protection: { tone: 'granted', icon: IconShieldCheck },
  engagement: { tone: 'info', icon: IconHelpCircle },
  help: { tone: 'teaming', icon: IconLifebuoy },
  conflict: { tone: 'waiting', icon: IconArrowsSplit2 },
  letter: { tone: 'needsYou', icon: IconMail },
  deal: { tone: 'info', icon: IconReceipt },
  commission: { tone: 'granted', icon: IconCoins },
  account: { tone: 'neutral', icon: IconBuilding },
}

/** The record behind an entry as a link of this app; its words alone where there is none. */
export type LinkTo = (about: AboutRecord, words: ReactNode) => ReactNode

/** What happened at an account, in the order given; what is still ahead stands dashed. */
export function AccountEvents({ items, now, link }: { items: AccountEvent[]; now: string; link: LinkTo }) {
  return (
    <ol className={classes.list}>
      {items.map((event, position) => {
        const { tone, icon: Icon } = looks[event.kind]
        return (
          <li
            // Of one instant two may read the same; the order is the server's.
            key={`${event.at} ${position}`}
            className={`${classes.entry} ${event.ahead ? classes.ahead : ''}`}
          >
            <span className={classes.mark} data-tone={tone}>
              <Icon size={16} aria-hidden />
            </span>
            <div className={classes.text}>
              <div>
                <Words event={event} link={link} />
              </div>
              <div className={classes.by}>
                {event.by && (
                  <>
                    <Name>{event.by}</Name> ·{' '}
                  </>
                )}
                <When at={event.at} now={now} />
                {!event.ahead && (
                  <>
                    {' '}
                    · <Day value={event.at} />
                  </>
                )}
              </div>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** Whose it is leads to the record; where it is nobody's, what happened does. */
function Words({ event, link }: { event: AccountEvent; link: LinkTo }) {
  const { partnerName, productFamilyName, text, about } = event
  const to = (words: ReactNode) => (about ? link(about, words) : words)
  const whose = [partnerName, productFamilyName].filter((each) => each !== null).join(', ')
  if (whose === '') return to(<Name>{text}</Name>)
  return (
    <>
      {to(<Name>{whose}</Name>)}: <Name>{text}</Name>
    </>
  )
}
