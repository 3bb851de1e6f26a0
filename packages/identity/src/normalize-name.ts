import anyAscii from 'any-ascii'

/** Legal forms as they stand at the end of a name, once punctuation is gone; the common ones of 30 countries. */
const legalForms = new Set(
  `ab abp ag aktiebolag aps as asa bhd bv bvba co company corp corporation cv doo dooel dba ead eg ehf eood fzc fzco fze gbr gesmbh gie gmbh
  ggmbh hf holding inc incorporated ip jsc kft kg kgaa kk kommanditgesellschaft kabushiki kaisha lda limitada limited llc llp lp ltd ltda mbh mbb
  nv od ohg ood oy oyj pjsc plc pllc private proprietary pt pte pty public pvt pvba rt sa sab sae sapi saoc sarl sas sasu scs sdn se sicav
  sl slu sp snc soparfi spa spj spk spolka srl sro ug ulc unlimited uab vof yk zoo zrt`.split(/\s+/),
)
/** Forms of more than one word, and letters that stand apart once their dots are gone. */
const spelledOut = [
  /\bsp z o ?o$/,
  /\bs (a|l|e)( (r l|s|u|b))?$/,
  /\bs p a$/,
  /\bs r (l|o)$/,
  /\bs a de c v$/,
  /\bsa de cv$/,
  /\bs de r l de c v$/,
  /\b(b|n) v$/,
  /\ba (s|g|b)$/,
  /\bl (l c|l p|p)$/,
  /\bp l c$/,
  /\bd o o$/,
  /\bgmbh (and )?co kg(aa)?$/,
  /\b(ag|se) (and )?co kg(aa)?$/,
  /\bgesellschaft mit beschrankter haftung$/,
  /\bsociete anonyme$/,
  /\bsociedad anonima$/,
  /\b(and|et|und|y) (co|cie|company)$/,
  /\bco ltd$/,
]

/**
 * The part of a company's name that stays the same however it is written: lower case, without accents, punctuation, a
 * leading "the" and legal forms at the end. Never empty for a name with a letter or digit.
 */
export function normalizeName(name: string): string {
  const plain = anyAscii(name.normalize('NFKC'))
    .toLowerCase()
    .replaceAll(/['’`´"]/g, '')
    .replaceAll('&', ' and ')
    .replaceAll('+', ' and ')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
    .replace(/^the (?=\S)/, '')
  return withoutLegalForm(plain)
}

function withoutLegalForm(plain: string): string {
  for (let rest = plain; ; ) {
    const shorter = shorten(rest)
    if (shorter === rest || shorter === '') return rest
    rest = shorter
  }
}

function shorten(plain: string): string {
  for (const form of spelledOut) {
    const match = form.exec(plain)
    if (match) return plain.slice(0, match.index).trim()
  }
  const words = plain.split(' ')
  return words.length > 1 && legalForms.has(words.at(-1)!) ? words.slice(0, -1).join(' ') : plain
}
