import { Anchor } from '@mantine/core'
import type { AccountDetail } from '@parley/contract/accounts'
import { countryName } from '@parley/ui/countries'
import { Name } from '@parley/ui/name'
import { Section } from '../layout/section.tsx'
import classes from './accounts.module.css'
import { Compare } from './compare.tsx'
import { designationMeanings } from './designation.tsx'

/** The record itself: place, tax id, designation with its meaning, where it is from. */
export function About({ account }: { account: AccountDetail }) {
  const { summary, taxId, provenance } = account
  const place = [summary.city, countryName(summary.country)].filter(Boolean).join(', ')
  return (
    <Section title="The record">
      <dl className={classes.facts}>
        <dt>Place</dt>
        <dd>{place === '' ? 'Not known' : <Name>{place}</Name>}</dd>
        <dt>Tax id</dt>
        <dd>{taxId === null ? 'Not known' : <Name>{taxId}</Name>}</dd>
        <dt>Designation</dt>
        <dd>{designationMeanings[summary.designation]}</dd>
        {provenance !== null && (
          <>
            <dt>Where it is from</dt>
            <dd>
              <Provenance text={provenance} />
            </dd>
          </>
        )}
      </dl>
      <Compare self={summary.id} />
    </Section>
  )
}

/** Records from Wikidata carry its item, `wd:Q42`. */
function Provenance({ text }: { text: string }) {
  const item = /^wd:(Q\d+)$/.exec(text)?.[1]
  if (!item) return <Name>{text}</Name>
  return (
    <Anchor
      size="sm"
      underline="always"
      href={`https://www.wikidata.org/wiki/${item}`}
      rel="noreferrer"
      target="_blank"
    >
      Wikidata, {item}
    </Anchor>
  )
}
