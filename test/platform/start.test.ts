import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { repositoryDir } from '@parley/db/settings'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

type Started = { child: ChildProcess; port: number; output: () => string; ended: Promise<number | null> }

let data: string
const running: Started[] = []

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'parley-start-'))
  chmodSync(data, 0o755) // as root the database runs as nobody, who must get in
})
afterAll(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGTERM')
    await ended
  }
  rmSync(data, { recursive: true, force: true })
})

function start(port: number, settings: Record<string, string> = {}): Started {
  const { DATABASE_URL: _, ...inherited } = process.env
  const env = { ...inherited, PORT: String(port), PARLEY_DATA: data, PARLEY_DEMO: 'off', ...settings }
  const child = spawn(process.execPath, [join(repositoryDir, 'scripts/start.mjs')], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const started = { child, port, output: () => output, ended }
  running.push(started)
  return started
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

async function ready({ port, child, output }: Started) {
  for (let waitedMs = 0; waitedMs < 120_000; waitedMs += 100) {
    if (child.exitCode !== null) throw new Error(`Parley ended: ${output()}`)
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => undefined)
    if (answer?.status === 200) return
    await pause(100)
  }
  throw new Error(`Parley wasn't ready: ${output()}`)
}

const fileIn = (name: string) => readFileSync(join(data, name), 'utf8').trim()

async function inDatabase(sql: string) {
  const connectionString = `postgresql://parley_owner:${fileIn('password')}@127.0.0.1:${fileIn('port')}/parley`
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

const isRunning = (pid: number) => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`).length > 0
const databasePid = () => Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
const lastLine = ({ output }: Started) => output().trim().split('\n').at(-1)

test('a taken port is one sentence and no database is left running', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  const parley = start(port)
  expect(await parley.ended).toBe(1)
  other.close()
  expect(lastLine(parley)).toContain(`Port ${port} is taken`)
  expect(parley.output()).not.toContain('    at ')
  expect(existsSync(join(data, 'postgres/postmaster.pid'))).toBe(false)
})

test.each([
  ['DATABASE_URL', 'postgresql://parley@127.0.0.1:1/parley', "can't be reached"],
  ['DATABASE_URL', 'mysql://127.0.0.1/parley', 'Parley needs PostgreSQL'],
  ['PORT', 'abc', 'PORT is "abc"'],
  ['PARLEY_DATA', '/dev/null/data', 'PARLEY_DATA is "/dev/null/data", which user'],
  [
    'PARLEY_CHECKPOINTS',
    '/dev/null/checkpoints.jsonl',
    'PARLEY_CHECKPOINTS is "/dev/null/checkpoints.jsonl", which user',
  ],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'nonsense', "OTEL_EXPORTER_OTLP_ENDPOINT can't be read as an address"],
])('%s=%s ends the start with one sentence', async (name, value, sentence) => {
  const parley = start(await freePort(), { [name]: value })
  expect(await parley.ended).toBe(1)
  expect(lastLine(parley)).toContain(sentence)
  expect(parley.output()).not.toContain('    at ')
})

describe('on one folder of data, from the first start on', () => {
  let parley: Started

  test('two starts at the same instant: one serves, the other says so and ends', async () => {
    const both = [start(await freePort()), start(await freePort())]
    await Promise.race(both.map(({ ended }) => ended))
    const [loser, winner] = both[0]?.child.exitCode === null ? [both[1]!, both[0]!] : [both[0]!, both[1]!]
    expect(loser.child.exitCode).toBe(1)
    expect(lastLine(loser)).toMatch(/already running|preparing this folder/)
    await ready(winner)
    parley = winner
  })

  test('a later start says so and ends, and the first goes on serving', async () => {
    const second = start(await freePort())
    expect(await second.ended).toBe(1)
    expect(lastLine(second)).toContain('Parley is already running on the data in')
    expect((await fetch(`http://127.0.0.1:${parley.port}/api/health`)).status).toBe(200)
  })

  test('a start on another database, which a file names, isn’t kept from it by that', async () => {
    const urlFile = join(data, 'a-url')
    writeFileSync(urlFile, 'postgresql://parley@127.0.0.1:1/parley')
    const other = start(await freePort(), { DATABASE_URL_FILE: urlFile })
    expect(await other.ended).toBe(1)
    expect(lastLine(other)).toContain("PostgreSQL at 127.0.0.1:1 can't be reached")
  })

  test('requests come to the database by a login that owns nothing, jobs by another', async () => {
    const logins = await inDatabase(
      `SELECT DISTINCT usename AS login FROM pg_stat_activity WHERE application_name = 'parley_app'`,
    )
    expect(logins).toEqual([{ login: 'parley_app' }])
  })

  test('SIGTERM stops the server and its database, and npm start ends with 0', async () => {
    const pid = databasePid()
    expect(isRunning(pid)).toBe(true)
    parley.child.kill('SIGTERM')
    expect(await parley.ended).toBe(0)
    expect(isRunning(pid)).toBe(false)
  })

  test('killed with -9 it starts again on the database that was left running, and has lost nothing', async () => {
    parley = start(await freePort())
    await ready(parley)
    await inDatabase('CREATE TABLE public.kept AS SELECT 42 AS answer')
    const pid = databasePid()
    process.kill(JSON.parse(fileIn('lock')).pid, 'SIGKILL')
    await parley.ended
    expect(isRunning(pid)).toBe(true)
    parley = start(await freePort())
    await ready(parley)
    expect(databasePid()).toBe(pid)
    expect(await inDatabase('SELECT answer FROM public.kept')).toEqual([{ answer: 42 }])
  })

  test('killed with -9 together with its database it recovers, and has lost nothing', async () => {
    await inDatabase('CREATE TABLE public.later AS SELECT 43 AS answer')
    const pid = databasePid()
    process.kill(pid, 'SIGKILL')
    process.kill(JSON.parse(fileIn('lock')).pid, 'SIGKILL')
    await parley.ended
    parley = start(await freePort())
    await ready(parley)
    expect(databasePid()).not.toBe(pid)
    expect(await inDatabase('SELECT answer FROM public.later')).toEqual([{ answer: 43 }])
  })

  test('with the demo’s people in it, whose password everybody knows, it isn’t opened for others unless that is said', async () => {
    await inDatabase('INSERT INTO parley.demo (loaded_at) VALUES (now())')
    parley.child.kill('SIGTERM')
    await parley.ended
    const others = { PARLEY_URL: 'https://deals.example.com' }
    const refused = start(await freePort(), others)
    const outcome = await ready(refused).then(
      () => 'it serves',
      () => refused.ended,
    )
    expect(outcome).toBe(1)
    expect(lastLine(refused)).toContain('this database holds the demo')
    parley = start(await freePort(), { ...others, PARLEY_DEMO: 'on' })
    await ready(parley)
  })

  test('and then says how they sign in, into a file of the log too', async () => {
    // It answers a moment before it says so.
    await expect
      .poll(() => parley.output(), { timeout: 20_000 })
      .toMatch(/^\{.*Sign in with the password \\"parley demo\\".*Kofi Mensah, Operator.*\}$/m)
  })
})
