import { parseJson } from '@parley/rules/json'
import { AppError } from '../app-error.ts'

const deepest = 32

/**
 * The JSON of a request. Depth, size and characters are checked before anything recursive or any database sees it.
 * Throws 413, 415 or 400 with the place.
 */
export async function readBody(request: Request, mostBytes: number): Promise<unknown> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;\s*charset=utf-8\s*)?$/i.test(type)) {
    throw new AppError('wrongMediaType', 'Send JSON, with the header Content-Type: application/json.')
  }
  if (request.headers.has('content-encoding')) {
    throw new AppError('wrongMediaType', 'Send the JSON as it is, without Content-Encoding.')
  }
  const text = decode(await readBytes(request, mostBytes))
  const { value, findings } = parseJson(text, { maxDepth: deepest, maxCharacters: mostBytes })
  if (!findings) return value
  const fields = findings.map(({ pointer, message, mend, at }) => ({
    pointer,
    detail: at ? `${message} (line ${at.line}, column ${at.column})` : message,
    ...(mend === undefined ? {} : { mend }),
  }))
  throw new AppError('malformed', `The JSON can’t be read. ${fields[0]!.detail}`, fields)
}

async function readBytes(request: Request, mostBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new AppError('tooLarge', `Send at most ${Math.floor(mostBytes / 1024)} KiB.`)
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) throw tooLarge()
  if (request.headers.has('content-length')) return new Uint8Array(await request.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  // Not by `for await`: leaving that early cancels the body, which ends the connection before the answer is through.
  const reader = request.body?.getReader()
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    size += next.value.byteLength
    if (size > mostBytes) {
      void readAway(reader!)
      throw tooLarge()
    }
    chunks.push(next.value)
  }
  return Buffer.concat(chunks)
}

/** For as long as the server lets a request take. */
async function readAway(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  try {
    while (!(await reader.read()).done);
  } catch {
    // The sender is gone; nobody waits for the rest.
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new AppError('malformed', 'The text isn’t UTF-8. Send it as UTF-8.')
  }
}
