import { parse } from 'tldts'

/** Anybody can have an address or a page there, so it says nothing about the company. */
const shared = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de
  yahoo.co.jp yahoo.co.in ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.com gmx.at gmx.ch web.de
  t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com bk.ru inbox.ru list.ru qq.com 163.com 126.com sina.com naver.com hanmail.net daum.net
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it uol.com.br bol.com.br terra.com.br rediffmail.com zoho.com
  fastmail.com hey.com tutanota.com tuta.io seznam.cz centrum.cz wp.pl o2.pl onet.pl interia.pl btinternet.com comcast.net verizon.net att.net
  facebook.com instagram.com linkedin.com twitter.com x.com youtube.com tiktok.com xing.com wikipedia.org wordpress.com blogspot.com wixsite.com
  weebly.com squarespace.com godaddysites.com jimdo.com jimdofree.com github.io github.com gitlab.com bitbucket.org google.com sites.google.com
  sharepoint.com onmicrosoft.com myshopify.com shopify.com medium.com substack.com notion.site webflow.io netlify.app vercel.app herokuapp.com
  azurewebsites.net amazonaws.com cloudfront.net appspot.com pages.dev example.com example.org example.net`.split(
    /\s+/,
  ),
)

/**
 * The registrable domain that belongs to one company ("https://www.shop.acme.co.uk/x" and "jo@acme.co.uk" give
 * "acme.co.uk"), in ASCII form; null for free mail, shared hosts, addresses by number and what isn't a domain.
 */
export function companyDomain(typed: string): string | null {
  const found = parse(host(typed.trim()), { allowPrivateDomains: true, extractHostname: true, validateHostname: true })
  if (found.isIp || found.domain === null || !(found.isIcann || found.isPrivate)) return null
  if (found.isPrivate) return null
  const domain = found.domain.toLowerCase()
  return shared.has(domain) ? null : domain
}

/** Whether anybody can have an address or a page on the registrable domain. */
export const isSharedDomain = (domain: string): boolean => shared.has(domain)

/** Punycode for letters beyond ASCII, so that one domain has one spelling. */
function host(typed: string): string {
  const address = typed.includes('@') && !typed.includes('/') ? typed.slice(typed.lastIndexOf('@') + 1) : typed
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`
  return URL.parse(withScheme)?.hostname.replace(/\.$/, '') ?? ''
}
