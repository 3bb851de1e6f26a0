import { Button } from '@mantine/core'
import { designations } from '@parley/contract/accounts'
import { type ImportRow, type ImportTarget, importTargets } from '@parley/contract/imports'
import { countryName } from '@parley/ui/countries'
import { ToneBadge } from '@parley/ui/outcome'
import { IconCheck, IconEqual, IconTilde } from '@tabler/icons-react'
import { TextLink } from '../layout/link.tsx'
import { Cell, short } from './cell.tsx'
import { Facts } from './facts.tsx'
import classes from './imports.module.css'
import { saysSame } from './says-same.ts'
import { chanceWords } from './words.ts'

type Said = { target: ImportTarget; values: string[] }[]

/** An account that a row may mean, with what agrees marked. */
export function Candidate(props: {
  candidate: ImportRow['candidates'][number]
  said: Said
  row: ImportRow
  loading: boolean
  disabled: boolean
  onChoose: () => void
}) {
  const { candidate, said, row } = props
  const told = [
    { target: 'domain', text: candidate.domain },
    { target: 'country', text: countryName(candidate.country) },
    { target: 'city', text: candidate.city },
    { target: 'taxId', text: candidate.taxId },
    { target: 'designation', text: candidate.designation === 'open' ? null : designations[candidate.designation] },
  ] as const
  return (
    <section className={classes.side} aria-label={`Known: ${short(candidate.name)}`}>
      <h4>
        <TextLink to="/accounts/$id" params={{ id: candidate.accountId }} target="_blank" inherit underline="always">
          <Cell text={candidate.name} />
        </TextLink>
      </h4>
      <ToneBadge tone="info" icon={candidate.chancePermille >= 900 ? IconEqual : IconTilde}>
        {chanceWords(candidate.chancePermille)}
      </ToneBadge>
      <Facts
        facts={told
          .filter(({ text }) => text)
          .map(({ target, text }) => ({
            title: importTargets[target],
            value: (
              <>
                <Cell text={text ?? ''} />
                {agrees(said, target, text ?? '') && (
                  <span className={classes.same}>
                    <IconCheck size={14} aria-hidden /> same
                  </span>
                )}
              </>
            ),
          }))}
      />
      {candidate.reasons.length > 0 && (
        <ul className={classes.reasons}>
          {candidate.reasons.map((reason) => (
            <li key={reason}>
              <Cell text={reason} />
            </li>
          ))}
        </ul>
      )}
      {row.can.resolve.ok && (
        <Button className={classes.choose} loading={props.loading} disabled={props.disabled} onClick={props.onChoose}>
          This is it
          <span className="visuallyHidden">
            : row {row.number} is {short(candidate.name)}
          </span>
        </Button>
      )}
    </section>
  )
}

const agrees = (said: Said, target: ImportTarget, text: string) =>
  said.some((each) => each.target === target && each.values.some((value) => saysSame(target, value, text)))
