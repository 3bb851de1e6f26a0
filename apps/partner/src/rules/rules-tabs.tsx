import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import classes from './rules.module.css'
import { rulePoints } from './rules-search.ts'

const pointTitles = {
  registration: 'Registering a deal',
  protection: 'Keeping a protection',
  paper: 'Whose contract it is',
  commission: 'What you earn',
  clawback: 'What is taken back',
}

/** All that the vendor publishes: its rules, and the accounts that some of them name. */
export function RulesTabs() {
  return (
    <nav className={classes.tabs} aria-label="What is published">
      {rulePoints.map((one) => (
        <Link
          key={one}
          to={paths.rules}
          search={one === 'registration' ? {} : { point: one }}
          activeOptions={{ exact: true, includeSearch: true }}
        >
          {pointTitles[one]}
        </Link>
      ))}
      <Link to={paths.publishedAccounts} activeOptions={{ exact: true, includeSearch: false }}>
        House and named accounts
      </Link>
    </nav>
  )
}
