import { getRouteApi } from '@tanstack/react-router'
import { Sheet } from '../layout/split.tsx'
import { DealPanel } from './deal-view.tsx'

const route = getRouteApi('/console/deals/$id')

export function DealPage() {
  return (
    <Sheet>
      <DealPanel id={route.useParams().id} />
    </Sheet>
  )
}
