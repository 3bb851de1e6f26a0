/** A share in basis points as a percentage: 2,550 is 25.5%. */
export const formatBps = (bps: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(bps / 10_000)
