import { lineKinds, type Statement, type StatementLine } from '@parley/contract/statements'
import { Day } from '@parley/ui/date'
import { Money } from '@parley/ui/money'
import { Name } from '@parley/ui/name'
import { OutcomeBadge, ToneBadge } from '@parley/ui/outcome'
import { TextLink } from '../layout/link.tsx'
import { AnswerForm } from './answer-form.tsx'
import classes from './statements.module.css'

/** The lines with the steps to each amount; they add up to the line, and the lines to the total. */
export function Lines({ statement }: { statement: Statement }) {
  const { lines, currency, totalMinor } = statement
  return (
    <div className={classes.scroll}>
      <table className={classes.lines}>
        <caption className="visuallyHidden">The lines of this statement</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col">For</th>
            <th scope="col">How it comes about</th>
            <th scope="col" className={classes.amount}>
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.id} line={line} currency={currency} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              Together
            </th>
            <td className={classes.amount}>
              <Money amountMinor={totalMinor} currency={currency} exact />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function Line({ line, currency }: { line: StatementLine; currency: string }) {
  const { decision, dispute, steps } = line
  const versions = [...new Set(steps.map(({ policyVersion }) => policyVersion))]
  return (
    <>
      <tr id={`line-${line.id}`}>
        <td className="tabular">{line.position}</td>
        <th scope="row" className={classes.for}>
          <Name>{line.accountName}</Name>
          <small className={classes.under}>
            {lineKinds[line.kind]}, <span className="tabular">{line.claimReference}</span>
          </small>
        </th>
        <td className={classes.how}>
          <ul className={classes.steps}>
            {steps.length === 0 && (
              <li>
                <span>{decision.headline}</span>
                <Money amountMinor={line.amountMinor} currency={currency} exact />
              </li>
            )}
            {steps.map((step, at) => (
              // Two steps of a line may read the same; they stand in the order in which they were made.
              <li key={`${at} ${step.text}`}>
                <span>
                  {step.text}
                  {step.because.length > 0 && (
                    <small className={classes.under}>{step.because.map(({ title }) => title).join(', ')}</small>
                  )}
                </span>
                <Money amountMinor={step.amountMinor} currency={currency} exact />
              </li>
            ))}
          </ul>
          <span className={classes.decision}>
            <OutcomeBadge favour={decision.outcome.favour} title={decision.outcome.title} />
            {versions.length > 0 && <small>by version {versions.join(', ')} of the rules</small>}
            {decision.decisionId && (
              <TextLink size="xs" to="/decisions/$id" params={{ id: decision.decisionId }}>
                The decision
              </TextLink>
            )}
          </span>
        </td>
        <td className={classes.amount}>
          <Money amountMinor={line.amountMinor} currency={currency} exact />
        </td>
      </tr>
      {dispute && (
        <tr>
          <td />
          <td colSpan={3} className={classes.how}>
            <div className={classes.dispute}>
              <p>
                <strong>{dispute.openedByName} disputes this line:</strong> {dispute.reason}
              </p>
              {dispute.answer ? (
                <p>
                  <ToneBadge tone={dispute.answer.isUpheld ? 'granted' : 'refused'}>
                    {dispute.answer.isUpheld ? 'Upheld' : 'Not upheld'}
                  </ToneBadge>{' '}
                  {dispute.answer.wording}{' '}
                  <small>
                    {dispute.answer.answeredByName}, <Day value={dispute.answer.answeredAt} />
                  </small>
                </p>
              ) : dispute.dueOn ? (
                <>
                  <p>
                    The answer is due on <Day value={dispute.dueOn} />.
                  </p>
                  <AnswerForm dispute={{ id: dispute.id, amountMinor: line.amountMinor, currency }} key={dispute.id} />
                </>
              ) : (
                <p>{dispute.decision.headline}</p>
              )}
            </div>
          </td>
        </tr>
      )}
    </>
  )
}
