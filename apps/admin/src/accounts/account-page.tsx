import type { Merge } from '@parley/contract/accounts'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Sheet } from '../layout/split.tsx'
import { AccountPanel } from './account-view.tsx'

const route = getRouteApi('/console/accounts/$id')

export function AccountPage({ undo }: { undo: (merge: Merge) => ReactNode }) {
  return (
    <Sheet>
      <AccountPanel id={route.useParams().id} undo={undo} />
    </Sheet>
  )
}
