import { getRouteApi } from '@tanstack/react-router'
import { Sheet } from '../layout/split.tsx'
import { AccountPanel } from './account-view.tsx'

const route = getRouteApi('/console/accounts/$id')

export function AccountPage() {
  return (
    <Sheet>
      <AccountPanel id={route.useParams().id} />
    </Sheet>
  )
}
