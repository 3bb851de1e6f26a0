import { expect, test } from 'vitest'
import { compose, type QueuedEmail } from './compose.ts'

const sender = {
  name: 'Northwind Deals',
  address: 'deals@northwind.example',
  vendorName: 'Northwind Systems',
  publicUrl: 'https://deals.northwind.example',
}
const email = (over: Partial<QueuedEmail> = {}): QueuedEmail => ({
  id: '0192f0c1-0000-7000-8000-000000000001',
  address: 'ada@alder.example',
  subject: 'Approved: Quarry Hill',
  lines: ['It is yours.', 'Protected until the end of March 1, 2027.'],
  linkWords: 'Open the registration',
  linkUrl: '/registrations/1',
  kind: 'partner.answer',
  ...over,
})

test('says the same as text and as HTML, with one link and the way to the settings', () => {
  const { text, html, settingsUrl } = compose(email(), sender)
  for (const said of ['It is yours.', 'Protected until the end of March 1, 2027.', 'Open the registration']) {
    expect(text).toContain(said)
    expect(html).toContain(said)
  }
  expect(text).toContain('https://deals.northwind.example/registrations/1')
  expect(settingsUrl).toBe('https://deals.northwind.example/notifications/settings')
  expect(compose(email({ kind: 'staff.due' }), sender).settingsUrl).toBe(
    'https://deals.northwind.example/admin/notifications/settings',
  )
  expect(compose(email({ kind: 'invitation' }), sender).settingsUrl).toBeNull()
})

test('has the same Message-ID whenever it is composed, at the sender’s domain', () => {
  expect(compose(email(), sender).messageId).toBe('<0192f0c1-0000-7000-8000-000000000001@northwind.example>')
})

test('shows what people typed as text, and loads nothing', () => {
  const typed = `<img src="https://evil.example/x.png" onerror=alert(1)> & "Sons" 'n' <script>alert(1)</script>`
  const { html } = compose(email({ subject: typed, lines: [typed], linkWords: typed }), sender)
  expect(html).not.toMatch(/<(img|script|link|style|iframe|svg)/i)
  expect(html).not.toMatch(/url\(|@import|src=(?!&quot;)/i)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test.each([
  ['a line end', 'Hello\r\nBcc: everybody@evil.example'],
  ['a bare line feed', 'Hello\nBcc: everybody@evil.example'],
  ['a line separator', 'Hello\u2028Bcc: everybody@evil.example'],
  ['a next-line control', 'Hello\u0085Bcc: everybody@evil.example'],
  ['a NUL', 'Hello\0Bcc: everybody@evil.example'],
])('begins no header in a subject with %s', (_, subject) => {
  expect(compose(email({ subject }), sender).subject).toBe('Hello Bcc: everybody@evil.example')
})

test('leaves the direction of words alone, whatever a name carries', () => {
  const { subject, text } = compose(email({ subject: 'Quarry \u202egnp.exe', lines: ['a \u2067b\u2069'] }), sender)
  expect(subject).toBe('Quarry gnp.exe')
  expect(text).toContain('a b')
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://'])('links to no %s', (linkUrl) => {
  const { html, text } = compose(email({ linkUrl }), sender)
  expect(html).not.toContain(linkUrl)
  expect(text).not.toContain('Open the registration')
})
