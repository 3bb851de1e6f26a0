import { parseDay } from '@parley/rules/days'
import type { FactDefinition } from '@parley/rules/point'
import type { Condition, Leaf, Policy } from '@parley/rules/policy'
import { type Bool, init, killThreads, type Solver, type Context as Z3Context } from 'z3-solver'
import { type FactName, factNames, smallWorld } from './rules-small-world.ts'

type Ctx = Z3Context<'parley'>
type Z3Bool = Bool<'parley'>

/** Facts of one situation, as z3 knows them. Two situations of one policy have different names. */
type Situation = { name: string }
const here: Situation = { name: 'here' }
const there: Situation = { name: 'there' }

/**
 * The theorem prover z3 as an oracle: policies as formulas over whole numbers, written from the documents without looking at
 * cells or forms. Call `close` at the end: its threads keep the process alive.
 */
export async function startZ3() {
  const { Context, em } = await init()
  const ctx: Ctx = Context('parley')
  return { questionsOf: (policy: Policy) => new Questions(ctx, policy), close: () => killThreads(em) }
}

/** Indexes of rules in the document. */
export type Asked = { holding?: readonly number[]; failing?: readonly number[] }

export class Questions {
  #ctx: Ctx
  #policy: Policy
  #texts = new Map<string, number>()
  #bounds: Z3Bool[] = []
  #bounded = new Set<string>()
  #solver: Solver<'parley'>
  /** One letter a rule, so that a question is only a choice of letters. */
  #letters: readonly Z3Bool[]

  constructor(ctx: Ctx, policy: Policy) {
    this.#ctx = ctx
    this.#policy = policy
    this.#solver = new ctx.Solver()
    this.#letters = policy.rules.map((_, index) => ctx.Bool.const(`rule ${index}`))
    const formulas = policy.rules.map((rule) => this.formula(rule.conditions, here))
    this.#solver.add(...formulas.map((formula, index) => formula.eq(this.#letters[index]!)), ...this.#bounds)
  }

  /** The facts that rules test. */
  get tested(): FactName[] {
    return factNames.filter((fact) => this.#bounded.has(`${here.name} ${fact}`))
  }

  /** Whether some rules can hold together while others don't. */
  async can({ holding = [], failing = [] }: Asked): Promise<boolean> {
    const letters = [
      ...holding.map((index) => this.#letters[index]!),
      ...failing.map((index) => this.#letters[index]!.not()),
    ]
    return (await this.#solver.check(...letters)) === 'sat'
  }

  /** Whether no rule may hold although one does when only `facts` are different. */
  async leaves(facts: readonly string[]): Promise<boolean> {
    const { Or } = this.#ctx
    const solver = new this.#ctx.Solver()
    const { rules } = this.#policy
    solver.add(...rules.map(({ conditions }) => this.formula(conditions, here).not()))
    solver.add(Or(...rules.map(({ conditions }) => this.formula(conditions, there))))
    for (const fact of this.tested) if (!facts.includes(fact)) solver.add(this.#same(fact))
    solver.add(...this.#bounds)
    return (await solver.check()) === 'sat'
  }

  /** Whether two conditions always come out alike. */
  async areAlike(one: Condition, other: Condition): Promise<boolean> {
    const solver = new this.#ctx.Solver()
    solver.add(this.formula(one, here).neq(this.formula(other, here)), ...this.#bounds)
    return (await solver.check()) === 'unsat'
  }

  formula(condition: Condition, situation: Situation): Z3Bool {
    const { And, Or, Not, Bool: bool } = this.#ctx
    const inner = (child: Condition) => this.formula(child, situation)
    if ('all' in condition) return condition.all.length === 0 ? bool.val(true) : And(...condition.all.map(inner))
    if ('any' in condition) return condition.any.length === 0 ? bool.val(false) : Or(...condition.any.map(inner))
    if ('not' in condition) return Not(inner(condition.not))
    if ('condition' in condition) return inner(this.#policy.conditions[condition.condition]!)
    return this.#leaf(condition, situation)
  }

  #leaf({ fact, operator, value }: Leaf, situation: Situation): Z3Bool {
    const { Or } = this.#ctx
    const definition: FactDefinition = smallWorld.facts[fact as FactName]
    if (definition.kind === 'set') {
      const element = isFact(value) ? this.#number(value.fact, situation) : this.#constant('text', value as string)
      const contains = this.#labels(fact, situation).call(element) as Z3Bool
      return operator === 'contains' ? contains : contains.not()
    }
    const left = this.#number(fact, situation)
    if (Array.isArray(value)) {
      const isOne = Or(...value.map((each) => left.eq(this.#constant(definition.kind, each, definition))))
      return operator === 'in' ? isOne : isOne.not()
    }
    const right = isFact(value)
      ? this.#number(value.fact, situation)
      : this.#constant(definition.kind, value as string, definition)
    switch (operator) {
      case 'equal':
        return left.eq(right)
      case 'notEqual':
        return left.neq(right)
      case 'lessThan':
        return left.lt(right)
      case 'lessThanInclusive':
        return left.le(right)
      case 'greaterThan':
        return left.gt(right)
      default:
        return left.ge(right)
    }
  }

  /** Every value as a whole number: yes is 1, a choice its place in the list, a text any number of its own. */
  #constant(kind: FactDefinition['kind'], value: string | number | boolean, definition?: FactDefinition) {
    const { Int } = this.#ctx
    if (typeof value === 'boolean') return Int.val(value ? 1 : 0)
    if (typeof value === 'number') return Int.val(value)
    if (kind === 'date') return Int.val(parseDay(value)!)
    if (definition?.kind === 'choice') return Int.val(Object.keys(definition.values).indexOf(value))
    const known = this.#texts.get(value) ?? this.#texts.size
    this.#texts.set(value, known)
    return Int.val(known)
  }

  #number(fact: string, situation: Situation) {
    const { name } = situation
    this.#bound(fact as FactName, situation)
    return this.#ctx.Int.const(`${name} ${fact}`)
  }

  #labels(fact: string, { name }: Situation) {
    this.#bounded.add(`${name} ${fact}`)
    const { Function: declare, Int, Bool: bool } = this.#ctx
    return declare.declare(`${name} ${fact}`, Int.sort(), bool.sort())
  }

  #bound(fact: FactName, situation: Situation): void {
    const key = `${situation.name} ${fact}`
    if (this.#bounded.has(key)) return
    this.#bounded.add(key)
    const definition: FactDefinition = smallWorld.facts[fact]
    const number = this.#number(fact, situation)
    const within = (least: number, most: number) => this.#bounds.push(number.ge(least), number.le(most))
    if (definition.kind === 'yesNo') within(0, 1)
    if (definition.kind === 'choice') within(0, Object.keys(definition.values).length - 1)
    if (definition.kind === 'count') within(definition.minimum, definition.maximum)
    if (definition.kind === 'money') this.#bounds.push(number.ge(0))
    if (definition.kind === 'date') within(0, parseDay('9999-12-31')!)
  }

  /** The fact is the same in both situations. Of a set, that each text that matters is in both or in neither. */
  #same(fact: FactName): Z3Bool {
    if (smallWorld.facts[fact].kind !== 'set') return this.#number(fact, here).eq(this.#number(fact, there))
    const text = this.#ctx.Int.const('any text')
    const has = (situation: Situation) => this.#labels(fact, situation).call(text) as Z3Bool
    return this.#ctx.ForAll([text], has(here).eq(has(there)))
  }
}

const isFact = (value: unknown): value is { fact: string } =>
  typeof value === 'object' && value !== null && 'fact' in value
