import { createServer } from 'node:http'
import { readFileSync, existsSync, mkdirSync } from 'node:fs'
import { join, extname } from 'node:path'
import { launchChromium } from './chromium.ts'
const dist = '/tmp/imp-dist'
const types: Record<string,string> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml' }
const server = createServer((q, r) => {
  let p = new URL(q.url!, 'http://x').pathname.replace(/^\/admin\//, '')
  let f = join(dist, p); if (p === '' || !existsSync(f) || !extname(f)) f = join(dist, 'index.html')
  r.setHeader('content-type', types[extname(f)] ?? 'text/plain'); r.end(readFileSync(f))
}).listen(0)
const port = (server.address() as any).port
const ok = { ok: true }; const no = (reason: string) => ({ ok: false, reason })
const id = '00000000-0000-4000-8000-000000000001'
const uid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const file = { encoding: 'UTF-16 LE', separator: 'semicolon', rows: 10000, columns: [
  { name: 'Kundennr', examples: ['A0', 'A1', 'A2'] }, { name: 'Firma', examples: ['Rheinisch-Westfälische Elektrizitätswerke Beteiligungsgesellschaft mbH & Co. KG', '<img src=x onerror=alert(1)>', 'Nordwind \u202eGbHm Logistik'] },
  { name: 'Webseite', examples: ['https://www.rwe-beteiligung.example/', 'jne.co.id'] }, { name: 'Land', examples: ['DE', 'Deutschland'] }, { name: 'Ort', examples: ['Essen', 'Lüneburg'] },
  { name: 'Bemerkung', examples: ['Aus der Liste von Jo Lang, Stand 2020'] }, { name: '', examples: [] } ] }
const none = { rows: 10000, done: 0, imported: 0, linked: 0, filled: 0, repeated: 0, waiting: 0, refused: 0, remarked: 0, secondsLeft: null }
const base = { id, fileName: 'kunden 2026.csv', bytes: 1_560_000, createdByName: 'Iris Vogel', createdAt: '2026-11-22T01:00:00.000Z', upload: { receivedBytes: 1048576, nextPosition: 1, partBytes: 1048576 }, file, mapping: ['externalId', 'name', 'domain', 'country', 'city', null, null], trouble: null, sameFile: null, repeats: false, progress: none, startedAt: null, endedAt: null,
  can: { upload: no('x'), map: ok, run: ok, cancel: ok, downloadProblems: no('none') } }
const doneP = { ...none, done: 10000, imported: 9412, linked: 503, filled: 12, repeated: 0, waiting: 61, refused: 24 }
const finished = { ...base, state: 'finished', progress: doneP, can: { ...base.can, downloadProblems: ok, cancel: no('over') } }
const states: Record<string, any> = {
  uploading: { ...base, state: 'uploading', file: null, mapping: null },
  reading: { ...base, state: 'reading', file: null, mapping: null },
  unreadable: { ...base, state: 'unreadable', file: null, mapping: null, trouble: { detail: 'Row 17 can’t be read: a quotation mark opens a text there that doesn’t end.', mend: 'Close the text with a second quotation mark; then upload the file again.' } },
  mapping: { ...base, state: 'mapping', sameFile: { id: uid(9), fileName: 'kunden.csv', byName: 'Dan Okafor', endedAt: '2026-11-20T10:00:00.000Z' } },
  running: { ...base, state: 'running', progress: { ...none, done: 4312, imported: 4010, linked: 260, waiting: 31, refused: 11, secondsLeft: 42 } },
  finished, repeats: { ...finished, repeats: true, progress: none, sameFile: { id: uid(9), fileName: 'kunden.csv', byName: 'Dan Okafor', endedAt: '2026-11-20T10:00:00.000Z' } },
}
const und = (o: any) => ({ name: '', domains: [], country: null, city: null, taxId: null, designation: null, parentName: null, parentExternalId: null, aliases: [], externalId: null, source: null, ...o })
const problem = { kind: 'countryUnknown', column: 'Land', detail: '“Atlantis” isn’t known here.', mend: 'Write its name, or its code of two or three letters such as DE or DEU; or leave it out.' }
const preview = { valid: 9976, refused: 24, problems: [{ kind: 'nameMissing', rows: 12 }, { kind: 'countryUnknown', rows: 9 }, { kind: 'domainUnknown', rows: 2 }, { kind: 'tooLong', rows: 1 }], rows: [
  { number: 2, cells: [], understood: und({ name: 'AAR CORP', country: 'US', city: 'Wood Dale', externalId: 'A0' }), problems: [], would: 'make', account: null },
  { number: 3, cells: [], understood: und({ name: 'Rheinisch-Westfälische Elektrizitätswerke Beteiligungsgesellschaft mbH & Co. KG', domains: ['rwe-beteiligung.example', 'rwe.de'], country: 'DE', city: 'Essen', externalId: 'A1' }), problems: [], would: 'link', account: { id: uid(5), name: 'RWE Beteiligung' } },
  { number: 4, cells: [], understood: und({ name: 'Hanseatischer Werkzeugbau', country: 'DE', externalId: 'A2' }), problems: [], would: 'ask', account: null },
  { number: 5, cells: [], understood: und({ name: 'Insel Handel 3', externalId: 'A3' }), problems: [problem], would: 'refuse', account: null },
] }
const cand = (n: number, o: any) => ({ accountId: uid(100 + n), name: 'Hanseatische Werkzeugbau Lüneburg GmbH', domain: 'hwl.de', country: 'DE', city: 'Lüneburg', taxId: null, designation: 'open', chancePermille: 870, reasons: ['Nearly the same name', 'Legal form differs'], ...o })
const rowsOf: Record<string, any[]> = {
  waiting: [1, 2, 3].map((n) => ({ number: 16 + n * 40, cells: ['K1', 'Hanseatischer Werkzeugbau Lüneburg', '', 'DE', '', 'x', ''], status: 'waiting', problems: [], account: null, candidates: n === 1 ? [cand(1, {})] : [cand(1, {}), cand(2, { name: 'Werkzeugbau Hansa', domain: null, chancePermille: 410, designation: 'house', reasons: ['Rare word in common'] }), cand(3, { name: 'Hanseatic Tools', city: 'Hamburg', chancePermille: 300 }), cand(4, { name: 'Hanse' })], resolvedByName: null, can: { resolve: ok } })),
  refused: [['W1', '', 'nobody.example', 'DE', 'Kassel', '', ''], ['X1', 'Sehr lang '.repeat(1000), '', 'Atlantis', '', '', '']].map((cells, n) => ({ number: 99 + n * 1000, cells, status: 'refused', problems: n ? [problem] : [{ kind: 'nameMissing', column: 'Firma', detail: 'There is no name in this row.', mend: 'Write the company’s name.' }], account: null, candidates: [], resolvedByName: null, can: { resolve: no('x') } })),
  imported: [2, 3, 4].map((n) => ({ number: n, cells: [], status: 'imported', problems: [], account: { id: uid(n), name: 'AAR Corp ' + n }, candidates: [], resolvedByName: null, can: { resolve: no('x') } })),
}
const me = { user: { id: uid(1), name: 'Iris Vogel', email: 'iris@northwind.example', role: 'channelManager' }, partner: null, vendor: { name: 'Northwind Systems', currency: 'USD', timeZone: 'America/Chicago' }, now: '2026-11-22T02:50:00.000Z' }
const browser = await launchChromium()
const only = process.argv[2]?.split(',')
const shots: [string, string, string][] = [['list', '', '/imports'], ['list', '', '/imports'], ['uploading', 'uploading', ''], ['reading', 'reading', ''], ['unreadable', 'unreadable', ''], ['columns', 'mapping', ''], ['preview', 'mapping', '?step=preview'], ['running', 'running', ''], ['waiting', 'finished', ''], ['refused', 'finished', '?show=refused'], ['imported', 'finished', '?show=imported'], ['repeats', 'repeats', '']]
for (const width of [1280, 360]) {
  const context = await browser.newContext({ viewport: { width, height: width === 360 ? 740 : 900 }, reducedMotion: 'reduce' })
  let state = ''
  await context.route('**/api/**', async (route) => {
    const u = new URL(route.request().url()); const p = u.pathname.replace('/api/v1', '')
    const json = (o: any) => route.fulfill({ json: o })
    if (p === '/me') return json(me)
    if (p === '/staff/imports') return json({ items: Object.values(states).map((s: any, n) => ({ ...s, id: uid(n + 1) })), nextCursor: null })
    if (p.endsWith('/preview')) return json(preview)
    if (p.endsWith('/rows')) return json({ items: rowsOf[u.searchParams.get('status')!] ?? [], nextCursor: null })
    if (p.startsWith('/staff/imports/')) return json(states[state])
    if (p === '/staff/queue') return json({ items: [], lateCount: 0 })
    return route.fulfill({ status: 404, json: { type: 'x', title: 'x', status: 404, code: 'notFound', detail: 'x', requestId: 'x', instance: 'x' } })
  })
  const page = await context.newPage()
  page.on('pageerror', (e) => console.log('ERR', e.message))
  for (const [name, s, path] of shots) {
    if (only && !only.includes(name)) continue
    state = s
    await page.goto(`http://127.0.0.1:${port}/admin${path.startsWith('/') ? path : `/imports/${id}${path}`}`)
    await page.locator('h1').waitFor().catch(() => console.log('no h1', name)); await page.waitForTimeout(500)
    for (const c of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: c }); await page.waitForTimeout(150)
      await page.screenshot({ path: `/tmp/impshots/${name}-${width}-${c}.png`, fullPage: true })
    }
  }
  await context.close()
}
await browser.close(); server.close()
