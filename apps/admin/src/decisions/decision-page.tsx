import { getRouteApi } from '@tanstack/react-router'
import { Sheet } from '../layout/split.tsx'
import { DecisionPanel } from './decision-view.tsx'

const route = getRouteApi('/console/decisions/$id')

export function DecisionPage() {
  return (
    <Sheet>
      <DecisionPanel id={route.useParams().id} />
    </Sheet>
  )
}
