import { partner } from '@parley/contract/routes/partner'
import type { World } from '../../support/open-world.ts'
import type { HostileTexts } from './hostile-texts.ts'

/** Half-typed forms with a payload in each of their texts, and in the names of fields; ends in their ids. */
export async function fillDrafts(w: World, texts: HostileTexts): Promise<string[]> {
  const alder = w.as('alder')
  const ids: string[] = []
  for (const { n } of texts.payloads) {
    const form = (say: (pointer: string) => string) => {
      const text = say('/form/*')
      const typed = { accountName: text, city: text, domain: text, description: text, contactName: text, amount: text }
      return { form: { ...typed, [say('/form/<key>')]: text } }
    }
    const { id, version } = await texts.sends(alder, partner.createDraft, [n], { body: form })
    await texts.sends(alder, partner.saveDraft, [n], { params: { id }, ifMatch: version, body: form })
    ids.push(id)
  }
  return ids
}
