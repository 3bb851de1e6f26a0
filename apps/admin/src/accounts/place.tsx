import { countryName } from '@parley/ui/countries'
import { Name } from '@parley/ui/name'
import classes from './accounts.module.css'

type Placed = { domain: string | null; city: string | null; country: string | null }

export const placeOf = ({ domain, city, country }: Placed): string =>
  [domain, city, countryName(country)].filter(Boolean).join(' · ')

/** Where an account is, on the web and on earth, in a line under its name. */
export function Place({ account }: { account: Placed }) {
  const place = placeOf(account)
  return place === '' ? null : (
    <div className={classes.small}>
      <Name>{place}</Name>
    </div>
  )
}
