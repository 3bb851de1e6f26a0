import { deflateSync } from 'node:zlib'
import { partnerEvidence, staffEvidence } from '@parley/contract/routes/evidence'
import { describe, expect, it } from 'vitest'
import { aDeal } from '../../../../test/support/factories.ts'
import '../../../../test/support/matchers.ts'
import { world } from '../../../../test/support/world.ts'

const w = await world()
const base64 = (content: string | Uint8Array) => Buffer.from(content).toString('base64')
const pdf = '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n'
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55', 'hex'),
  Buffer.from('0000000a49444154', 'hex'),
  deflateSync(Buffer.from([0, 0])),
  Buffer.from('00000000', 'hex'),
  Buffer.from('0000000049454e44ae426082', 'hex'),
])
const registers = async () => {
  const name = `${['Tamarind', 'Brambling', 'Oxbow', 'Greywether', 'Linnet', 'Pollard'][made++]} Freight Lines`
  return (await w.as('alder').registers(aDeal({ account: { name } }))).summary.id
}
let made = 0
const attaches = (id: string, name: string, content: string | Uint8Array, about = '') =>
  w.as('alder').does(partnerEvidence.attach, { params: { id }, body: { name, about, base64: base64(content) } })
const opens = (who: 'alder' | 'brightwater' | 'manager' | 'finance', id: string) =>
  w.as(who).fetches(`/api/v1/${who === 'alder' || who === 'brightwater' ? 'partner' : 'staff'}/evidence/${id}/file`)

describe('evidence', () => {
  it('is shown with its registration to both sides, and is saved, never opened as a page', async () => {
    const id = await registers()
    const shown = await attaches(id, 'Minutes of 3 May.pdf', pdf, 'Their CIO was there.')
    expect(shown).toMatchObject({ kind: 'pdf', bytes: pdf.length, attachedByName: 'Ada Linden', withdrawnAt: null })
    await attaches(id, 'scan.png', png)
    const { items } = await w.as('manager').does(staffEvidence.list, { params: { id } })
    expect(items.map(({ name }) => name)).toEqual(['Minutes of 3 May.pdf', 'scan.png'])
    for (const who of ['alder', 'manager'] as const) {
      const answer = await opens(who, shown.id)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('application/octet-stream')
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="Minutes of 3 May.pdf"/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('is taken by what it is, not by what its name says', async () => {
    const id = await registers()
    const page = '<html><script>alert(1)</script></html>'
    const refused: [string, string | Uint8Array, RegExp][] = [
      ['page.html', page, /Files of this kind/],
      ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', /Files of this kind/],
      ['tool.exe', Buffer.from('4d5a90000300', 'hex'), /Files of this kind/],
      ['minutes.pdf.exe', pdf, /Files of this kind/],
      ['minutes', pdf, /Files of this kind/],
      ['minutes.pdf', page, /content is something else/],
      ['scan.jpg', png, /content is something else/],
      ['notes.txt', png, /content is something else/],
      ['notes.txt', Buffer.from([0x66, 0xff, 0xfe]), /content is something else/],
      ['slides.pptx', Buffer.from('504b0304', 'hex'), /content is something else/],
    ]
    for (const [name, content, why] of refused) await expect(attaches(id, name, content)).toBeRefused('refused', why)
    await attaches(id, 'Mail from Ann.EML', 'From: ann@customer.example\n\nYes, go on.')
    await attaches(id, 'prices.csv', 'item,price\nrack,=1+1\n')
  })

  it('has at most 5 MB, and a registration at most twenty', async () => {
    const id = await registers()
    const large = Buffer.concat([Buffer.from(pdf), Buffer.alloc(5_000_001 - pdf.length)])
    await expect(attaches(id, 'large.pdf', large)).toBeRefused('tooLarge', /at most 5 MB/)
    for (let at = 0; at < 20; at++) await attaches(id, `${at}.txt`, `note ${at}`)
    await expect(attaches(id, 'one-more.txt', 'one more')).toBeRefused('conflict', /room for 20 files/)
    const { can } = await w.as('alder').does(partnerEvidence.list, { params: { id } })
    expect(can.attach.ok).toBe(false)
  })

  it('attached twice is there once; withdrawn, its content is gone and the line stays', async () => {
    const id = await registers()
    const first = await attaches(id, 'offer.pdf', pdf)
    expect((await attaches(id, 'offer.pdf', pdf)).id).toBe(first.id)
    const withdrawn = await w.as('alder').does(partnerEvidence.withdraw, { params: { id: first.id } })
    expect(withdrawn).toMatchObject({ withdrawnByName: 'Ada Linden' })
    expect((await opens('manager', first.id)).json).toMatchObject({
      status: 409,
      detail: expect.stringContaining('withdrawn'),
    })
    expect(await w.sql('SELECT content FROM parley.evidence WHERE id = $1', [first.id])).toEqual([{ content: null }])
    await expect(w.sql(`UPDATE parley.evidence SET name = 'another.pdf' WHERE id = $1`, [first.id])).rejects.toThrow(
      /isn't changed/,
    )
    await expect(w.sql('DELETE FROM parley.evidence WHERE id = $1', [first.id])).rejects.toThrow(/isn't changed/)
    expect((await attaches(id, 'offer.pdf', pdf)).id).not.toBe(first.id)
  })

  it('of another partner isn’t there', async () => {
    const id = await registers()
    const { id: file } = await attaches(id, 'offer.pdf', pdf)
    const rival = w.as('brightwater')
    const missing = crypto.randomUUID()
    const bare = ({ status, json }: { status: number; json: unknown }) => ({
      status,
      ...(json as object),
      instance: '',
      requestId: '',
    })
    expect(bare(await opens('brightwater', file))).toEqual(bare(await opens('brightwater', missing)))
    for (const [route, params] of [
      [partnerEvidence.list, { id }],
      [partnerEvidence.withdraw, { id: file }],
    ] as const)
      expect((await rival.sends(route, { params })).status).toBe(404)
    const body = { name: 'mine.txt', about: '', base64: base64('mine') }
    expect((await rival.sends(partnerEvidence.attach, { params: { id }, body })).status).toBe(404)
    expect((await opens('finance', file)).status).toBe(403)
    expect(await w.sql('SELECT count(*)::int AS n FROM parley.evidence WHERE registration_id = $1', [id])).toEqual([
      { n: 1 },
    ])
  })
})
