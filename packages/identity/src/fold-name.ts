import anyAscii from 'any-ascii'

/** What a name may cost: beyond this a name is cut before it is compared. No registered name comes near. */
const longestName = 600

/** Letters that look like a Latin one; only read by their looks in a word that mixes alphabets ("Аcme"). */
const looks = new Map(
  [...'аaеeоoрpсcхxуyіiјjѕsһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSαaοoνvρpιiκkυuΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX']
    .map((letter, index, all) => [letter, all[index + 1]] as const)
    .filter((_pair, index) => index % 2 === 0) as [string, string][],
)

const invisible =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Extended_Pictographic}\u115F\u1160\u3164]|\p{Variation_Selector}|\u034F/gu
const mixed =
  /\p{Script=Latin}[\p{L}\p{M}\d]*[\p{Script=Cyrillic}\p{Script=Greek}]|[\p{Script=Cyrillic}\p{Script=Greek}][\p{L}\p{M}\d]*\p{Script=Latin}/u
const elision = /(?<![\p{L}\p{M}])(?:[dlnmstcj]|qu|dell|nell|sull|all|dall|un)['’`´ʼ′](?=\p{L})/giu

/** Nothing to fold, join or leave out. Most names are. */
const plainText = /^[\x20-\x7E]*$/

/** A name in Latin letters with its case, spaces and punctuation, without what can't be seen. At most 600 letters are read. */
export function visibleName(name: string): string {
  const head = name.length > longestName ? name.slice(0, longestName) : name
  if (plainText.test(head)) return head
  return head
    .replace(/[\t\n\r]/g, ' ')
    .normalize('NFKC')
    .slice(0, longestName)
    .replace(invisible, '')
    .replace(/[\p{L}\p{M}\d]+/gu, (word) =>
      mixed.test(word) ? [...word].map((each) => looks.get(each) ?? each).join('') : word,
    )
}

const cjk = /[\p{Script=Han}\p{Script=Hangul}]{2,}/gu

/**
 * The words of a name, in lower-case ASCII, in order: dotted letters joined ("S.A." is "sa"), elisions dropped ("l'Oréal" is
 * "oreal"), a run of Chinese or Korean letters as its overlapping pairs.
 */
export function wordsOf(visible: string): string[] {
  const spaced = visible
    .replace(cjk, (run) => ` ${pairsOf(run).join(' ')} `)
    .replace(elision, '')
    .replace(/['’`´ʼ′"“”„«»]/g, '')
    .replace(/(?<![\p{L}\d])(?:\p{L}[./]){1,7}\p{L}?(?![\p{L}\d])/gu, (dotted) => `${dotted.replace(/[./]/g, '')} `)
    .replace(/(?<![\p{L}\d])([\p{L}\d]{1,2}) ?& ?([\p{L}\d]{1,2})(?![\p{L}\d])/gu, '$1$2')
    .replace(/[&+＆]/g, ' and ')
    .replace(/([\p{Ll}])([\p{Lu}][\p{Ll}])/gu, '$1 $2')
  const words = inLatin(spaced)
    .toLowerCase()
    .replace(/['`"]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  return joinLetters(words)
    .slice(0, 40)
    .map((word) => word.slice(0, 40))
}

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}ー]+/gu
const smallKana = new Map(
  [...'ァaィiゥuェeォoャyaュyuョyoぁaぃiぅuぇeぉoゃyaゅyuょyo'.matchAll(/(.)([a-z]+)/g)].map(([, letter, sound]) => [
    letter,
    sound!,
  ]),
)

/** In ASCII letters. Kana as they are usually romanised: "ショッピング" is "shoppingu". */
export const inLatin = (text: string): string => (plainText.test(text) ? text : anyAscii(text.replace(kana, readKana)))

function readKana(run: string): string {
  let read = ''
  let doubled = false
  for (const letter of run) {
    const small = smallKana.get(letter)
    if (letter === 'っ' || letter === 'ッ') doubled = true
    else if (small === undefined) {
      const sound = anyAscii(letter)
      read += doubled ? (sound[0] ?? '') + sound : sound
      doubled = false
    } else if (small.length === 1) read = read.replace(/[aeiou]$/, '') + small
    else read = read.replace(/i$/, '') + (/(?:sh|ch|j)i$/.test(read) ? small.slice(1) : small)
  }
  return read.replace(/ou/g, 'o').replace(/uu/g, 'u')
}

/** "j p morgan" is "jp morgan", "u s steel" is "us steel". */
function joinLetters(words: readonly string[]): string[] {
  const joined: string[] = []
  let wasLetter = false
  for (const word of words) {
    const letter = word.length === 1 && word >= 'a'
    if (letter && wasLetter) joined[joined.length - 1] += word
    else joined.push(word)
    wasLetter = letter
  }
  return joined
}

function pairsOf(run: string): string[] {
  const letters = [...run]
  if (letters.length <= 2) return [run]
  return letters.slice(0, -1).map((letter, index) => letter + letters[index + 1])
}

/** The consonants as they sound, roughly: survives vowels, doubled letters and most romanisations. */
export function skeletonOf(squashed: string): string {
  return squashed
    .replace(/ph/g, 'f')
    .replace(/[ck]h|q|c|k/g, 'k')
    .replace(/x/g, 'ks')
    .replace(/sh|z|s/g, 's')
    .replace(/l|r/g, 'r')
    .replace(/v|w|b/g, 'b')
    .replace(/j|g/g, 'g')
    .replace(/d|t/g, 't')
    .replace(/m(?=[bptkgs])/g, 'n')
    .replace(/^[aeiouyh]+/, 'a')
    .replace(/(?!^)[aeiouyh]/g, '')
    .replace(/(.)\1+/g, '$1')
}
