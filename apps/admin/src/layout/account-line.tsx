import type { AccountSummary } from '@parley/contract/accounts'
import { countryName } from '@parley/ui/countries'
import { Name } from '@parley/ui/name'
import classes from './account-line.module.css'

/** A record in a list: its name, and where it is. The name was typed by strangers, so it keeps to itself. */
export function AccountLine({ account }: { account: Pick<AccountSummary, 'name' | 'domain' | 'country' | 'city'> }) {
  const place = [account.domain, account.city, countryName(account.country)].filter(Boolean)
  return (
    <span className={classes.line}>
      <span>
        <Name>{account.name}</Name>
      </span>{' '}
      {place.length > 0 && (
        <small>
          <Name>{place.join(' · ')}</Name>
        </small>
      )}
    </span>
  )
}
