import type { DecisionCard } from '@parley/contract/decisions'
import { registration as point } from '@parley/rules/points/registration/point'
import { Link } from '@tanstack/react-router'
import { paths } from '../paths.ts'

const open = point.facts['account.designation'].values.open

/** Beside an answer that a published list had a part in: the list. Nothing beside any other. */
export function PublishedLink({ card, target }: { card: DecisionCard; target?: '_blank' | undefined }) {
  const designation = card.facts.find(({ fact }) => fact === 'account.designation')
  if (!designation || designation.value === open) return null
  return (
    <p>
      <Link to={paths.publishedAccounts} {...(target ? { target } : {})}>
        See all house and named accounts
      </Link>
    </p>
  )
}
