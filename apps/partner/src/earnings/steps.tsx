import type { Step } from '@parley/contract/claims'
import { Money } from '@parley/ui/money'
import classes from './earnings.module.css'

/** The arithmetic, a row for each step: they add up to the amount, and each names the rule that made it. */
export function Steps({ steps, amountMinor, currency, caption }: StepsProps) {
  return (
    <table className={classes.steps}>
      <caption className="visuallyHidden">{caption}</caption>
      <thead className="visuallyHidden">
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Amount</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, at) => (
          <tr key={at}>
            <td>
              <span className={classes.words}>
                <span>{step.text}</span>
                {step.because.map(({ title, source }) => (
                  <small key={title}>
                    {title}
                    {source && `, ${source}`}
                  </small>
                ))}
                <small>Version {step.policyVersion} of the rules</small>
              </span>
            </td>
            <td>
              <Money amountMinor={step.amountMinor} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Together</th>
          <td>
            <Money amountMinor={amountMinor} currency={currency} />
          </td>
        </tr>
      </tfoot>
    </table>
  )
}

type StepsProps = { steps: readonly Step[]; amountMinor: number; currency: string; caption: string }
