/** Writes the published JSON Schemas, one a decision point: `node packages/rules/schemas/write-schemas.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pointIds, points } from '../src/points/points.ts'
import { policyJsonSchema } from '../src/policy-json-schema.ts'

for (const id of pointIds)
  writeFileSync(
    join(import.meta.dirname, `policy.${id}.schema.json`),
    `${JSON.stringify(policyJsonSchema(points[id]), null, 2)}\n`,
  )
