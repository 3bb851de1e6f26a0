import type { Form, Space } from './forms.ts'
import { type Mask, maskOf, wordsFor } from './masks.ts'

/** The question took more steps than it was given: nobody knows the answer. */
export class OutOfSteps extends Error {}

/** The index of one value for each variable. */
export type Assignment = readonly number[]

const no = 0
const open = 1
const yes = 2
type Truth = 0 | 1 | 2

/**
 * Looks for values under which all `forms` hold (Davis, Putnam, Logemann and Loveland, over variables with many values): follow
 * what must be, then try one open leaf and, if that leads nowhere, its denial. Undefined when there are none. Each look
 * at a form is a step, taken from `budget.steps`; throws `OutOfSteps` when there are none left.
 */
export function solve(space: Space, forms: readonly Form[], budget: { steps: number }): Assignment | undefined {
  return new Search(space, budget).run(forms)
}

class Search {
  #space: Space
  #budget: { steps: number }
  #offsets: readonly number[]
  #domains: Int32Array
  #narrowed = false

  constructor(space: Space, budget: { steps: number }) {
    const { offsets, domains } = space.start()
    this.#space = space
    this.#budget = budget
    this.#offsets = offsets
    this.#domains = domains.slice()
  }

  run(forms: readonly Form[]): Assignment | undefined {
    if (!this.#search(forms)) return undefined
    return this.#space.sizes.map((size, variable) => {
      for (let value = 0; value < size; value++) if (this.#has(variable, value)) return value
      return 0
    })
  }

  #search(forms: readonly Form[]): boolean {
    const rest = this.#follow(forms)
    if (!rest) return false
    if (rest.length === 0) return true
    const leaf = this.#choose(rest)
    const before = this.#domains.slice()
    if (this.#search([...rest, leaf])) return true
    this.#domains = before
    return this.#search([...rest, this.#space.not(leaf)])
  }

  /** Narrows the variables by what must hold, until nothing more follows. Gives the forms that are still open. */
  #follow(forms: readonly Form[]): Form[] | undefined {
    let rest = forms
    for (;;) {
      const left: Form[] = []
      this.#narrowed = false
      for (const form of rest) {
        const truth = this.#require(form)
        if (truth === no) return undefined
        if (truth === open) left.push(form)
      }
      if (!this.#narrowed) return left
      rest = left
    }
  }

  #require(form: Form): Truth {
    if (--this.#budget.steps < 0) throw new OutOfSteps()
    switch (form.is) {
      case 'constant':
        return form.holds ? yes : no
      case 'within':
        return this.#narrow(form.variable, form.mask) ? yes : no
      case 'related':
        return this.#requireRelated(form)
      case 'all': {
        let result: Truth = yes
        for (const part of form.parts) {
          const truth = this.#require(part)
          if (truth === no) return no
          if (truth < result) result = truth
        }
        return result
      }
      case 'any': {
        let last: Form | undefined
        let alternatives = 0
        for (const part of form.parts) {
          const truth = this.#look(part)
          if (truth === yes) return yes
          if (truth === no) continue
          alternatives++
          last = part
        }
        if (last === undefined) return no
        return alternatives === 1 ? this.#require(last) : open
      }
    }
  }

  /** What the form is for all values that are left. */
  #look(form: Form): Truth {
    this.#budget.steps--
    switch (form.is) {
      case 'constant':
        return form.holds ? yes : no
      case 'within':
        return this.#within(form.variable, form.mask)
      case 'related':
        return this.#lookRelated(form)
      default: {
        const absorbing = form.is === 'all' ? no : yes
        let result: Truth = absorbing === no ? yes : no
        for (const part of form.parts) {
          const truth = this.#look(part)
          if (truth === absorbing) return truth
          if (truth === open) result = open
        }
        return result
      }
    }
  }

  #within(variable: number, mask: Mask): Truth {
    const offset = this.#offsets[variable]!
    let some = false
    let others = false
    for (let word = 0; word < mask.length; word++) {
      const domain = this.#domains[offset + word]!
      if (domain & mask[word]!) some = true
      if (domain & ~mask[word]!) others = true
    }
    return some ? (others ? open : yes) : no
  }

  #narrow(variable: number, mask: Mask): boolean {
    const offset = this.#offsets[variable]!
    let some = false
    for (let word = 0; word < mask.length; word++) {
      const domain = this.#domains[offset + word]!
      const left = domain & mask[word]!
      if (left !== domain) {
        this.#domains[offset + word] = left
        this.#narrowed = true
      }
      if (left !== 0) some = true
    }
    return some
  }

  #lookRelated({ left, right, allowed }: Form & { is: 'related' }): Truth {
    let result: Truth | undefined
    for (let value = 0; value < allowed.length; value++) {
      if (!this.#has(left, value)) continue
      const truth = this.#within(right, allowed[value]!)
      if (truth === open || (result !== undefined && result !== truth)) return open
      result = truth
    }
    return result ?? no
  }

  #requireRelated(form: Form & { is: 'related' }): Truth {
    const { left, right, allowed } = form
    const lefts = new Array<number>(wordsFor(allowed.length)).fill(0)
    const rights = new Array<number>(this.#space.full[right]!.length).fill(0)
    for (let value = 0; value < allowed.length; value++) {
      const mask = allowed[value]!
      if (!this.#has(left, value) || this.#within(right, mask) === no) continue
      lefts[value >>> 5]! |= 1 << (value & 31)
      for (let word = 0; word < mask.length; word++) rights[word]! |= mask[word]!
    }
    if (!this.#narrow(left, lefts) || !this.#narrow(right, rights)) return no
    return this.#lookRelated(form)
  }

  #has(variable: number, value: number): boolean {
    return ((this.#domains[this.#offsets[variable]! + (value >>> 5)]! >>> (value & 31)) & 1) === 1
  }

  /** What to try next: an open leaf of the form with the fewest open parts. */
  #choose(forms: readonly Form[]): Form {
    let best: Form[] = []
    for (const form of forms) {
      const parts = form.is === 'any' ? form.parts.filter((part) => this.#look(part) === open) : [form]
      if (best.length === 0 || parts.length < best.length) best = parts
      if (best.length === 1) break
    }
    const [first] = best as [Form]
    if (first.is === 'all' || first.is === 'any')
      return this.#choose(first.parts.filter((part) => this.#look(part) === open))
    return first.is === 'related' ? this.#half(first) : first
  }

  /** One value of a side of a relation that has several. */
  #half({ left, right }: Form & { is: 'related' }): Form {
    const values = (variable: number) =>
      [...new Array(this.#space.sizes[variable]!).keys()].filter((value) => this.#has(variable, value))
    const side = values(left).length > 1 ? left : right
    const first = values(side)[0]!
    return this.#space.within(
      side,
      maskOf([...new Array(this.#space.sizes[side]!).keys()], (value) => value === first),
    )
  }
}
