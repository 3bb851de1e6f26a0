/** Always right, and clumsy; the other forms are for the sentences that titles of facts and conditions are. */
const itIsNotSo = (statement: string) => `it is not so that ${statement}`

/** First words that carry the denial: "every field is filled in" → "not every field is filled in". */
const firstWords: readonly (readonly [RegExp, string])[] = [
  [/^(?=(every|each|all|everybody|everything|enough) )/, 'not '],
  [/^another /, 'no other '],
  [/^no other /, 'another '],
  [/^(?=part of )/, 'no '],
  [/^an? /, 'no '],
  [/^something /, 'nothing '],
  [/^somebody /, 'nobody '],
  [/^there (is|are|was|were) (an? )?/, 'there $1 no '],
]

const asides = /^(that|who|which|whose|when|if|whether|what|until|while|since|before|after|because)$/
const auxiliaries = /^(is|are|was|were|can|could|may|will|would|must)$/
const participle = /^(been|done|told|had|made|paid|given|left|said|won|withdrawn|written|[a-z]+ed)$/

/** Verbs of the field: with "you" as they are, with anybody else with an s. */
const verbs = new Set(
  'allow ask refuse bring buy claim come compete cover end follow give hold join know lead name need offer order owe own pay renew resell rule run say sell serve share stand take update use wait waive want work'.split(
    ' ',
  ),
)
const past: Readonly<Record<string, string>> = {
  acted: 'act',
  created: 'create',
  ended: 'end',
  gave: 'give',
  helped: 'help',
  made: 'make',
  ordered: 'order',
  registered: 'register',
  rested: 'rest',
  showed: 'show',
  signed: 'sign',
  sold: 'sell',
  won: 'win',
}

/** "partner agreement is signed" → "partner agreement is not signed"; "customer has paid" → "customer has not paid". */
export function negated(statement: string): string {
  // A second sentence: the denial of both isn't that of the first.
  if (/, (and|or) (?!how|when|what|whether)/.test(statement)) return itIsNotSo(statement)
  for (const [first, instead] of firstWords) if (first.test(statement)) return statement.replace(first, instead)
  if (/ (is|are|was|were)n't /.test(statement)) return statement.replace(/ (is|are|was|were)n't /, ' $1 ')
  const words = statement.split(' ')
  // What comes after "that" isn't the main clause.
  const aside = words.findIndex((word) => asides.test(word))
  const main = aside < 0 ? words : words.slice(0, aside)
  if (main.some((word) => /^(not|never|no|nobody|nothing|none|neither|cannot)$|n't$/.test(word)))
    return itIsNotSo(statement)
  // "partner orders are late": "orders" is no verb.
  const auxiliary = main.findIndex((word) => auxiliaries.test(word))
  const at = auxiliary > 0 ? auxiliary : main.findIndex((word, index) => index > 0 && isVerb(word, main[index - 1]!))
  if (at < 0) return itIsNotSo(statement)
  const before = words.slice(0, at)
  if (before.at(-1) !== 'already') return [...before, denied(words.slice(at), words[0]!)].join(' ')
  return [...before.slice(0, -1), denied(words.slice(at), words[0]!).replace(/ not /, ' not yet ')].join(' ')
}

function isVerb(word: string, before: string): boolean {
  if (word === 'has' || word === 'have' || Object.hasOwn(past, word)) return true
  const isOfYou = before === 'you' || before === 'already'
  return (isOfYou && verbs.has(word)) || (before !== 'you' && word.endsWith('s') && verbs.has(word.slice(0, -1)))
}

/** The sentence from its verb on, denied: "is no longer certified", "is not yet closed", "does not give a reason". */
function denied([verb, ...rest]: string[], subject: string): string {
  const after = rest.join(' ')
  if (auxiliaries.test(verb!)) {
    if (rest[0] === 'still') return `${verb} no longer ${rest.slice(1).join(' ')}`
    if (rest[0] === 'already') return `${verb} not yet ${rest.slice(1).join(' ')}`
    return /^[a-z]+ and [a-z]+/.test(after) ? `${verb} not both ${after}` : `${verb} not ${after}`
  }
  if (verb === 'has' || verb === 'have') {
    if (participle.test(rest[0] === 'just' ? rest[1]! : rest[0]!)) return `${verb} not ${after}`
    if (/^(an?|special) /.test(after)) return `${verb} no ${after.replace(/^an? /, '')}`
    return `${verb === 'has' ? 'does' : 'do'} not have ${after}`
  }
  if (Object.hasOwn(past, verb!)) return `did not ${past[verb!]} ${after}`.trim()
  const object = after.replace(/^something /, 'anything ')
  return (subject === 'you' ? `do not ${verb} ${object}` : `does not ${verb!.slice(0, -1)} ${object}`).trim()
}
