import { z } from 'zod'
import { route } from '../route.ts'
import * as seg from '../segments.ts'

const s = { audience: 'staff', tag: 'Staff: segments' } as const

/** How crowded it is, for partners: bands, never a number of others and nobody's name. */
export const partnerSegments = {
  read: route({
    audience: 'partner',
    tag: 'Partner: segments',
    id: 'howCrowded',
    method: 'get',
    path: '/partner/segments',
    summary: 'How crowded each place of a country is, for each product family',
    query: seg.PartnerSegmentsQuery,
    response: seg.PartnerSegments,
    status: 200,
  }),
}

/** The overlap map of the whole program. */
export const staffSegments = {
  map: route({
    ...s,
    id: 'overlapMap',
    method: 'get',
    path: '/staff/segments',
    summary: 'Where partners meet: places by product families',
    query: seg.OverlapMapQuery,
    response: seg.OverlapMap,
    status: 200,
  }),
  csv: route({
    ...s,
    id: 'overlapMapCsv',
    method: 'get',
    path: '/staff/segments/map.csv',
    summary: 'The same map as CSV, a row for each place and product family',
    query: seg.OverlapMapQuery,
    response: z.string(),
    status: 200,
    download: 'text/csv',
  }),
  detail: route({
    ...s,
    id: 'overlapDetail',
    method: 'get',
    path: '/staff/segments/detail',
    summary: 'Who works in a segment, who meets whom, and at which companies',
    query: seg.SegmentQuery,
    response: seg.SegmentDetail,
    status: 200,
  }),
}
