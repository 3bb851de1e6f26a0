import type { AttestationAnswer } from '@parley/contract/attestations'

/** Where the page's style is: a file of its own, so that the page needs neither script nor inline style. */
export const stylePath = '/represents/page.css'

type Reader = { locale: string; timeZone: string }

const headings: Record<AttestationAnswer['because'], string> = {
  valid: 'Yes',
  notOurs: 'No: this isn’t ours',
  expired: 'No: it has expired',
  revoked: 'No: it was revoked',
  notLeading: 'No: it isn’t so any more',
}

/** The answer as a page that needs no script: for whoever was sent a link, on any device. */
export function attestationPage(answer: AttestationAnswer, reader: Reader): string {
  const { isValid, because, sentence, vendorName, partnerName, accountName, productFamilies, validUntil } = answer
  const facts: [string, string | null][] = [
    ['Partner', partnerName],
    ['Customer', accountName],
    ['For', productFamilies.length > 0 ? productFamilies.join(', ') : null],
    [isValid ? 'Valid until' : 'Made to be valid until', validUntil && lastDayIn(validUntil, reader)],
    ['Checked', instantIn(answer.checkedAt, reader)],
  ]
  const rows = facts.flatMap(([title, value]) =>
    value === null ? [] : [`<div><dt>${title}</dt><dd>${escaped(value)}</dd></div>`],
  )
  const advice = isValid
    ? 'This page asks anew each time that it is opened. Read the address above: a copy of this page on another one proves nothing.'
    : `If somebody has shown you this link as a proof, ask ${vendorName} before you go on.`
  return page({
    title: `${isValid ? 'Yes' : 'No'} · ${vendorName}`,
    body: `<p class="asked">Does this partner represent ${escaped(vendorName)}?</p>
      <h1 class="${isValid ? 'yes' : 'no'}"><span aria-hidden="true">${isValid ? '✓' : '✕'}</span> ${headings[because]}</h1>
      <p class="sentence">${escaped(sentence)}</p>
      <dl>${rows.join('')}</dl>
      <p class="advice">${escaped(advice)}</p>`,
  })
}

/** Where the question can't be answered now. */
export const troublePage = (detail: string): string =>
  page({ title: 'Not now', body: `<h1 class="no">Not now</h1><p class="sentence">${escaped(detail)}</p>` })

const page = ({ title, body }: { title: string; body: string }) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex, nofollow">
    <title>${escaped(title)}</title>
    <link rel="icon" href="/favicon.svg" type="image/svg+xml">
    <link rel="stylesheet" href="${stylePath}">
  </head>
  <body>
    <main>
      ${body}
    </main>
  </body>
</html>
`

const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => signs[sign]!)

/** It holds to the end of a day of the vendor's. */
function lastDayIn(instant: string, { locale, timeZone }: Reader): string {
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone })
  return `the end of ${day.format(Date.parse(instant) - 1)}`
}

function instantIn(instant: string, { locale, timeZone }: Reader): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone })
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
  const name = zone.formatToParts(new Date(instant)).find(({ type }) => type === 'timeZoneName')?.value
  return `${format.format(new Date(instant))} ${name ?? ''}`.trim()
}

/** The colours are those of packages/ui/src/tokens.css. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --paper: #f7f7f5; --surface: #fff; --line: #e2e2de; --ink: #1c1e21; --dim: #5a5e65;
  --yes: #146c3c; --yes-soft: #e6f4ea; --yes-line: #b3dcc1; --no: #a4262a; --no-soft: #fcecea; --no-line: #f0c3c0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #121417; --surface: #1a1d21; --line: #2e3238; --ink: #e9eaec; --dim: #a4a9b1;
    --yes: #85d9a5; --yes-soft: #15301f; --yes-line: #2a583c; --no: #ffa49e; --no-soft: #3b1b1b; --no-line: #6d3232;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; padding: 1.5rem 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 Inter, ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
}
main {
  max-width: 32rem; margin: 4vh auto 0; padding: 1.5rem 1.25rem; background: var(--surface);
  border: 1px solid var(--line); border-radius: 0.75rem; overflow-wrap: anywhere;
}
p, h1, dl, dd { margin: 0; }
.asked { color: var(--dim); font-size: 0.875rem; }
h1 { margin-top: 0.75rem; font-size: 1.5rem; line-height: 1.25; }
h1.yes, h1.no { padding: 0.75rem 1rem; border: 1px solid; border-radius: 0.5rem; }
h1.yes { color: var(--yes); background: var(--yes-soft); border-color: var(--yes-line); }
h1.no { color: var(--no); background: var(--no-soft); border-color: var(--no-line); }
.sentence { margin-top: 1rem; font-size: 1.125rem; }
dl { margin-top: 1rem; border-top: 1px solid var(--line); }
dl div { display: grid; grid-template-columns: 8rem 1fr; gap: 0.75rem; padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--dim); font-size: 0.875rem; padding-top: 0.1rem; }
dd { font-weight: 550; font-variant-numeric: tabular-nums; }
.advice { margin-top: 1rem; color: var(--dim); font-size: 0.875rem; }
@media (max-width: 24rem) { dl div { grid-template-columns: 1fr; gap: 0.125rem; } }
@media print { body { background: none; padding: 0; } main { border: 0; margin: 0; max-width: none; } }
`
