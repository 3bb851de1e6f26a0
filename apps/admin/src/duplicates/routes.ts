import { createRoute } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'
import { DuplicatesPage } from './duplicates-page.tsx'
import { MergesPage } from './merges-page.tsx'

const duplicates = createRoute({
  getParentRoute: () => frame,
  path: '/duplicates',
  validateSearch: searches.duplicates,
  component: DuplicatesPage,
})

const merges = createRoute({ getParentRoute: () => frame, path: '/duplicates/merges', component: MergesPage })

export const duplicatesRoutes = [duplicates, merges] as const
