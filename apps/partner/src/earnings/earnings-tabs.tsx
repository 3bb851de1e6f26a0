import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import classes from './earnings.module.css'

const tabs = [
  { to: paths.earnings, title: 'Overview' },
  { to: paths.claims, title: 'Claims' },
  { to: paths.statements, title: 'Statements' },
] as const

export function EarningsTabs() {
  return (
    <nav className={classes.tabs} aria-label="What you earn">
      {tabs.map(({ to, title }) => (
        <Link key={to} to={to} activeOptions={{ exact: true, includeSearch: false }}>
          {title}
        </Link>
      ))}
    </nav>
  )
}
