import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { StaticFiles } from './static-files.ts'

const around = mkdtempSync(join(tmpdir(), 'parley-static-'))
afterAll(() => rmSync(around, { recursive: true, force: true }))
const folder = join(around, 'dist')
mkdirSync(join(folder, 'assets'), { recursive: true })
writeFileSync(join(around, 'secret.txt'), 'nobody’s business')
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>the app</title><script nonce="style-nonce"></script>')
for (const name of ['index-B1x2y3Z4.js', 'index-B1x2y3Z4.css', 'mark.svg', 'words.txt', 'data.bin'])
  writeFileSync(join(folder, 'assets', name), 'x')
const files = new StaticFiles(folder)
const get = (name: string, nonce?: string) => files.serve(new Request('http://localhost/'), name, nonce)

describe('the files of an app', () => {
  it.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['assets/index-B1x2y3Z4.js', 'text/javascript; charset=utf-8'],
    ['assets/index-B1x2y3Z4.css', 'text/css; charset=utf-8'],
    ['assets/mark.svg', 'image/svg+xml; charset=utf-8'],
    ['assets/words.txt', 'text/plain; charset=utf-8'],
    ['assets/data.bin', 'application/octet-stream'],
  ])('says what each file is, and texts in which letters: %s', (name, type) => {
    expect(get(name)?.headers.get('content-type')).toBe(type)
  })

  it.each([
    '../secret.txt',
    'assets/../../secret.txt',
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    '..\\secret.txt',
    join(around, 'secret.txt'),
    'secret.txt',
    'constructor.txt',
  ])('knows the files that it found, and none beside them: %s', (name) => {
    expect(get(name)).toBeUndefined()
  })

  it('gives the app’s page with the nonce of this answer, which is kept for no other', async () => {
    const page = get('registrations', 'one-of-a-kind')
    expect(await page?.text()).toContain('<script nonce="one-of-a-kind">')
    expect(page?.headers.get('etag')).toBeNull()
    expect(await get('registrations', 'another')?.text()).toContain('<script nonce="another">')
  })

  it.each(['', 'assets', 'assets/', '.', '..'])('lists no folder: “%s” is the app’s page', async (name) => {
    expect(await get(name)?.text()).toContain('the app')
  })
})
