import { ProblemError } from '@parley/contract/client'
import { createRootRoute, createRoute, Outlet, redirect } from '@tanstack/react-router'
import { meQuery, queryClient } from './api.ts'
import { AppFrame } from './layout/app-frame.tsx'
import { NotFound } from './layout/fallbacks.tsx'
import { keepOnlyFor } from './layout/kept.ts'
import { paths } from './paths.ts'

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

/** Around every page of whoever is signed in. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: AppFrame,
  beforeLoad: async ({ location }) => {
    try {
      const { me } = await queryClient.ensureQueryData(meQuery)
      keepOnlyFor(me.user.id)
      if (me.secondFactorNeeded && me.audience === 'partner' && location.pathname !== paths.account)
        throw redirect({ to: paths.account })
    } catch (error) {
      if (error instanceof ProblemError && error.problem.code === 'notSignedIn')
        throw redirect({ to: paths.signIn, search: location.href === '/' ? {} : { next: location.href } })
      throw error
    }
  },
})
