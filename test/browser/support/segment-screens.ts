import type { Screen } from './screen.ts'

export const partnerSegmentScreens: Screen[] = [
  { name: 'partner app, how crowded it is', route: '/how-crowded', who: 'seller', path: '/how-crowded' },
  {
    name: 'partner app, how crowded it is where too few companies are known',
    route: '/how-crowded',
    who: 'seller',
    path: '/how-crowded?country=IS',
  },
]

export const consoleSegmentScreens: Screen[] = [
  { name: 'console, overlap map', route: '/overlap', who: 'manager', path: '/overlap' },
  {
    name: 'console, overlap map of one country with a segment open',
    route: '/overlap',
    who: 'manager',
    path: '/overlap?country=US&measure=contested&sort=contested&open=US//backup',
    act: (page) => page.getByRole('complementary', { name: 'The open segment' }).waitFor(),
  },
]
