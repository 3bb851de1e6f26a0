import type { TimelineEntry } from '@parley/contract/registrations'
import {
  IconAlarm,
  IconBell,
  IconCalendarPlus,
  IconClock,
  IconFlag,
  IconGavel,
  IconHourglassEmpty,
  IconMessage,
  IconMessageQuestion,
  IconNotes,
  IconSend,
  IconX,
} from '@tabler/icons-react'
import type { z } from 'zod'
import { Day, When } from './date.tsx'
import type { Tone } from './theme.tsx'
import classes from './timeline.module.css'

type Entry = z.infer<typeof TimelineEntry>
const looks: Record<Entry['kind'], { tone: Tone; icon: typeof IconBell }> = {
  submitted: { tone: 'info', icon: IconSend },
  decided: { tone: 'info', icon: IconGavel },
  overridden: { tone: 'info', icon: IconGavel },
  asked: { tone: 'needsYou', icon: IconMessageQuestion },
  answered: { tone: 'info', icon: IconMessage },
  activity: { tone: 'neutral', icon: IconNotes },
  reminded: { tone: 'waiting', icon: IconBell },
  extended: { tone: 'granted', icon: IconCalendarPlus },
  extensionRefused: { tone: 'refused', icon: IconX },
  withdrawn: { tone: 'neutral', icon: IconX },
  lapsed: { tone: 'neutral', icon: IconHourglassEmpty },
  expired: { tone: 'neutral', icon: IconHourglassEmpty },
  closed: { tone: 'granted', icon: IconFlag },
  late: { tone: 'refused', icon: IconAlarm },
  scheduled: { tone: 'waiting', icon: IconClock },
}

/** What happened, by whom and when; what is still ahead stands dashed. Shown in the order given. */
export function Timeline({ entries, now }: { entries: Entry[]; now: string }) {
  return (
    <ol className={classes.list}>
      {entries.map((entry) => {
        const { tone, icon: Icon } = looks[entry.kind]
        return (
          <li
            key={`${entry.at} ${entry.kind} ${entry.text}`}
            className={`${classes.entry} ${entry.ahead ? classes.ahead : ''}`}
          >
            <span className={classes.mark} data-tone={tone}>
              <Icon size={16} aria-hidden />
            </span>
            <div className={classes.text}>
              <div>{entry.text}</div>
              <div className={classes.by}>
                {entry.by && `${entry.by} · `}
                <When at={entry.at} now={now} />
                {!entry.ahead && (
                  <>
                    {' '}
                    · <Day value={entry.at} />
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
