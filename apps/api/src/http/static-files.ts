import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { getMimeType } from 'hono/utils/mime'

type Encoding = 'br' | 'gzip'
type File = { bytes: Buffer; type: string; etag: string; immutable: boolean; packed: Map<Encoding, Buffer> }

/** Files that Vite named by their content: `assets/index-B1x2y3Z4.js`. */
const hashed = /^assets\/.+-[\w-]{8,}\.\w+$/
const compressible = /^(text\/|application\/(json|javascript|manifest)|image\/svg)/

/** Stands in an app's page for the nonce that its styles carry. */
const nonceHole = 'nonce="style-nonce"'

/** A built app in memory, compressed once per file and encoding. A path without a file gets the app's page,
 * with this answer's nonce for its styles: nobody keeps one for another answer. */
export class StaticFiles {
  #files = new Map<string, File>()

  constructor(folder: string) {
    if (!existsSync(folder)) return
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const path = join(entry.parentPath, entry.name)
      const name = relative(folder, path).split(sep).join('/')
      const bytes = readFileSync(path)
      const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
      const type = getMimeType(name) ?? 'application/octet-stream'
      this.#files.set(name, { bytes, type, etag, immutable: hashed.test(name), packed: new Map() })
    }
  }

  /** Undefined when there is neither such a file nor a page of the app. */
  serve(request: Request, name: string, styleNonce = ''): Response | undefined {
    const asset = this.#files.get(name)
    if (!asset && /\.\w{1,8}$/.test(name)) return undefined
    const file = asset ?? this.#files.get('index.html')
    if (!file) return undefined
    if (file === this.#files.get('index.html')) return page(file, styleNonce)
    const headers = new Headers({
      'content-type': file.type,
      'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: file.etag,
      vary: 'accept-encoding',
    })
    if (request.headers.get('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
    const encoding = encodingFor(request, file)
    if (encoding) headers.set('content-encoding', encoding)
    return new Response(new Uint8Array(encoding ? pack(file, encoding) : file.bytes), { headers })
  }
}

function page({ bytes, type }: File, styleNonce: string): Response {
  const html = bytes.toString().replace(nonceHole, `nonce="${styleNonce}"`)
  return new Response(html, { headers: { 'content-type': type, 'cache-control': 'no-cache' } })
}

function encodingFor(request: Request, file: File): Encoding | undefined {
  if (!compressible.test(file.type) || file.bytes.length < 1024) return undefined
  const accepted = request.headers.get('accept-encoding') ?? ''
  return (['br', 'gzip'] as const).find((encoding) => new RegExp(`\\b${encoding}\\b`).test(accepted))
}

function pack(file: File, encoding: Encoding): Buffer {
  const known = file.packed.get(encoding)
  if (known) return known
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
  const packed = encoding === 'br' ? brotliCompressSync(file.bytes, quality) : gzipSync(file.bytes)
  file.packed.set(encoding, packed)
  return packed
}
