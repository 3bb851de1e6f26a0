import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { removeEmbedded, startEmbedded } from './embedded.ts'
import { explainWriteError } from './explain-write-error.ts'
import { explainListenError, keptSecret, readSettings, repositoryDir, SettingError } from './settings.ts'

const refusal = (env: Record<string, string>) => {
  try {
    readSettings(env)
  } catch (error) {
    if (error instanceof SettingError) return error.message
    throw error
  }
  return 'accepted'
}

test('without any variable Parley serves this machine on port 3000 from the embedded database', () => {
  expect(readSettings({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    databaseUrl: undefined,
    appDatabaseUrl: undefined,
    dataDir: `${repositoryDir}/.parley`,
    secret: undefined,
    secretBefore: undefined,
    checkpointFile: `${repositoryDir}/.parley/checkpoints.jsonl`,
    checkpointKey: undefined,
    mail: undefined,
    poolSize: 10,
    demo: true,
    requestsPerMinute: 1200,
    proxy: false,
  })
})

test.each([
  [{ PARLEY_HOST: '0.0.0.0' }, false],
  [{ PARLEY_HOST: '192.0.2.7' }, false],
  [{ PARLEY_URL: 'https://deals.example.com' }, false],
  [{ PARLEY_HOST: '0.0.0.0', PARLEY_DEMO: 'on' }, true],
  [{ PARLEY_HOST: '::1' }, true],
  [{ PARLEY_HOST: 'localhost', PARLEY_URL: 'http://localhost:8080' }, true],
])('where others get in, the demo’s people are there only if that is said: %j', (env, demo) => {
  expect(readSettings(env).demo).toBe(demo)
})

test('an empty variable counts as left out', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: ' ' })).toEqual(readSettings({}))
})

test.each([
  ['PORT', 'abc'],
  ['PORT', '99999'],
  ['PORT', '0'],
  ['PORT', '-1'],
  ['PORT', '3000.5'],
  ['PORT', '3e3'],
  ['PARLEY_POOL_SIZE', '1'],
  ['PARLEY_DEMO', 'maybe'],
  ['PARLEY_URL', 'deals.example.com'],
  ['PARLEY_URL', 'https://deals.example.com/parley'],
  ['PARLEY_URL', 'http://deals.example.com'],
  ['PARLEY_URL', 'http://localhost.example.com'],
  ['PARLEY_SECRET', 'short'],
  ['PARLEY_CHECKPOINT_KEY', 'short'],
  ['DATABASE_URL', 'mysql://localhost/parley'],
  ['DATABASE_URL', 'localhost'],
  ['DATABASE_URL', 'postgresql://localhost'],
  ['DATABASE_APP_URL', 'postgresql://app@localhost/parley'],
  ['DATABASE_APP_URL', 'localhost'],
])('%s=%s is refused in one sentence that names the variable', (name, value) => {
  const message = refusal({ [name]: value })
  expect(message.startsWith(name)).toBe(true)
  expect(message).not.toContain('\n')
  expect(message).toMatch(/[^.]\.$/)
})

test('the secret before is given beside another one, while what it sealed is sealed anew', () => {
  const [PARLEY_SECRET, PARLEY_SECRET_BEFORE] = ['n'.repeat(32), 'b'.repeat(32)]
  expect(readSettings({ PARLEY_SECRET, PARLEY_SECRET_BEFORE })).toMatchObject({ secretBefore: PARLEY_SECRET_BEFORE })
  expect(readSettings({ PARLEY_SECRET_BEFORE: 'lost' })).toMatchObject({ secretBefore: 'lost' })
  expect(refusal({ PARLEY_SECRET_BEFORE })).toMatch(/^PARLEY_SECRET_BEFORE is set and PARLEY_SECRET isn’t: set .*/)
  expect(refusal({ PARLEY_SECRET, PARLEY_SECRET_BEFORE: PARLEY_SECRET })).toMatch(
    /^PARLEY_SECRET_BEFORE is the same as PARLEY_SECRET: /,
  )
  expect(refusal({ PARLEY_SECRET, PARLEY_SECRET_BEFORE: 'short' })).toMatch(/^PARLEY_SECRET_BEFORE has 5 characters/)
})

test('a refused DATABASE_URL is not repeated, because it may hold a password', () => {
  expect(refusal({ DATABASE_URL: 'mysql://parley:hunter2@localhost/parley' })).not.toContain('hunter2')
})

test.each([
  'postgresql://parley:p@hunter2/x@127.0.0.1:5471/parley',
  'postgresql://parley:5/hunter2@127.0.0.1:5471/parley',
  'postgresql://parley:5?hunter2@127.0.0.1/parley',
  'postgresql://parley:5#hunter2@127.0.0.1/parley',
  'postgresql://parley:p/hunter2@127.0.0.1/parley',
  'postgresql://parley:hunter2%@127.0.0.1/parley',
])(
  'a password that isn’t written for an address is refused, with how to write it and without a piece of it: %s',
  (url) => {
    const message = refusal({ DATABASE_URL: url })
    expect(message).toMatch(/^DATABASE_URL .*%40.*%2F/)
    expect(message).not.toContain('hunter2')
  },
)

test('a password that is written for an address is taken', () => {
  const url = 'postgresql://parley:p%40w%2Fx%25@127.0.0.1:5471/parley'
  expect(readSettings({ DATABASE_URL: url }).databaseUrl).toBe(url)
})

