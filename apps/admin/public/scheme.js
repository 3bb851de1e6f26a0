// Runs before the app: the chosen colours from the first paint on, and no try at eval, which the content policy forbids.
;(() => {
  let kept = null
  try {
    kept = localStorage.getItem('mantine-color-scheme-value')
  } catch {}
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  globalThis.__zod_globalConfig = { jitless: true }
})()
