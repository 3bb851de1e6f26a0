import { call } from '@parley/contract/client'
import { type AccountImport, importLimits } from '@parley/contract/imports'
import { imports } from '@parley/contract/routes/imports'
import { queryKeyOf } from '@parley/ui/query'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { forgetFile, keepFile, keptFile } from '../layout/kept-files.ts'
import { sizeWords } from './words.ts'

/** Where the sending of a file stands on this device. */
export type Sending =
  | { phase: 'sending' }
  | { phase: 'fileNeeded'; why: string | null }
  | { phase: 'failed'; error: unknown }

const under = new Map<string, Sending>()
const listeners = new Set<() => void>()

function tell(id: string, sending: Sending | null) {
  if (sending) under.set(id, sending)
  else under.delete(id)
  for (const listener of listeners) listener()
}

export const importKey = (id: string) => queryKeyOf(imports.get, { params: { id } })

/** Why a file can't be taken, before anything of it is sent; null when it can. */
export function refusalOf({ name, size }: { name: string; size: number }): string | null {
  if (!/\.(csv|tsv|txt)$/i.test(name))
    return `Choose a .csv, .tsv or .txt file. In a spreadsheet, “Save as” and “CSV” make one of ${name}.`
  if (size === 0) return `${name} is empty. Choose a file with a header and at least one row.`
  if (size > importLimits.bytes)
    return `${name} has ${sizeWords(size)}; a file may have ${sizeWords(importLimits.bytes)}. Split it, and give each part the header.`
  return null
}

/** Announces a file, and goes on sending it while the person looks at anything else. Ends in the import's id. */
export async function startImport(client: QueryClient, file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const { data } = await call(imports.start, { body: { fileName: file.name, bytes: file.size, sha256 } })
  await keepFile(data.id, file)
  client.setQueryData(importKey(data.id), { data, etag: null })
  void send(client, data, file)
  return data.id
}

/** Sends what the server hasn't got yet. */
export async function send(client: QueryClient, first: AccountImport, file: Blob): Promise<void> {
  const { id } = first
  if (under.get(id)?.phase === 'sending') return
  if (file.size !== first.bytes) {
    const why = `That file has ${sizeWords(file.size)}; the one that was begun has ${sizeWords(first.bytes)}. Choose the same file, or start a new import.`
    return tell(id, { phase: 'fileNeeded', why })
  }
  tell(id, { phase: 'sending' })
  try {
    // Asked anew: since the page read it, another window may have sent more.
    let { data: now } = await call(imports.get, { params: { id } })
    while (now.state === 'uploading') {
      const { nextPosition: position, partBytes } = now.upload
      const base64 = await asBase64(file.slice(position * partBytes, (position + 1) * partBytes))
      now = (await call(imports.sendPart, { params: { id }, body: { position, base64 } })).data
      client.setQueryData(importKey(id), { data: now, etag: null })
    }
    client.setQueryData(importKey(id), { data: now, etag: null })
    void forgetFile(id)
    tell(id, null)
  } catch (error) {
    tell(id, { phase: 'failed', error })
  }
}

function asBase64(part: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve((reader.result as string).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(part)
  })
}

/** How the sending of this import stands here. After a reload it goes on by itself when this device has kept the file. */
export function useSending(begun: AccountImport): { sending: Sending | undefined; resume: (file?: Blob) => void } {
  const client = useQueryClient()
  const { id, state } = begun
  const sending = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => under.get(id),
  )
  const resume = async (chosen?: Blob) => {
    const file = chosen ?? (await keptFile(id))
    if (file) await send(client, begun, file)
    else tell(id, { phase: 'fileNeeded', why: null })
  }
  useEffect(() => {
    if (state === 'uploading' && !under.has(id)) void resume()
  }, [id, state])
  return { sending, resume: (file) => void resume(file) }
}
