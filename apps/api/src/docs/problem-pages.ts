import { type ProblemCode, problemStatus } from '@parley/contract/problem'
import { stylePath } from '../attestations/attestation-page.ts'
import type { Http } from '../http/mount.ts'
import { problemTitle } from '../http/problem.ts'
import { problemMeaning } from './problems.ts'

const codes = Object.keys(problemStatus) as ProblemCode[]

/** `GET /problems/<code>`: what a problem's `type` leads to (RFC 9457, 3.1.1), and `GET /problems` for all of them. */
export function problemPages(app: Http): void {
  const cached = { 'cache-control': 'no-cache' }
  app.get('/problems', (c) => c.html(page('What the API’s errors mean', list()), 200, cached))
  app.get('/problems/:code', (c) => {
    const code = codes.find((each) => each === c.req.param('code'))
    return code ? c.html(page(problemTitle[code], meaning(code)), 200, cached) : c.notFound()
  })
}

const meaning = (code: ProblemCode) => `<p class="asked"><code>${code}</code> · HTTP ${problemStatus[code]}</p>
      <p class="sentence">${inHtml(problemMeaning[code])}</p>
      <p class="advice"><a href="/problems">All errors</a> · <a href="/api/docs">The API’s document</a></p>`

const list = () => `<dl>${codes.map(entry).join('')}</dl>
      <p class="advice"><a href="/api/docs">The API’s document</a></p>`

const entry = (code: ProblemCode) =>
  `<div><dt><a href="/problems/${code}"><code>${code}</code></a> ${problemStatus[code]}</dt><dd>${inHtml(problemMeaning[code])}</dd></div>`

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title} · Parley API</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${stylePath}">
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      ${body}
    </main>
  </body>
</html>
`

/** The meanings are our own words: they hold no signs of HTML but the backquotes around code. */
const inHtml = (words: string) => words.replaceAll(/`([^`]+)`/g, '<code>$1</code>')
