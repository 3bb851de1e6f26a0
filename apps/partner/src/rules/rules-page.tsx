import type { RulesOfEngagement } from '@parley/contract/home'
import { Day } from '@parley/ui/date'
import { OutcomeBadge } from '@parley/ui/outcome'
import { Page } from '@parley/ui/page'
import { ProblemNotice } from '@parley/ui/problem'
import { useCall } from '@parley/ui/query'
import { ListSkeleton } from '@parley/ui/skeletons'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import { routes } from '../api.ts'
import classes from './rules.module.css'
import { RulesTabs } from './rules-tabs.tsx'

export function RulesPage() {
  const { point = 'registration' } = useSearch({ from: '/signed-in/rules' })
  const rules = useCall(routes.rules, { params: { point } })
  const data = rules.data?.data
  return (
    <Page
      title="Which rules apply?"
      lead="These are the published rules. Every answer that you get names the one that made it."
    >
      <RulesTabs />
      {rules.isPending && <ListSkeleton rows={6} rowHeight={110} />}
      {rules.isError && <ProblemNotice error={rules.error} onRetry={() => rules.refetch()} />}
      {data && <Rules rules={data} />}
    </Page>
  )
}

type Clause = RulesOfEngagement['clauses'][number]
/** In the order of favour, each outcome once; within it, the policy's own order. */
const byOutcome = (clauses: Clause[]): [string, Clause[]][] => [
  ...Map.groupBy(
    [...clauses].sort((a, b) => b.favour - a.favour),
    (clause) => clause.outcomeTitle,
  ),
]

const anchorOf = (outcomeTitle: string) => outcomeTitle.toLowerCase().replaceAll(/\W+/g, '-')

function Rules({ rules }: { rules: RulesOfEngagement }) {
  const groups = byOutcome(rules.clauses)
  return (
    <div className={classes.columns}>
      <div className={classes.clauses}>
        <p className={classes.version}>
          <strong>{rules.question}</strong> {rules.title}, version {rules.version}, in force since{' '}
          <Day value={rules.activeFrom} />.
        </p>
        {rules.next && (
          <p className={classes.next} data-tone="info">
            <IconCalendarEvent size={20} aria-hidden />
            <span>
              Version {rules.next.version} follows on <Day value={rules.next.activeFrom} />. What you register before
              then is decided by today’s rules.
            </span>
          </p>
        )}
        <nav className={classes.jumps} aria-label="Rules by what they lead to">
          {groups.map(([outcomeTitle, clauses]) => (
            <a key={outcomeTitle} href={`#${anchorOf(outcomeTitle)}`}>
              <OutcomeBadge favour={clauses[0]?.favour ?? 0} title={`${outcomeTitle} · ${clauses.length}`} />
            </a>
          ))}
        </nav>
        {groups.map(([outcomeTitle, clauses]) => (
          <section key={outcomeTitle} id={anchorOf(outcomeTitle)} className={classes.group}>
            <h2>
              <OutcomeBadge favour={clauses[0]?.favour ?? 0} title={outcomeTitle} large />
            </h2>
            <div className={classes.panel}>
              {clauses.map((clause) => (
                <article key={clause.title} className={classes.clause}>
                  <h3>{clause.title}</h3>
                  <dl>
                    <dt>When</dt>
                    <dd>{clause.when}</dd>
                    <dt>Then</dt>
                    <dd>{clause.follows}</dd>
                    <dt>Why</dt>
                    <dd>{clause.why}</dd>
                    {clause.criteria.length > 0 && (
                      <>
                        <dt>A person weighs</dt>
                        <dd>
                          <ul className={classes.criteria}>
                            {clause.criteria.map((criterion) => (
                              <li key={criterion}>{criterion}</li>
                            ))}
                          </ul>
                        </dd>
                      </>
                    )}
                  </dl>
                  <small>{clause.source}</small>
                </article>
              ))}
            </div>
          </section>
        ))}
        <section className={classes.group}>
          <h2>When none of these fits</h2>
          <p className={`${classes.panel} ${classes.clause}`}>{rules.otherwise}</p>
        </section>
        <WorkedOut rules={rules} />
      </div>
      {rules.parameters.length > 0 && (
        <aside className={classes.numbers} aria-label="The numbers in these rules">
          <h2>The numbers</h2>
          <dl>
            {rules.parameters.map(({ title, value }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd className="tabular">{value}</dd>
              </div>
            ))}
          </dl>
        </aside>
      )}
    </div>
  )
}

/** How days, shares and amounts in the rules come about, and which days count. */
function WorkedOut({ rules: { workedOut, calendar } }: { rules: RulesOfEngagement }) {
  if (workedOut.length === 0) return null
  return (
    <section className={classes.group}>
      <h2>How it is worked out</h2>
      <div className={classes.panel}>
        {workedOut.map(({ title, text }) => (
          <article key={title} className={classes.clause}>
            <h3>{title}</h3>
            <p>{text}</p>
          </article>
        ))}
        {calendar.length > 0 && (
          <article className={classes.clause}>
            <h3>Calendar</h3>
            {calendar.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </article>
        )}
      </div>
    </section>
  )
}
