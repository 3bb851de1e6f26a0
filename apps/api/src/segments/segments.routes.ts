import { partnerSegments, staffSegments } from '@parley/contract/routes/segments'
import type { Env } from '../context.ts'
import { type Http, mount } from '../http/mount.ts'
import { mountDownload } from '../http/mount-download.ts'
import { readOverlapDetail } from './read-overlap-detail.ts'
import { overlapMapFile, readOverlapMap } from './read-overlap-map.ts'
import { readPartnerSegments } from './read-partner-segments.ts'

export function partnerSegmentRoutes(app: Http, env: Env): void {
  mount(app, env, partnerSegments.read, (ctx, { query }) => readPartnerSegments(ctx, query))
}

export function staffSegmentRoutes(app: Http, env: Env): void {
  mount(app, env, staffSegments.map, (ctx, { query }) => readOverlapMap(ctx, query))
  mountDownload(app, env, staffSegments.csv, (ask, { query }) => overlapMapFile(ask, query))
  mount(app, env, staffSegments.detail, (ctx, { query }) => readOverlapDetail(ctx, query))
}
