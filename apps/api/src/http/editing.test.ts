import { partner } from '@parley/contract/routes/partner'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()

describe('an edit is based on the version that its author saw', () => {
  it('needs If-Match, and is refused when the record has changed since', async () => {
    const created = await w.as('alder').sends(partner.createDraft, { body: { form: { accountName: 'Half Typed' } } })
    const { id } = created.json as { id: string }
    const save = (ifMatch?: string) =>
      w.as('alder').sends(partner.saveDraft, {
        params: { id },
        body: { form: { accountName: 'Typed' } },
        ...(ifMatch === undefined ? {} : { ifMatch }),
      })
    expect(created.headers.get('etag')).toBe('"1"')
    expect((await save()).json).toMatchObject({ code: 'preconditionRequired' })
    expect((await save('"1"')).headers.get('etag')).toBe('"2"')
    expect((await save('"1"')).json).toMatchObject({ code: 'stale', status: 412 })
    expect((await save('*')).status).toBe(412)
    expect((await w.as('alder').does(partner.getDraft, { params: { id } })).version).toBe(2)
  })

  it('lets one of two edits at once through', async () => {
    const { summary, version } = await w.as('alder').registers(aDeal({ account: { name: 'Pulled Two Ways' } }))
    const withdraw = () =>
      w.as('alder').sends(partner.withdraw, { params: { id: summary.id }, body: {}, ifMatch: version })
    const answers = await Promise.all([withdraw(), withdraw()])
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 412])
  })
})

describe('a draft', () => {
  it('is its author’s alone, and is put away by the registration that it became', async () => {
    const draft = await w
      .as('alder')
      .does(partner.createDraft, { body: { form: { accountName: 'Drafted Deal', any: null } } })
    expect(draft.title).toBe('Drafted Deal')
    const params = { id: draft.id }
    expect((await w.as('alderAdmin').sends(partner.getDraft, { params })).status).toBe(404)
    expect((await w.as('brightwater').sends(partner.deleteDraft, { params })).status).toBe(404)
    await w.as('alder').registers({ ...aDeal({ account: { name: 'Drafted Deal' } }), draftId: draft.id })
    expect((await w.as('alder').sends(partner.getDraft, { params })).status).toBe(404)
  })

  it('stays when a colleague registers with its id', async () => {
    const { id } = await w.as('alder').does(partner.createDraft, { body: { form: { accountName: 'Mine To Finish' } } })
    await w.as('alderAdmin').registers({ ...aDeal({ account: { name: 'Somebody Quicker' } }), draftId: id })
    expect((await w.as('alder').does(partner.getDraft, { params: { id } })).title).toBe('Mine To Finish')
  })

  it('can be put away', async () => {
    const { id } = await w.as('alder').does(partner.createDraft, { body: { form: {} } })
    expect((await w.as('alder').sends(partner.deleteDraft, { params: { id } })).status).toBe(204)
    const { items } = await w.as('alder').does(partner.listDrafts, {})
    expect(items.map((item) => item.id)).not.toContain(id)
  })
})
