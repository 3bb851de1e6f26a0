import { type Role, roleTitles } from '@parley/contract/session'
import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { useMatches } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMe } from '../api.ts'
import { homeOf, pages } from '../paths.ts'
import { ButtonLink } from './link.tsx'
import { Sheet } from './split.tsx'

/** The page, unless it is one of those that this role's navigation leaves out: an old link, or an address that was passed on. */
export function ForYourRole({ children }: { children: ReactNode }) {
  const { role } = useMe().user
  const path = useMatches({ select: (matches) => matches.at(-1)?.fullPath })
  const page = pages.find(({ to }) => to === path)
  // The first screen sends everybody on to their own.
  if (!page || page.to === '/' || page.roles.includes(role)) return children
  return (
    <Sheet>
      <Page title={page.question}>
        <Empty
          title={`This is for ${listed(page.roles)}`}
          text={`You are here as ${roleTitles[role].toLowerCase()}. Ask one of them for what you need from it.`}
          action={<ButtonLink to={homeOf(role)}>Go to your first page</ButtonLink>}
        />
      </Page>
    </Sheet>
  )
}

const several: Partial<Record<Role, string>> = {
  sales: 'sales',
  finance: 'finance',
  channelManager: 'channel managers',
  operator: 'operators',
  policyEditor: 'policy editors',
  policyApprover: 'policy approvers',
}

const listed = (roles: readonly Role[]): string =>
  new Intl.ListFormat('en').format(roles.map((role) => several[role] ?? roleTitles[role]))
