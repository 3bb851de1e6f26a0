import { hash } from 'node:crypto'
import { runImport } from '@parley/api/imports/run-import'
import { type AccountImport, type ImportTarget, importLimits } from '@parley/contract/imports'
import { imports } from '@parley/contract/routes/imports'
import type { World } from './open-world.ts'
import type { PersonName } from './program.ts'

type Given = string | Uint8Array
type Options = { fileName?: string; columns?: (ImportTarget | null)[] }

/** Somebody who brings files of accounts, in the domain's verbs; the job's work is done in this process. */
export class Importer {
  #world: World
  #who: PersonName

  constructor(world: World, who: PersonName = 'manager') {
    this.#world = world
    this.#who = who
  }

  get someone() {
    return this.#world.as(this.#who)
  }

  announces(file: Given, fileName = 'accounts.csv') {
    const bytes = Buffer.from(file)
    const body = { fileName, bytes: bytes.length, sha256: hash('sha256', bytes) }
    return this.someone.does(imports.start, { body })
  }

  sends(id: string, file: Given, position: number) {
    const { partBytes } = importLimits
    const part = Buffer.from(file).subarray(position * partBytes, (position + 1) * partBytes)
    return this.someone.does(imports.sendPart, { params: { id }, body: { position, base64: part.toString('base64') } })
  }

  /** Sends all parts, and lets the job read what is too large to be read at once. */
  async uploads(file: Given, { fileName, columns }: Options = {}): Promise<AccountImport> {
    const { id, bytes } = await this.announces(file, fileName)
    for (let position = 0; position * importLimits.partBytes < bytes; position++) await this.sends(id, file, position)
    await runImport(this.#world.env, id)
    if (columns) await this.maps(id, columns)
    return this.sees(id)
  }

  /** The whole way, to the end. */
  async brings(file: Given, options: Options = {}): Promise<AccountImport> {
    const { id } = await this.uploads(file, options)
    await this.starts(id)
    await runImport(this.#world.env, id)
    return this.sees(id)
  }

  maps = async (id: string, columns: (ImportTarget | null)[]) =>
    this.someone.does(imports.map, { params: { id }, body: { columns }, ifMatch: (await this.sees(id)).version })
  previews = (id: string) => this.someone.does(imports.preview, { params: { id } })
  starts = (id: string) => this.someone.does(imports.run, { params: { id } })
  stops = (id: string) => this.someone.does(imports.cancel, { params: { id } })
  sees = (id: string) => this.someone.does(imports.get, { params: { id } })
  resolves = (id: string, number: number, accountId: string | null) =>
    this.someone.does(imports.resolveRow, { params: { id, number }, body: { accountId } })
  rows = async (id: string, query: { status?: 'waiting' | 'refused' | 'imported' | 'linked' | 'repeated' } = {}) =>
    (await this.someone.does(imports.rows, { params: { id }, query: { ...query, limit: 100 } })).items
  problemFile = async (id: string) => (await this.downloads(`/staff/imports/${id}/problems`)).text
  exports = async (query = '') => (await this.downloads(`/staff/accounts-export${query}`)).text

  async downloads(path: string) {
    const answer = await this.someone.fetches(`/api/v1${path}`)
    if (answer.status !== 200) throw new Error(`${path} → ${answer.status} ${answer.text.slice(0, 1000)}`)
    return answer
  }
}
