import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { SettingError } from './settings.ts'

/**
 * A backup is gzipped SQL: a first line with what it is, COPY commands with their rows, setval for the sequences, and a last
 * line with the rows of each table and the SHA-256 of all before it. psql could load it into a migrated, empty database.
 */
export type BackupHead = {
  parleyBackup: 1
  madeAt: string
  server: string
  migrations: { number: number; name: string; sha256: string }[]
}

export type BackupEnd = { rows: Record<string, number>; sha256: string }

export const headMark = '-- Parley backup '
export const endMark = '-- end '
export const endOfRows = '\\.'

/** One part of a backup as it is read: rows must be read to their end before the next. */
export type Part =
  | { kind: 'head'; head: BackupHead }
  | { kind: 'copy'; command: string; rows: AsyncIterable<Buffer> }
  | { kind: 'sql'; command: string }
  | { kind: 'end'; end: BackupEnd; isWhole: boolean }

/** Reads all of a backup and uses none of it. Throws SettingError unless it is whole and as it was made. */
export async function checkBackup(file: string): Promise<BackupHead> {
  let head: BackupHead | undefined
  for await (const part of readBackup(file)) {
    if (part.kind === 'head') head = part.head
    if (part.kind === 'copy') for await (const _ of part.rows);
    if (part.kind === 'end' && !part.isWhole) throw changed(file)
  }
  return head!
}

export const changed = (file: string) =>
  new SettingError(`${file} was changed since it was made: nothing was restored. Take another one.`)

/** Reads a backup part by part. Throws SettingError when it isn't one, and when it ends too early. */
export async function* readBackup(file: string): AsyncGenerator<Part> {
  const source = new PassThrough({ highWaterMark: 1 << 20 })
  const piped = pipeline(createReadStream(file), createGunzip(), source).catch((error) => source.destroy(error))
  const lines = new Lines(source, file)
  try {
    let isFirst = true
    for (;;) {
      const line = await lines.next()
      if (line === undefined) throw cutShort(file)
      const hashed = lines.sha256()
      const text = line.toString()
      if (isFirst && !text.startsWith(headMark)) throw new SettingError(`${file} is not a backup of Parley.`)
      isFirst = false
      if (text.startsWith(endMark)) {
        const end = JSON.parse(text.slice(endMark.length)) as BackupEnd
        yield { kind: 'end', end, isWhole: end.sha256 === hashed }
        return
      }
      lines.hash(line)
      if (text.startsWith(headMark)) yield { kind: 'head', head: JSON.parse(text.slice(headMark.length)) }
      else if (text.startsWith('COPY ')) yield { kind: 'copy', command: text.replace(/;$/, ''), rows: lines.rows() }
      else yield { kind: 'sql', command: text }
    }
  } catch (error) {
    if (error instanceof SettingError) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new SettingError(`There is no file ${file}.`)
    throw error
  } finally {
    source.destroy()
    await piped
  }
}

const cutShort = (file: string) =>
  new SettingError(`${file} is not a whole backup of Parley: it was cut short or changed. Take another one.`)

const lastLine = `${endOfRows}\n`
const startsWith = (bytes: Buffer, text: string) => bytes.subarray(0, text.length).equals(Buffer.from(text))

/** Lines of bytes. Rows are handed over many at a time. */
class Lines {
  #chunks: AsyncIterator<Buffer>
  #rest: Buffer = Buffer.alloc(0)
  #sha256 = createHash('sha256')
  #file: string

  constructor(source: AsyncIterable<Buffer>, file: string) {
    this.#file = file
    this.#chunks = source[Symbol.asyncIterator]()
  }

  /** Of all lines that were hashed so far. */
  sha256 = () => this.#sha256.copy().digest('hex')

  hash(line: Buffer): void {
    this.#sha256.update(line)
    this.#sha256.update('\n')
  }

  async next(): Promise<Buffer | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(10)
      if (end >= 0) {
        const line = this.#rest.subarray(0, end)
        this.#rest = this.#rest.subarray(end + 1)
        return line
      }
      if (!(await this.#more())) return undefined
    }
  }

  /** Whole lines, up to the one that ends the rows. What is left begins with a line each time. */
  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = startsWith(this.#rest, lastLine) ? 0 : this.#rest.indexOf(`\n${lastLine}`) + 1
      const isLast = end > 0 || startsWith(this.#rest, lastLine)
      const whole = this.#rest.subarray(0, isLast ? end : this.#rest.lastIndexOf(10) + 1)
      this.#rest = this.#rest.subarray(whole.length)
      if (whole.length > 0) {
        this.#sha256.update(whole)
        yield whole
      }
      if (isLast) {
        this.#rest = this.#rest.subarray(lastLine.length)
        this.#sha256.update(lastLine)
        return
      }
      if (!(await this.#more())) throw cutShort(this.#file)
    }
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#chunks.next().catch((error) => {
      throw /^Z_/.test(error.code ?? '') ? cutShort(this.#file) : error
    })
    if (done) return false
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value])
    return true
  }
}
