import { imports } from '@parley/contract/routes/imports'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { mountDownload } from '../http/mount-download.ts'
import { exportAccounts } from './export-accounts.ts'
import { listImportRows } from './import-rows.ts'
import { listImports, readOneImport } from './list-imports.ts'
import { mapImport } from './map-import.ts'
import { previewImport } from './preview-import.ts'
import { problemFile } from './problem-file.ts'
import { resolveRow } from './resolve-row.ts'
import { cancelImport, letImportRun } from './run-import.ts'
import { sendPart } from './send-part.ts'
import { startImport } from './start-import.ts'

/** A part of 1 MiB as base64, with what stands around it. */
const partBodyBytes = 1_400_000

export function staffImportRoutes(app: Http, env: Env): void {
  mount(app, env, imports.list, (ctx, { query }) => listImports(ctx, query))
  mount(app, env, imports.start, (ctx, { body }) => startImport(ctx, body))
  mount(app, env, imports.get, (ctx, { params }) => readOneImport(ctx, params.id))
  const upload = { mostBodyBytes: partBodyBytes }
  mount(app, env, imports.sendPart, (ctx, { params, body }) => sendPart(ctx, params.id, body), upload)
  mount(app, env, imports.map, (ctx, { params, body, ifMatch }) => mapImport(ctx, params.id, body.columns, ifMatch))
  mount(app, env, imports.preview, (ctx, { params }) => previewImport(ctx, params.id))
  mount(app, env, imports.run, (ctx, { params }) => letImportRun(ctx, params.id))
  mount(app, env, imports.cancel, (ctx, { params }) => cancelImport(ctx, params.id))
  mount(app, env, imports.rows, (ctx, { params, query }) => listImportRows(ctx, params.id, query))
  mount(app, env, imports.resolveRow, (ctx, { params, body }) => resolveRow(ctx, { ...params, ...body }))
  mountDownload(app, env, imports.problemFile, (ask, { params }) => problemFile(ask, params.id))
  mountDownload(app, env, imports.exportAccounts, (ask, { query }) => exportAccounts(ask, query))
}
