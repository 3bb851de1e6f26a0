import { getRouteApi } from '@tanstack/react-router'
import { Sheet } from '../layout/split.tsx'
import { RegistrationPanel } from './registration-view.tsx'

const route = getRouteApi('/console/registrations/$id')

export function RegistrationPage() {
  return (
    <Sheet>
      <RegistrationPanel id={route.useParams().id} />
    </Sheet>
  )
}
