import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { frame } from '../frame.tsx'
import { searches } from '../paths.ts'

const letters = createRoute({
  getParentRoute: () => frame,
  path: '/letters',
  validateSearch: searches.letters,
  component: lazyRouteComponent(() => import('./letters-page.tsx'), 'LettersPage'),
})

const enterLetter = createRoute({
  getParentRoute: () => frame,
  path: '/letters/new',
  component: lazyRouteComponent(() => import('./enter-letter-page.tsx'), 'EnterLetterPage'),
})

const attestationKeys = createRoute({
  getParentRoute: () => frame,
  path: '/letters/keys',
  component: lazyRouteComponent(() => import('./keys-page.tsx'), 'KeysPage'),
})

const letter = createRoute({
  getParentRoute: () => frame,
  path: '/letters/$id',
  component: lazyRouteComponent(() => import('./letter-page.tsx'), 'LetterPage'),
})

const link = createRoute({
  getParentRoute: () => frame,
  path: '/links/$id',
  component: lazyRouteComponent(() => import('./link-page.tsx'), 'LinkPage'),
})

export const lettersRoutes = [letters, enterLetter, attestationKeys, letter, link] as const
