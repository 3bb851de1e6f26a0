import { lineKinds, type Statement } from '@parley/contract/statements'
import { Money } from '@parley/ui/money'
import { shown } from '@parley/ui/name'
import { useMe } from '../api.ts'
import looks from './statement.module.css'

/** On paper every line is open, with its steps and where they come from. The screen shows one at a time. */
export function PrintedStatement({ statement }: { statement: Statement }) {
  const { vendor } = useMe()
  const { lines, currency, totalMinor, partner, reference } = statement
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={currency} />
  return (
    <section className={looks.onPaper} aria-hidden>
      <p>
        {vendor.name} to {shown(partner.name)}, {reference}
      </p>
      <table className={looks.printed}>
        <thead>
          <tr>
            <th>Line</th>
            <th>What for</th>
            <th>Amount</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td>{line.position}</td>
              <td>
                <strong>{shown(line.accountName)}</strong>, {line.claimReference}. {lineKinds[line.kind]}
                {line.steps.map((step, at) => (
                  <div key={at}>
                    {step.text}: {money(step.amountMinor)}
                    {step.because.map(({ title, source }) => ` (${title}${source ? `, ${source}` : ''})`)}
                  </div>
                ))}
              </td>
              <td>{money(line.amountMinor)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <td>Total</td>
            <td>{money(totalMinor)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  )
}
