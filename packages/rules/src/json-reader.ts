import { errorAt, type Finding } from './finding.ts'

const keysThatReachPrototypes = new Set(['__proto__', 'constructor', 'prototype'])

/** What stops the reader, and where in the text. */
export class JsonMistake extends Error {
  finding: Finding
  offset: number
  constructor(finding: Finding, offset: number) {
    super(finding.message)
    this.finding = finding
    this.offset = offset
  }
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const wordPattern = /true|false|null/y
const plainTextPattern = /(?:(?!\p{Cc})[^"\\]|[\u007f-\u009f])*/uy
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/** Reads one JSON document; recursive, but never deeper than `maxDepth`. */
export class JsonReader {
  /** When given, filled with the offset at which each value starts, by pointer. */
  starts: Map<string, number> | undefined
  #text: string
  #maxDepth: number
  #at = 0
  #path: (string | number)[] = []

  constructor(text: string, maxDepth: number) {
    this.#text = text
    this.#maxDepth = maxDepth
  }

  readDocument(): unknown {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#at = 1
    const value = this.#readValue()
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#refuse('Something follows after the end of the document.', 'Remove it.')
    return value
  }

  #readValue(): unknown {
    this.#skipSpace()
    this.starts?.set(pointerText(this.#path), this.#at)
    switch (this.#text[this.#at]) {
      case '{':
        return this.#readObject()
      case '[':
        return this.#readArray()
      case '"':
        return this.#readText()
      case undefined:
        return this.#refuse('The document ends too early.', 'Close every bracket, brace and quotation mark.')
    }
    const word = this.#match(wordPattern)
    if (word) return word === 'null' ? null : word === 'true'
    const digits = this.#match(numberPattern)
    if (!digits) {
      this.#refuseHabits()
      return this.#refuse(
        `"${this.#text[this.#at]}" can't stand here.`,
        'Write a value here, texts in "quotation marks".',
      )
    }
    const value = Number(digits)
    if (!Number.isFinite(value)) {
      this.#at -= digits.length
      return this.#refuse('This number is too large.', 'Write a smaller number.')
    }
    return value
  }

  #readObject(): Record<string, unknown> {
    this.#enter()
    const object: Record<string, unknown> = {}
    for (let first = true; !this.#closes('}', first); first = false) {
      this.#skipSpace()
      const start = this.#at
      if (this.#text[start] !== '"') {
        this.#refuseHabits()
        this.#refuse('A name in "quotation marks" belongs here.', 'Names come before a colon: "name": value.')
      }
      const key = this.#readText()
      if (keysThatReachPrototypes.has(key) || Object.hasOwn(object, key)) {
        this.#at = start
        this.#path.push(key)
        if (Object.hasOwn(object, key)) this.#refuse(`"${key}" stands here twice.`, 'Keep one of the two.')
        this.#refuse(`"${key}" can't be used as a name.`, 'Choose another name.')
      }
      this.#skipSpace()
      if (this.#text[this.#at] !== ':')
        this.#refuse(`A colon belongs after "${key}".`, `Write "${key}": and then the value.`)
      this.#at++
      this.#path.push(key)
      object[key] = this.#readValue()
      this.#path.pop()
    }
    return object
  }

  #readArray(): unknown[] {
    this.#enter()
    const array: unknown[] = []
    while (!this.#closes(']', array.length === 0)) {
      this.#path.push(array.length)
      array.push(this.#readValue())
      this.#path.pop()
    }
    return array
  }

  #enter(): void {
    if (++this.#depth > this.#maxDepth)
      this.#refuse(`This is nested deeper than ${this.#maxDepth} levels.`, 'Flatten it.')
    this.#at++
  }
  #depth = 0

  #closes(bracket: '}' | ']', first: boolean): boolean {
    this.#skipSpace()
    const next = this.#text[this.#at]
    if (next === bracket) {
      this.#at++
      this.#depth--
      return true
    }
    if (first) return false
    if (next !== ',') {
      this.#refuseHabits()
      this.#refuse(`A comma or "${bracket}" belongs here.`, 'Put a comma between two values.')
    }
    this.#at++
    this.#skipSpace()
    if (this.#text[this.#at] === bracket) this.#refuse('A comma stands before the end.', 'Remove the last comma.')
    return false
  }

  #readText(): string {
    const start = this.#at++
    let result = ''
    for (;;) {
      result += this.#match(plainTextPattern)
      const mark = this.#text[this.#at]
      if (mark === '"') break
      if (mark === '\t') this.#refuse('A tab stands in this text.', 'Write a space in its place.')
      if (mark !== '\\') this.#refuse('A text has no end on its line.', 'Close it with a quotation mark.')
      result += this.#readEscape()
    }
    this.#at++
    if (result.includes('\0') || !result.isWellFormed()) {
      this.#at = start
      this.#refuse('This text has a character that cannot be stored.', 'Remove NUL and half surrogate characters.')
    }
    return result
  }

  #readEscape(): string {
    const letter = this.#text[this.#at + 1] ?? ''
    if (letter === 'u') {
      const digits = this.#text.slice(this.#at + 2, this.#at + 6)
      if (!/^[0-9a-fA-F]{4}$/.test(digits))
        this.#refuse('Four hexadecimal digits belong after \\u.', 'Write for example \\u00e9.')
      this.#at += 6
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const character = escapes[letter]
    if (character === undefined) this.#refuse(`"\\${letter}" has no meaning in JSON.`, 'Write \\\\ for a backslash.')
    this.#at += 2
    return character!
  }

  /** What people write who aren't used to JSON: curly quotation marks, comments, commas in numbers. */
  #refuseHabits(): void {
    const [next, before] = [this.#text[this.#at] ?? '', this.#text.slice(Math.max(0, this.#at - 20), this.#at)]
    if ('“”„‟«»‘’'.includes(next) && next !== '')
      this.#refuse(`${next} is a curly quotation mark.`, 'Write straight ones: "text".')
    if (next === "'" || next === '`') this.#refuse(`${next} is no quotation mark here.`, 'Write double ones: "text".')
    if (next === '#' || (next === '/' && /[/*]/.test(this.#text[this.#at + 1] ?? '')))
      this.#refuse('There are no comments in JSON.', 'Remove it, or write it into "why" or a file beside the policy.')
    if (/\d/.test(next) && (/\d,$/.test(before) || /[[:,]\s*0$/.test(before)))
      this.#refuse('A number has no commas and no zeros before it.', 'Write 200000 for 200,000.')
    if (next === '$' || next === '€' || next === '£')
      this.#refuse('An amount has no currency sign.', 'Write a whole number of the smallest unit: 200000 for $2,000.')
    if (next === '%') this.#refuse('A rate has no percent sign.', 'Write basis points: 500 for 5%.')
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
      this.#at++
    }
  }

  #refuse(message: string, mend: string): never {
    throw new JsonMistake(errorAt(this.#path, message, mend), this.#at)
  }
}

function pointerText(path: readonly (string | number)[]): string {
  return errorAt(path, '').pointer
}
