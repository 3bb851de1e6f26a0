import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { explainListenError, readSettings, repositoryDir, SettingError } from './settings.ts'

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
    dataDir: `${repositoryDir}/.parley`,
    secret: undefined,
    poolSize: 10,
    demo: true,
  })
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
  ['PARLEY_SECRET', 'short'],
  ['DATABASE_URL', 'mysql://localhost/parley'],
  ['DATABASE_URL', 'localhost'],
  ['DATABASE_URL', 'postgresql://localhost'],
])('%s=%s is refused in one sentence that names the variable', (name, value) => {
  const message = refusal({ [name]: value })
  expect(message.startsWith(name)).toBe(true)
  expect(message).not.toContain('\n')
  expect(message).toMatch(/[^.]\.$/)
})

test('a refused DATABASE_URL is not repeated, because it may hold a password', () => {
  expect(refusal({ DATABASE_URL: 'mysql://parley:hunter2@localhost/parley' })).not.toContain('hunter2')
})

test('a relative PARLEY_DATA starts from where npm was called', () => {
  expect(readSettings({ PARLEY_DATA: 'data', INIT_CWD: '/srv/parley' }).dataDir).toBe('/srv/parley/data')
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
