import { useMediaQuery } from '@mantine/hooks'
import type { AccountPair } from '@parley/contract/accounts'
import { Name } from '@parley/ui/name'
import { IconCircleHalf2, IconEqual, IconEqualNot, IconTilde } from '@tabler/icons-react'
import { TextLink } from '../layout/link.tsx'
import { type ComparedField, comparedFields } from './compared-fields.ts'
import classes from './duplicates.module.css'
import { oddLetters } from './odd-letters.ts'

const looks = {
  same: { word: 'Same', icon: IconEqual },
  alike: { word: 'Alike', icon: IconTilde },
  different: { word: 'Different', icon: IconEqualNot },
  oneOnly: { word: 'Only one', icon: IconCircleHalf2 },
} as const

/** Field by field in two columns; on a narrow screen in stacked pairs. */
export function Comparison({ pair }: { pair: AccountPair }) {
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const fields = comparedFields(pair)
  return narrow ? <Stacked pair={pair} fields={fields} /> : <SideBySide pair={pair} fields={fields} />
}

type Props = { pair: AccountPair; fields: ComparedField[] }

function SideBySide({ pair, fields }: Props) {
  return (
    <div className={classes.frame}>
      <table className={classes.compare}>
        <caption className="visuallyHidden">The two records, field by field</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">The first</th>
            <th scope="col">The second</th>
            <th scope="col">They are</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.key} data-comparison={field.comparison}>
              <th scope="row">{field.title}</th>
              <td>
                <Values field={field} values={field.one} id={pair.one.summary.id} />
              </td>
              <td>
                <Values field={field} values={field.other} id={pair.other.summary.id} />
              </td>
              <td>
                <Mark field={field} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Stacked({ pair, fields }: Props) {
  return (
    <ul className={classes.stacked} aria-label="The two records, field by field">
      {fields.map((field) => (
        <li key={field.key} data-comparison={field.comparison}>
          <div className={classes.stackedHead}>
            <h2>{field.title}</h2>
            <Mark field={field} />
          </div>
          <dl>
            <dt>First</dt>
            <dd>
              <Values field={field} values={field.one} id={pair.one.summary.id} />
            </dd>
            <dt>Second</dt>
            <dd>
              <Values field={field} values={field.other} id={pair.other.summary.id} />
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  )
}

function Values({ field, values, id }: { field: ComparedField; values: string[]; id: string }) {
  if (values.length === 0) return <span className={classes.dim}>{field.none}</span>
  return values.map((value) => {
    const odd = field.key === 'name' || field.key === 'aliases' ? oddLetters(value) : null
    return (
      <div key={value}>
        {field.key === 'name' ? (
          <TextLink fw={600} to="/accounts/$id" params={{ id }}>
            <Name>{value}</Name>
          </TextLink>
        ) : (
          <Name>{value}</Name>
        )}
        {odd && <small className={classes.odd}>{odd}</small>}
      </div>
    )
  })
}

function Mark({ field: { comparison } }: { field: ComparedField }) {
  if (comparison === null) return null
  const { word, icon: Icon } = looks[comparison]
  return (
    <span className={classes.mark}>
      <Icon size={16} aria-hidden />
      {word}
    </span>
  )
}
