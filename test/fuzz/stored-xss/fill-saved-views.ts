import { savedViews } from '@parley/contract/routes/saved-views'
import type { World } from '../../support/open-world.ts'
import type { HostileTexts } from './hostile-texts.ts'

/** Views of a list whose names are payloads, each changed to another once. */
export async function fillSavedViews(w: World, texts: HostileTexts): Promise<void> {
  const manager = w.as('manager')
  for (const numbers of texts.groups('saveView /name')) {
    const view = await texts.sends(manager, savedViews.save, numbers, {
      body: (say) => ({
        list: 'registrations' as const,
        name: say('/name'),
        filters: { q: say('/filters/*') },
        isShared: true,
      }),
    })
    await texts.sends(manager, savedViews.change, numbers, {
      params: { id: view.id },
      ifMatch: view.version,
      body: (say) => ({ name: say('/name'), filters: { q: say('/filters/*') }, isShared: true }),
    })
  }
}
