import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'
import { DecisionPage } from './decision-page.tsx'
import { DecisionPanel } from './decision-view.tsx'

const decisions = createRoute({
  getParentRoute: () => frame,
  path: '/decisions',
  validateSearch: searches.decisions,
  component: lazyRouteComponent(async () => {
    // It knows the outcomes of every decision point, which the other lists don't need.
    const { DecisionsPage } = await import('./decisions-page.tsx')
    return { default: () => <DecisionsPage panel={(id) => <DecisionPanel id={id} />} /> }
  }),
})

const decision = createRoute({ getParentRoute: () => frame, path: '/decisions/$id', component: DecisionPage })

export const decisionsRoutes = [decisions, decision] as const
