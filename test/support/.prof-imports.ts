import { startTestServer } from './database.ts'
import { openWorld } from './open-world.ts'
import { Importer } from './imports.ts'
import { runImport } from '@parley/api/imports/run-import'
import { readFileSync } from 'node:fs'
const server = await startTestServer()
const w = await openWorld()
const times = new Map<string, [number, number]>()
const connect = w.env.pool.connect.bind(w.env.pool)
;(w.env.pool as any).connect = async () => {
  const c: any = await connect()
  if (!c.timed) { c.timed = true; const q = c.query.bind(c)
    c.query = async (a: any, ...r: any[]) => { const t = performance.now(); try { return await q(a, ...r) } finally { const k = String(a.text ?? a).replace(/\s+/g, ' ').slice(0, 70); const e = times.get(k) ?? [0, 0]; e[0]++; e[1] += performance.now() - t; times.set(k, e) } } }
  return c
}
try {
  const me = new Importer(w)
  const N = Number(process.env.N ?? 3000)
  const lines = readFileSync(process.env.FILE ?? '/work/shared/data/identity/dev/accounts.jsonl','utf8').trim().split('\n').slice(0, N).map(l=>JSON.parse(l))
  const q=(s:any)=>'"'+String(s??'').replaceAll('"','""')+'"'
  const csv='Account Name,Website,Country,City,Id\n'+lines.map(a=>[a.name,a.domain,a.country,a.city,a.id].map(q).join(',')).join('\n')
  let t=performance.now(); const up=await me.uploads(csv,{fileName:'big.csv'}); console.log('upload ms', performance.now()-t)
  t=performance.now(); const p=await me.previews(up.id); console.log('preview ms', performance.now()-t, p.problems, p.valid)
  times.clear(); const cpu0=process.cpuUsage()
  t=performance.now(); await me.starts(up.id); 
  const every = setInterval(async () => { const e = await me.sees(up.id); console.log('  at', Math.round((performance.now()-t)/1000), 's', e.progress.done) }, 15000)
  await runImport(w.env, up.id); clearInterval(every); const ms=performance.now()-t; const cpu=process.cpuUsage(cpu0)
  const end=await me.sees(up.id)
  console.log('run ms', ms, 'per row', ms/end.progress.rows, 'cpu user s', cpu.user/1e6, end.progress)
  console.log([...times].sort((a,b)=>b[1][1]-a[1][1]).slice(0,12).map(([k,[n,s]])=>`${s.toFixed(0)} ms ${n}x ${k}`).join('\n'))
  if (process.env.MORE) {
  t=performance.now(); const out=await me.exports(); console.log('export ms', performance.now()-t, out.length, 'rss MB', process.memoryUsage.rss()/1e6)
  t=performance.now(); const again=await me.brings(csv+'\n', {fileName:'again.csv'}); console.log('again ms', performance.now()-t, again.progress)
  t=performance.now(); const re=await me.brings(out, {fileName:'exported.csv'}); console.log('exported again ms', performance.now()-t, re.progress)
  }
} finally { await w.close(); await server.stop() }
