// Runs before the app: the chosen colours from the first paint on, no try at eval, which the content policy forbids, and the nonce
// that it asks of style elements, under the name by which libraries look for it.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value')
  } catch {}
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  globalThis.__zod_globalConfig = { jitless: true }
  globalThis.__webpack_nonce__ = document.currentScript.nonce
})()
