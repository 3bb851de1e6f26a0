import type { BrowserContext, Frame, Page } from '@playwright/test'

/** What happened in a browser that should not have. */
export type Harm = {
  /** `R` was called, a dialog opened or a window. */
  ran: string[]
  /** Something was asked of another place than ours. */
  loaded: string[]
  /** The content policy kept something out: then it was markup before. */
  kept: string[]
  /** Errors of scripts, and what the browser says of markup. */
  complained: string[]
}

/** Watches every page and frame of a context, from its first line of script on. */
export async function watch(context: BrowserContext, ours: string): Promise<Harm> {
  const harm: Harm = { ran: [], loaded: [], kept: [], complained: [] }
  await context.exposeBinding('R', ({ frame }, n: unknown) => {
    harm.ran.push(`${n} ran at ${frame.url()}`)
  })
  await context.exposeBinding('keptOut', ({ frame }, what: string) => {
    harm.kept.push(`${what} at ${frame.url()}`)
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      (globalThis as unknown as { keptOut(what: string): void }).keptOut(
        `${violatedDirective} ${blockedURI} ${sample}`,
      ),
    )
  })
  context.on('dialog', (dialog) => {
    harm.ran.push(`a dialog opened: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(ours) && !/^(data|blob):/.test(url)) harm.loaded.push(`${url} from ${request.frame().url()}`)
  })
  context.on('weberror', (error) => harm.complained.push(`${error.page()?.url()}: ${error.error().message}`))
  context.on('console', (message) => {
    if (/Refused to|content security policy|blocked/i.test(message.text()))
      harm.complained.push(`${message.page()?.url()}: ${message.text()}`)
  })
  return harm
}

/** What of the page is more than text, though nobody of ours wrote it; and all that can be read of it. */
export async function look(page: Page | Frame): Promise<{ markup: string[]; text: string }> {
  return page.evaluate(() => {
    const markup: string[] = []
    const texts = [document.title]
    const told = (element: Element) => element.outerHTML.slice(0, 160)
    /** What is ours though it looks strange: a link as a QR code, which as a picture runs nothing, and the link itself. */
    const ours = (element: Element) =>
      (element.matches('img[src^="data:image/svg+xml;utf8,%3Csvg%20viewBox"]') && element.attributes.length === 3) ||
      element.matches('a[href^="http://localhost/represents/"]')
    const strange =
      'script:not([src]), iframe, frame, object, embed, base, meta[http-equiv], template, marquee, math, video, audio, body img, svg a, svg script, svg animate, svg image, svg use'
    for (const element of document.querySelectorAll(strange)) if (!ours(element)) markup.push(told(element))
    for (const element of document.querySelectorAll('*')) {
      if (element instanceof HTMLUnknownElement || ['X', 'B'].includes(element.tagName)) markup.push(told(element))
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || name === 'srcdoc') markup.push(told(element))
        if (['title', 'aria-label', 'placeholder', 'alt', 'label', 'value'].includes(name)) texts.push(value)
        if (!/^(href|src|action|formaction|data|poster|xlink:href|srcset|ping)$/.test(name)) continue
        if (ours(element)) continue
        const to = URL.parse(value, document.baseURI)
        const isPicture = name === 'src' && value.startsWith('data:image/')
        if (
          !isPicture &&
          (to?.origin !== location.origin || !/^https?:$/.test(to.protocol)) &&
          to?.protocol !== 'mailto:'
        )
          markup.push(told(element))
      }
    }
    for (const field of document.querySelectorAll('input, textarea')) texts.push((field as HTMLInputElement).value)
    texts.push(document.body.textContent ?? '')
    return { markup: [...new Set(markup)], text: texts.join('\n') }
  })
}
