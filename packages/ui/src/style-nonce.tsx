declare global {
  /** Set by the script that runs before an app; libraries that write style elements look for it under this name. */
  var __webpack_nonce__: string | undefined
}

/** What a style element has to carry: the content policy names it, and it's another one for each page. Blank in development. */
export const styleNonce = (): string => globalThis.__webpack_nonce__ ?? ''
