import { expect, it } from 'vitest'
import { openChromium } from '../browser/support/visitor.ts'
import { openCanary } from '../fuzz/stored-xss/canary.ts'
import { payloadsFor } from '../fuzz/stored-xss/payloads.ts'
import { look } from '../fuzz/stored-xss/watch.ts'
import { openWindow } from '../fuzz/stored-xss/windows.ts'

const chromium = await openChromium()
const canary = await openCanary()
const place = 'http://localhost/'
/** Where somebody forgot that it's text. */
const frames: ((text: string) => string)[] = [
  (text) => `<p>${text}</p>`,
  (text) => `<input value="${text}">`,
  (text) => `<input value='${text}'>`,
  (text) => `<textarea>${text}</textarea>`,
  (text) => `<title>${text}</title>`,
  (text) => `<script>var a = ["${text}"]</script>`,
  (text) => `<!-- ${text} -->`,
  (text) => `<a href="${text}">x</a>`,
]

it('what stored-xss.test.ts looks for is noticed where a page takes it for more than text', async () => {
  const { page, harm } = await openWindow(chromium, place, { bypassCSP: true })
  let html = ''
  await page.route(`${place}**`, (route) => route.fulfill({ contentType: 'text/html', body: html }))
  const noticed: string[] = []
  for (const { text } of payloadsFor(canary.place)) {
    const before = harm.ran.length + harm.loaded.length
    let markup = 0
    for (const frame of frames) {
      html = `<!doctype html><meta charset="utf-8"><body>${frame(text)}`
      await page.goto(place, { waitUntil: 'commit' }).catch(() => {}) // it may lead away
      await page.waitForLoadState('load', { timeout: 2000 }).catch(() => {})
      markup += (await look(page).catch(() => ({ markup: ['it led away'] }))).markup.length
    }
    if (harm.ran.length + harm.loaded.length > before || markup > 0) noticed.push(text)
  }
  const ran = new Set(harm.ran.map((each) => Number.parseInt(each, 10)))
  expect(ran.size).toBeGreaterThan(30)
  expect(harm.loaded.length).toBeGreaterThan(5)
  expect(noticed.length).toBeGreaterThanOrEqual(60)
})
