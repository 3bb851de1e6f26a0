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

/** Records from public registries carry their number there: `wd:Q42`, `cik:0001091587`. */
const registries = [
  { pattern: /^wd:(Q\d+)$/, title: 'Wikidata', href: (item: string) => `https://www.wikidata.org/wiki/${item}` },
  { pattern: /^ror:(\w+)$/, title: 'Research organisations', href: (item: string) => `https://ror.org/${item}` },
  {
    pattern: /^cik:(\d+)$/,
    title: 'US securities register',
    href: (number: string) => `https://www.sec.gov/cgi-bin/browse-edgar?action=getcompany&CIK=${number}`,
  },
]

function Provenance({ text }: { text: string }) {
  for (const { pattern, title, href } of registries) {
    const number = pattern.exec(text)?.[1]
    if (number)
      return (
        <Anchor size="sm" underline="always" href={href(number)} rel="noreferrer" target="_blank">
          {title}, {number}
        </Anchor>
      )
  }
  return <Name>{text}</Name>
}
