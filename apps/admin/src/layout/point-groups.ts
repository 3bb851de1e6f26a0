import type { PointId } from '@parley/rules/points/points'

/** What decision points are about, in the order in which lists show them. */
export const groupTitles = {
  deals: 'Accounts and deals',
  money: 'Contracts and money',
  partners: 'Partners and service',
} as const
export type PointGroup = keyof typeof groupTitles

const groups: Record<PointId, PointGroup> = {
  identity: 'deals',
  registration: 'deals',
  protection: 'deals',
  engagement: 'deals',
  conflict: 'deals',
  designation: 'deals',
  paper: 'money',
  concession: 'money',
  commission: 'money',
  clawback: 'money',
  request: 'partners',
  standing: 'partners',
  matching: 'partners',
  segment: 'partners',
}

const order = Object.keys(groups)

/** Things of decision points in their groups; empty groups are left out. */
export function byGroup<T>(all: readonly T[], pointOf: (each: T) => string): { title: string; items: T[] }[] {
  const sorted = all.toSorted((one, other) => order.indexOf(pointOf(one)) - order.indexOf(pointOf(other)))
  return (Object.keys(groupTitles) as PointGroup[])
    .map((group) => ({
      title: groupTitles[group],
      items: sorted.filter((each) => groups[pointOf(each) as PointId] === group),
    }))
    .filter(({ items }) => items.length > 0)
}
