import { shortestPassword } from '@parley/contract/sign-in'
import { dictionary } from '@zxcvbn-ts/language-common'

/** The published list's passwords that are long enough to be chosen here; the shorter ones are refused for their length. */
const listed = new Set(dictionary['passwords-common'].filter((each) => each.length >= shortestPassword))

/**
 * What the passwords that most people choose, and no list has, are made of: a few words, rows of keys, counts and repeats. The published lists of
 * the most common ones have few of twelve characters, and nearly all of those are two or three such pieces in a row.
 */
const words = `
password passwort passw0rd motdepasse contrasena senha wachtwoord parola haslo secret geheim login signin welcome willkommen bienvenue
admin administrator root user guest default change changeme temporary temp test testing demo example sample access letmein open
master super superman batman spiderman starwars pokemon naruto minecraft fortnite dragon monkey tiger lion eagle falcon wolf horse
princess princesa angel angels flower flowers sunshine rainbow butterfly chocolate cookie cookies cheese banana orange apple cherry
love loves lover lovely iloveyou ilove loveme forever together friend friends family mother father mommy daddy baby babygirl brother sister
football futbol soccer baseball basketball hockey golf tennis liverpool chelsea arsenal barcelona realmadrid manchester united juventus
hello hallo holla hola ciao goodbye summer winter spring autumn fall january february march april may june july august september october
november december monday tuesday wednesday thursday friday saturday sunday london paris berlin madrid newyork chicago america england
canada deutschland france mexico brasil india china qwerty qwertz azerty asdf asdfgh asdfghjkl zxcvbn zxcvbnm qwertyuiop qazwsx wsxedc
edcrfv rfvtgb qweasd asdzxc qweasdzxc qaz wsx edc poiuy lkjhg mnbvcxz abc abcd abcde abcdef abcdefg abcdefgh alphabet
computer internet windows microsoft google facebook twitter linkedin youtube samsung nokia iphone android samsung yahoo gmail hotmail
jesus christ jesuschrist godisgood blessed heaven michael jordan jennifer jessica ashley daniel andrew joshua matthew charlie thomas
robert william richard david george michelle nicole amanda anthony hannah maggie buster shadow killer hunter ranger harley ginger pepper
freedom liberty whatever trustno trustno1 nothing something anything everything company business office work money dollar rich lucky
star stars moon sun magic music guitar metallica nirvana eminem blink matrix phoenix diamond silver golden gold purple yellow blue green
black white red pink summertime happy smile crazy cool sweet sexy sweetheart honey cutie beautiful blondie fuckyou fuck bitch asshole
partner partners portal parley reseller channel sales vendor deal deals registration register program customer account
my me you your the is i a an and to for of in on it we our this that be not no new one two three four five six seven eight nine ten
`
  .trim()
  .split(/\s+/)

const rows = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiopu',
  'azertyuiop',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
]
const columns = '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p'
const zigzag = '1q2w3e4r5t6y7u8i9o0p'
const leet: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '€': 'e',
}

const known = new Set(words)
const longestWord = Math.max(...words.map((word) => word.length))
const reversed = (text: string) => [...text].reverse().join('')
const runs = [...rows, columns, zigzag].flatMap((row) => [row + row, reversed(row + row)])

/** Pieces that take real guessing are letters outside all of these; up to this many of them don't make a password good. */
const mostLeftOver = 3
const mostPieces = 4

/** Whether a password is on the list, or made of few and common pieces, such as `Password1234!`, `qwertyuiop12` or `iloveyouforever`. */
export function isCommonPassword(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase()
  if (listed.has(lower) || new Set(lower).size <= 4 || isRepeated(lower)) return true
  const readable = [...lower].map((letter) => leet[letter] ?? letter).join('')
  return cost(lower) <= mostPieces || cost(readable) <= mostPieces
}

/** The same few characters over and over, as in `abcabcabcabc`. */
const isRepeated = (text: string) => /^(.{1,8}?)\1+.{0,2}$/u.test(text)

/**
 * The fewest pieces that a text is made of: a common word, a run of keys or of one character, a year or a number is one; each
 * character outside them counts as one and a bit.
 */
function cost(text: string): number {
  const best = new Array<number>(text.length + 1).fill(Number.POSITIVE_INFINITY)
  best[0] = 0
  for (let from = 0; from < text.length; from++) {
    const reach = (to: number, price: number) => {
      best[to] = Math.min(best[to]!, best[from]! + price)
    }
    reach(from + 1, /[^\p{L}\p{N}]/u.test(text[from]!) ? 0.5 : (mostPieces + 1) / (mostLeftOver + 1))
    for (let to = from + 1; to <= Math.min(text.length, from + longestWord); to++) {
      if (known.has(text.slice(from, to))) reach(to, 1)
    }
    for (const end of [runEnd(text, from), numberEnd(text, from), sameEnd(text, from)])
      if (end >= from + 3) reach(end, 1)
  }
  return best[text.length]!
}

function runEnd(text: string, from: number): number {
  let longest = from
  for (const run of runs) {
    let to = longest
    while (to < text.length && run.includes(text.slice(from, to + 1))) to++
    if (to > longest) longest = to
  }
  return longest
}

/** Digits up to eight: a year, a day, a telephone's last numbers. */
const numberEnd = (text: string, from: number) => from + (/^\d{1,8}/.exec(text.slice(from))?.[0].length ?? 0)

const sameEnd = (text: string, from: number) => from + (/^(.)\1*/u.exec(text.slice(from))?.[0].length ?? 0)
