import type { RecordCheck } from '@parley/contract/audit'
import { daysBetween, When } from '@parley/ui/date'
import { ProblemNotice } from '@parley/ui/problem'
import { IconShieldCheck } from '@tabler/icons-react'
import { audit, useCall, useNow } from '../api.ts'
import { Notice } from '../layout/notice.tsx'
import classes from './audit.module.css'

/** Every night, so after two days something doesn't run. */
const expectedEveryDays = 2
const mostNamed = 3

/** When the records were last checked, and with what result: an alarm when one was changed. */
export function LastCheck() {
  const now = useNow()
  const { data, error, refetch } = useCall(audit.check)
  if (error) return <ProblemNotice error={error} onRetry={() => refetch()} />
  if (!data) return <p className={classes.check}>Looking when the records were last checked</p>
  const check = data.data
  if (check.checkedAt === null)
    return <p className={classes.check}>The records weren’t checked yet. They are checked every night.</p>
  if (check.findings.length > 0) return <Alarm check={check} now={now} />
  if (daysBetween(check.checkedAt, now) >= expectedEveryDays)
    return (
      <Notice title="The records weren’t checked for some time">
        <p>
          Last <When at={check.checkedAt} now={now} />, when nothing was changed. They are checked every night while a
          worker runs: ask whoever operates Parley whether one does.
        </p>
      </Notice>
    )
  return (
    <p className={classes.check} data-tone="granted">
      <IconShieldCheck size={18} aria-hidden />
      <span>
        Nothing was changed: {howMuch(check)}, checked <When at={check.checkedAt} now={now} />.
      </span>
    </p>
  )
}

function Alarm({ check, now }: { check: RecordCheck; now: string }) {
  const { findings } = check
  const more = findings.length - mostNamed
  return (
    <Notice tone="refused" title="A record was changed, or what protects it is off">
      <ul>
        {findings.slice(0, mostNamed).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p>
        {more > 0 && `There is more: ${more} other findings. `}
        Found <When at={check.brokenSince ?? check.checkedAt!} now={now} />. Keep the database and its backups as they
        are, and have whoever operates Parley run npm run audit:verify.
      </p>
    </Notice>
  )
}

const howMuch = ({ records, reach, checkpoints }: RecordCheck) =>
  `${records.toLocaleString('en')} ${reach === 'newest' ? 'new ' : ''}${records === 1 ? 'record' : 'records'} against ${checkpoints.toLocaleString('en')} signed ${checkpoints === 1 ? 'checkpoint' : 'checkpoints'}`
