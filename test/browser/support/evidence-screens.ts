import type { Api, Screen } from './screen.ts'

/** An approved registration with files, as either side sees it. */
const withEvidence = (side: 'partner' | 'staff') => async (api: Api) => {
  for (let cursor: unknown = ''; cursor !== null; ) {
    const page = await api(`/${side}/registrations?status=approved${cursor ? `&cursor=${cursor}` : ''}`)
    for (const { id } of page.items)
      if ((await api(`/${side}/registrations/${id}/evidence`)).items.length > 0) return `/registrations/${id}`
    cursor = page.nextCursor
  }
  throw new Error('Nothing to show: no approved registration has evidence.')
}
const route = '/registrations/$id'

export const partnerEvidenceScreens: Screen[] = [
  { name: 'registration with evidence', route, who: 'seller', path: withEvidence('partner') },
  {
    name: 'attaching evidence',
    route,
    who: 'seller',
    path: withEvidence('partner'),
    act: async (page) => {
      await page.getByRole('button', { name: 'Attach a file' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
]

export const consoleEvidenceScreens: Screen[] = [
  { name: 'a registration with evidence', route, who: 'manager', path: withEvidence('staff') },
]