test('an address without https is for this machine alone, unless you say that it may be', () => {
  for (const PARLEY_URL of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])
    expect(readSettings({ PARLEY_URL })).toMatchObject({ publicUrl: PARLEY_URL })
  const PARLEY_URL = 'http://deals.internal'
  expect(refusal({ PARLEY_URL })).toContain('https')
  expect(readSettings({ PARLEY_URL, PARLEY_PLAIN_HTTP: 'on' })).toMatchObject({ publicUrl: PARLEY_URL })
})

test('the demo, whose passwords everybody knows, comes into a database of your own only when you say so', () => {
  const own = { DATABASE_URL: 'postgresql://parley:pw@db.example.com/parley' }
  expect(readSettings(own).demo).toBe(false)
  expect(readSettings({ ...own, PARLEY_DEMO: 'on' }).demo).toBe(true)
  expect(readSettings({ PARLEY_DEMO: 'off' }).demo).toBe(false)
})

test('a relative PARLEY_DATA starts from where npm was called', () => {
  expect(readSettings({ PARLEY_DATA: 'data', INIT_CWD: '/srv/parley' }).dataDir).toBe('/srv/parley/data')
})

test('a PARLEY_DATA where nothing can be kept is refused in a sentence that names it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-data-'))
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  for (const dir of [file, join(file, 'below')]) {
    expect(() => keptSecret(dir, 'session-secret')).toThrow(SettingError)
    expect(() => keptSecret(dir, 'session-secret')).toThrow(
      /^PARLEY_DATA is ".*a-file.*", which user \S+ can't write: [^\n]+\.$/,
    )
  }
  const readOnly = Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS', syscall: 'open' })
  expect((explainWriteError(readOnly, 'PARLEY_DATA', '/srv') as Error).message).toMatch(
    /^PARLEY_DATA is "\/srv", .*read-only/,
  )
  const ours = new Error('a fault of our own')
  expect(explainWriteError(ours, 'PARLEY_DATA', '/srv')).toBe(ours)
  rmSync(folder, { recursive: true })
})

test('the embedded database says the same before it touches anything', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-data-'))
  writeFileSync(join(folder, 'a-file'), '')
  const dataDir = join(folder, 'a-file')
  await expect(startEmbedded({ dataDir })).rejects.toThrow(/^PARLEY_DATA is ".*a-file", which user/)
  await expect(removeEmbedded(dataDir)).rejects.toThrow(/^PARLEY_DATA is ".*a-file", which user/)
  rmSync(folder, { recursive: true })
})

test('a taken port is explained with its number and the mend', async () => {
  const first = createServer()
  await new Promise<void>((resolve) => first.listen(0, '127.0.0.1', resolve))
  const { port } = first.address() as { port: number }
  const error = await new Promise((resolve) => createServer().once('error', resolve).listen(port, '127.0.0.1'))
  first.close()
  const explained = explainListenError(error, { port, host: '127.0.0.1' }) as Error
  expect(explained).toBeInstanceOf(SettingError)
  expect(explained.message).toContain(`Port ${port} is taken`)
  expect(explained.message).toContain(`PORT=${port + 1}`)
})

test('e-mail needs a server and a sender; how they are written stands in the refusal, and never the password', () => {
  const from = { PARLEY_MAIL_FROM: 'deals@example.com' }
  const smtp = (url: string) => refusal({ ...from, PARLEY_SMTP_URL: url })
  expect(refusal(from)).toMatch(/^PARLEY_MAIL_FROM is set but PARLEY_SMTP_URL isn't/)
  expect(refusal({ PARLEY_SMTP_URL: 'smtp://mail.example.com' })).toMatch(
    /^PARLEY_SMTP_URL is set but PARLEY_MAIL_FROM isn't/,
  )
  for (const url of [
    'mail.example.com:hunter2',
    'http://u:hunter2@mail.example.com',
    'smtp://u@mail.example.com',
    'smtp://u:hunter2@mail.example.com/inbox',
    'smtp://u:hunter2@mail.example.com?tls=no',
    'smtp://u:hunter2%@mail.example.com',
    'smtp://',
  ]) {
    expect(smtp(url)).toMatch(/^PARLEY_SMTP_URL .*smtp:\/\/user:password@mail\.example\.com:587/)
    expect(smtp(url)).not.toContain('hunter2')
  }
  for (const sender of [
    'deals',
    'Deals <deals>',
    'a@b.example, c@d.example',
    'Deals <a@b.example>\r\nBcc: c@d.example',
  ])
    expect(refusal({ PARLEY_SMTP_URL: 'smtp://mail.example.com', PARLEY_MAIL_FROM: sender })).toMatch(
      /^PARLEY_MAIL_FROM is/,
    )
  expect(
    readSettings({
      PARLEY_SMTP_URL: 'smtp://a%40b:p%3Aw@mail.example.com?tls=required',
      PARLEY_MAIL_FROM: '"Northwind Deals" <deals@example.com>',
    }).mail,
  ).toEqual({
    ...{ host: 'mail.example.com', port: 587, secure: false, requireTls: true, user: 'a@b', password: 'p:w' },
    ...{ fromName: 'Northwind Deals', fromAddress: 'deals@example.com' },
  })
  expect(readSettings({ ...from, PARLEY_SMTP_URL: 'smtps://mail.example.com' }).mail).toMatchObject({
    port: 465,
    secure: true,
  })
})
