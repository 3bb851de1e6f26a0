import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { Broken, NotFound } from './layout/fallbacks.tsx'
import { Shell } from './layout/shell.tsx'
import { useSignOut } from './layout/sign-out.ts'
import { SignedIn } from './session/signed-in.tsx'

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Broken })

/** Around every page of whoever is signed in. */
export const frame = createRoute({ getParentRoute: () => root, id: 'console', component: Console })

function Console() {
  const signOut = useSignOut()
  return (
    <SignedIn onSignOut={signOut}>
      <Shell />
    </SignedIn>
  )
}
