import { areSame, both, either, isEmpty, type Mask, maskOf, without } from './masks.ts'

/**
 * A condition over variables with finitely many values. Denials stand at the leaves only, so that every part of a form that
 * has to hold can be followed down.
 */
export type Form =
  | { is: 'constant'; holds: boolean }
  | { is: 'within'; variable: number; mask: Mask }
  /** Which values of `right` go with each value of `left`. */
  | { is: 'related'; left: number; right: number; allowed: readonly Mask[] }
  | { is: 'all' | 'any'; parts: readonly Form[] }

export const always: Form = { is: 'constant', holds: true }
export const never: Form = { is: 'constant', holds: false }

/** The variables of a question, and the forms that speak of them. */
export class Space {
  /** How many values each variable has. */
  sizes: number[] = []
  full: Mask[] = []
  #denied = new WeakMap<Form, Form>()
  #start: { offsets: readonly number[]; domains: Int32Array } | undefined

  /** All values of all variables in one array of bits, and where each variable's begin. */
  start(): { offsets: readonly number[]; domains: Int32Array } {
    if (!this.#start) {
      const offsets: number[] = []
      const words: number[] = []
      for (const mask of this.full) {
        offsets.push(words.length)
        words.push(...mask)
      }
      this.#start = { offsets, domains: Int32Array.from(words) }
    }
    return this.#start
  }

  add(size: number): number {
    this.#start = undefined
    this.full.push(maskOf(new Array(size).fill(0), () => true))
    return this.sizes.push(size) - 1
  }

  within(variable: number, mask: Mask): Form {
    if (isEmpty(mask)) return never
    return areSame(mask, this.full[variable]!) ? always : { is: 'within', variable, mask }
  }

  all(parts: readonly Form[]): Form {
    return this.#join('all', parts)
  }

  any(parts: readonly Form[]): Form {
    return this.#join('any', parts)
  }

  not(form: Form): Form {
    let denied = this.#denied.get(form)
    if (!denied) {
      denied = this.#deny(form)
      this.#denied.set(form, denied)
      this.#denied.set(denied, form)
    }
    return denied
  }

  #deny(form: Form): Form {
    switch (form.is) {
      case 'constant':
        return form.holds ? never : always
      case 'within':
        return this.within(form.variable, without(this.full[form.variable]!, form.mask))
      case 'related':
        return { ...form, allowed: form.allowed.map((mask) => without(this.full[form.right]!, mask)) }
      case 'all':
        return this.any(form.parts.map((part) => this.not(part)))
      case 'any':
        return this.all(form.parts.map((part) => this.not(part)))
    }
  }

  /** Parts of one kind are flattened, constants put in, and choices of one variable made into one. */
  #join(is: 'all' | 'any', parts: readonly Form[]): Form {
    const absorbing = is === 'any'
    const combine = is === 'all' ? both : either
    const masks = new Map<number, Mask>()
    const rest: Form[] = []
    for (const part of parts.flatMap((each) => (each.is === is ? each.parts : [each]))) {
      if (part.is === 'constant') {
        if (part.holds === absorbing) return part
      } else if (part.is === 'within') {
        const mask = masks.get(part.variable)
        masks.set(part.variable, mask ? combine(mask, part.mask) : part.mask)
      } else rest.push(part)
    }
    const joined: Form[] = []
    for (const [variable, mask] of masks) {
      const form = this.within(variable, mask)
      if (form.is !== 'constant') joined.push(form)
      else if (form.holds === absorbing) return form
    }
    joined.push(...rest)
    if (joined.length === 0) return absorbing ? never : always
    return joined.length === 1 ? joined[0]! : { is, parts: joined }
  }
}
