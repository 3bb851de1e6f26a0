import { type Compiled, compile } from '../compile/closures.ts'
import { inOrderOfEvaluation, type Program, type ProgramNode, type Values } from '../compile/intermediate.ts'
import { vocabularyOf } from '../derived/vocabulary.ts'
import { type Finding, type Path, pointerOf } from '../finding.ts'
import { canonicalJson } from '../hash.ts'
import { own } from '../names.ts'
import type { Point } from '../point.ts'
import type { Policy, Rule, RuleEvent } from '../policy.ts'
import type { Form } from './forms.ts'
import { Model } from './model.ts'
import { type Assignment, OutOfSteps, solve } from './search.ts'
import { factsOf } from './witness.ts'

/** A rule as the analysis looks at it. */
export type RuleSubject = {
  /** Place in the order of evaluation. */
  order: number
  rule: Rule
  node: ProgramNode
  path: Path
  /** Equal for two rules if and only if they lead to the same outcome with the same parameters. */
  outcome: string
  favour: number
  /** It makes the outcome alone, and isn't aggregated with others. */
  decisive: boolean
}

/** Facts under which some rules hold, and some don't: checked by the evaluator before anybody is told. */
export type Claim = { values: Values; holding?: readonly RuleSubject[]; failing?: readonly RuleSubject[] }

/** What a question has for an answer; `undecided` when it took too many steps. */
export type Answer = Assignment | 'never' | 'undecided'

/** Steps for one question, and for all of them: some milliseconds, and a second or so. */
const stepsPerQuestion = 200_000
export const stepsInAll = 4_000_000
const mostUndecided = 50
/** Facts that were met, kept because they answer later questions for nothing. */
const mostHeld = 64

/** A policy under analysis: its rules, what can be asked of them, and what was found. */
export class Subject {
  point: Point
  policy: Policy
  locale: string
  program: Program
  rules: readonly RuleSubject[]
  model: Model
  findings: Finding[] = []
  undecided: string[] = []
  #compiled: Compiled
  #stepsLeft: number
  #held: { values: Values; holding: ReadonlySet<number> }[] = []

  constructor(base: Point, policy: Policy, locale: string, steps: number) {
    this.#stepsLeft = steps
    this.point = vocabularyOf(base, policy)
    this.policy = policy
    this.locale = locale
    this.#compiled = compile(base, policy)
    this.program = this.#compiled.program
    this.model = new Model(this.program)
    this.rules = inOrderOfEvaluation(policy.rules).map((rule, order): RuleSubject => {
      const outcome = own(this.point.outcomes, rule.event.type)!
      return {
        order,
        rule,
        node: this.program.rules[order]!.node,
        path: ['rules', policy.rules.indexOf(rule)],
        outcome: canonicalJson(this.#resolved(rule.event)),
        favour: outcome.favour,
        decisive: outcome.collected !== true,
      }
    })
  }

  form(rule: RuleSubject): Form {
    return this.model.of(rule.node)
  }

  none(rules: readonly RuleSubject[]): Form[] {
    return rules.map((rule) => this.model.space.not(this.form(rule)))
  }

  /** Whether all forms can hold together. `question` says what stays open when that takes too long. */
  ask(forms: readonly Form[], question?: () => string): Answer {
    const budget = { steps: Math.min(stepsPerQuestion, this.#stepsLeft) }
    const given = budget.steps
    try {
      const assignment = solve(this.model.space, forms, budget)
      if (assignment) this.#remember(assignment)
      return assignment ?? 'never'
    } catch (mistake) {
      if (!(mistake instanceof OutOfSteps)) throw mistake
      if (question) this.leaveOpen(question())
      return 'undecided'
    } finally {
      this.#stepsLeft -= given - Math.max(0, budget.steps)
    }
  }

  leaveOpen(question: string): void {
    if (this.undecided.length < mostUndecided && !this.undecided.includes(question)) this.undecided.push(question)
  }

  /** Facts that were met before, under which just the rules hold that `isRight` accepts. */
  met(isRight: (holding: ReadonlySet<number>) => boolean): Values | undefined {
    return this.#held.find(({ holding }) => isRight(holding))?.values
  }

  /** The rules that hold, by the compiled evaluator. */
  holding(values: Values): ReadonlySet<number> {
    return new Set(this.#compiled.evaluateValues(values).certain)
  }

  /** Reports a finding if its claims stand the test; the first claim's facts become its witness. */
  report(finding: Omit<Finding, 'pointer'> & { kind: string; path: Path }, claims: readonly Claim[] = []): void {
    const { path, ...rest } = finding
    if (!claims.every((claim) => this.#stands(claim))) {
      this.leaveOpen(`${finding.message} The evaluator does not confirm the example.`)
      return
    }
    const witness = claims[0] && factsOf(this.program, claims[0].values)
    this.findings.push({ ...rest, pointer: pointerOf(path), ...(witness && { witness }) })
  }

  #stands({ values, holding = [], failing = [] }: Claim): boolean {
    const held = this.holding(values)
    return holding.every(({ order }) => held.has(order)) && !failing.some(({ order }) => held.has(order))
  }

  #remember(assignment: Assignment): void {
    if (this.#held.length >= mostHeld) return
    const values = this.model.valuesOf(assignment)
    this.#held.push({ values, holding: this.holding(values) })
  }

  #resolved({ type, params }: RuleEvent) {
    const resolved = Object.entries(params).map(([name, value]): [string, unknown] => [
      name,
      typeof value === 'object' && 'parameter' in value ? own(this.policy.parameters, value.parameter)!.value : value,
    ])
    return { type, params: Object.fromEntries(resolved) }
  }
}
