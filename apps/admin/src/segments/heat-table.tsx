import type { OverlapMap, OverlapRow, SegmentNumbers } from '@parley/contract/segments'
import { readerLocale } from '@parley/ui/locale'
import { Name } from '@parley/ui/name'
import { IconEyeOff } from '@tabler/icons-react'
import { TextLink } from '../layout/link.tsx'
import type { Measure } from '../paths.ts'
import classes from './overlap.module.css'
import { keyOf } from './segment-key.ts'
import { countOf, measures, placeTitle } from './words.ts'

type Row = OverlapRow & { id: string }
type Props = {
  map: OverlapMap
  rows: Row[]
  measure: Measure
  current: string | undefined
  onOpen: (id: string) => void
}

const shades = 5

/** 0 for nothing, then five shades up to the largest of the map: the number stands in each cell besides. */
const shadeOf = (value: number, largest: number): number =>
  value === 0 || largest === 0 ? 0 : Math.max(1, Math.ceil((value / largest) * shades))

/** The map: a row for each place, a column for each product family, every cell a way in. */
export function HeatTable({ map, rows, measure, current, onOpen }: Props) {
  const largest = Math.max(0, ...rows.flatMap(({ cells }) => cells.map((cell) => cell[measure])))
  return (
    <>
      <div className={classes.scroll}>
        <table className={classes.heat}>
          <caption className="visuallyHidden">{measures[measure]} by place and product family</caption>
          <thead>
            <tr>
              <th scope="col">Place</th>
              <th scope="col">Companies</th>
              <th scope="col">All</th>
              {map.productFamilies.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} id={`row-${row.id}`} data-current={row.id === current}>
                <th scope="row">
                  <PlaceName row={row} />
                </th>
                <td className={`tabular ${classes.companies}`} data-title="Companies">
                  {row.companies.toLocaleString(readerLocale())}
                </td>
                <Cell
                  numbers={row.total}
                  measure={measure}
                  title="All"
                  onOpen={() => onOpen(row.id)}
                  label={`${placeTitle(row)}, all`}
                />
                {row.cells.map((numbers, at) => {
                  const family = map.productFamilies[at]!
                  const id = keyOf({ ...row, productFamily: family.id })
                  return (
                    <Cell
                      key={family.id}
                      numbers={numbers}
                      measure={measure}
                      title={family.name}
                      shade={shadeOf(numbers[measure], largest)}
                      isOpen={id === current}
                      label={`${placeTitle(row)}, ${family.name}`}
                      onOpen={() => onOpen(id)}
                    />
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={classes.legend}>
        <span>{measures[measure]}: none</span>
        {Array.from({ length: shades + 1 }, (_, shade) => (
          <span key={shade} className={classes.shade} data-shade={shade} aria-hidden />
        ))}
        <span>
          {largest}. Beneath each number: at how many of the companies that are worked with two or more partners meet.
        </span>
      </p>
    </>
  )
}

/** A country leads to its cities. */
function PlaceName({ row }: { row: Row }) {
  const name = <Name>{placeTitle(row)}</Name>
  return (
    <>
      {row.place === '' ? (
        <TextLink
          to="/overlap"
          search={(now: object) => ({ ...now, country: row.country, q: undefined, open: undefined })}
        >
          {name}
        </TextLink>
      ) : (
        name
      )}
      {!row.isTold && (
        <span className={classes.untold} title="Too small to be told to partners by itself">
          <IconEyeOff size={14} aria-hidden />
          <span className="visuallyHidden">, too small to be told to partners by itself</span>
        </span>
      )}
    </>
  )
}

function Cell(props: {
  numbers: SegmentNumbers
  measure: Measure
  shade?: number
  isOpen?: boolean
  /** The column's, where the table is too narrow for its header. */
  title: string
  label: string
  onOpen: () => void
}) {
  const { numbers, measure, shade = 0, isOpen = false, title, label, onOpen } = props
  const { worked, contested } = numbers
  const said = `${label}: ${measures[measure].toLowerCase()} ${numbers[measure]}; ${countOf(worked, 'company', 'companies')} worked with, ${contested} contested`
  if (worked === 0)
    return (
      <td className={classes.none} data-title={title}>
        0
      </td>
    )
  return (
    <td data-shade={shade} data-open={isOpen} data-title={title}>
      <button type="button" className={classes.cell} aria-label={said} onClick={onOpen}>
        <strong className="tabular">{numbers[measure]}</strong>
        <small className="tabular">
          {contested} of {worked}
        </small>
      </button>
    </td>
  )
}
