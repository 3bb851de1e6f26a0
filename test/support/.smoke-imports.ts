import { readFileSync } from 'node:fs'
import { startTestServer } from './database.ts'
import { Importer } from './imports.ts'
import { openWorld } from './open-world.ts'

const server = await startTestServer()
const w = await openWorld()
try {
  const me = new Importer(w)
  console.log(
    await me.brings(
      'Name;Website;Land;Ort;Muttergesellschaft\nAcme Robotics GmbH;acme-robotics.de;Deutschland;Berlin;\nACME Robotics;acme-robotics.de;DE;;\nAcme Robotics Austria;acme-robotics.at;AUT;Wien;Acme Robotics GmbH\nBolt\0x;;;;\nQuux;;Nowhere;;\n',
    ),
  )
  const lines = readFileSync('/work/shared/data/identity/dev/accounts.jsonl', 'utf8')
    .trim()
    .split('\n')
    .slice(0, Number(process.env.N ?? 3000))
    .map((l) => JSON.parse(l))
  const q = (s: any) => '"' + String(s ?? '').replaceAll('"', '""') + '"'
  const csv =
    'Account Name,Website,Country,City,Id\n' +
    lines.map((a) => [a.name, a.domain, a.country, a.city, a.id].map(q).join(',')).join('\n')
  const t0 = performance.now()
  const cpu0 = process.cpuUsage()
  const up = await me.uploads(csv, { fileName: 'big.csv' })
  console.log('upload', performance.now() - t0, up.file, up.mapping)
  const t1 = performance.now()
  const p = await me.previews(up.id)
  console.log('preview', performance.now() - t1, p.problems, p.valid, p.refused, p.rows[0])
  const t2 = performance.now()
  await me.starts(up.id)
  const { runImport } = await import('@parley/api/imports/run-import')
  await runImport(w.env, up.id)
  const ms = performance.now() - t2
  const cpu = process.cpuUsage(cpu0)
  const end = await me.sees(up.id)
  console.log('run', ms, 'ms', ms / end.progress.rows, 'per row', 'cpu user s', cpu.user / 1e6, end.progress)
  const t3 = performance.now()
  const out = await me.exports()
  console.log('export', performance.now() - t3, out.length)
  console.log(out.slice(0, 400))
  const t4 = performance.now()
  const again = await me.brings(csv + '\n', { fileName: 'again.csv' })
  console.log('again', performance.now() - t4, again.progress)
  const t5 = performance.now()
  const re = await me.brings(out, { fileName: 'exported.csv' })
  console.log('exported again', performance.now() - t5, re.mapping, re.progress)
  console.log((await me.rows(re.id, { status: 'waiting' })).slice(0, 2).map((r) => JSON.stringify(r).slice(0, 800)))
  console.log((await me.problemFile(re.id)).slice(0, 800))
} finally {
  await w.close()
  await server.stop()
}
