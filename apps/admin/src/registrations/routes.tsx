import { createRoute } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'
import { RegistrationPage } from './registration-page.tsx'
import { RegistrationPanel } from './registration-view.tsx'
import { RegistrationsPage } from './registrations-page.tsx'

const registrations = createRoute({
  getParentRoute: () => frame,
  path: '/registrations',
  validateSearch: searches.registrations,
  component: () => <RegistrationsPage panel={(id) => <RegistrationPanel id={id} />} />,
})

const registration = createRoute({
  getParentRoute: () => frame,
  path: '/registrations/$id',
  validateSearch: searches.registration,
  component: RegistrationPage,
})

export const registrationsRoutes = [registrations, registration] as const
