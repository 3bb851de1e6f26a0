import type { Decision } from '../decision.ts'
import type { Facts, Point } from '../point.ts'
import type { Rulebook } from '../policy.ts'
import { extendedFacts, lower, type Program, type ProgramNode, type Values, valuesOf } from './intermediate.ts'
import { compileNode, type Evaluator, unknown, yes } from './kleene.ts'
import { nearlyHolding } from './nearly.ts'
import { type Evaluation, type Settlement, settle, type Witness } from './settle.ts'

/** A policy that is ready to decide, in Node and in a browser under a strict content security policy. */
export type Compiled = {
  program: Program
  /** The compiled conditions, by node of the program. */
  evaluators: ReadonlyMap<ProgramNode, Evaluator>
  /** Which rules certainly hold and which may hold: the quick part, for going over many facts. */
  evaluate(facts: Facts): Evaluation
  evaluateValues(values: Values): Evaluation
  /** The outcome, or the facts that are missing for one. */
  settle(facts: Facts): Settlement
  /** The whole decision, as it is recorded. */
  decide(facts: Facts): Decision
  /** The decision with what it was made from, for checking it against another evaluator. */
  examine(facts: Facts): Examination
}

export type Examination = {
  decision: Decision
  /** The facts with the policy's derived ones. */
  extended: Facts
  /** Ids of the rules that may hold, depending on unknown facts, in order of evaluation. */
  open: readonly string[]
  witnesses: readonly Witness[]
}

const compiledPolicies = new WeakMap<Rulebook, Compiled>()

/** Compiles a parsed policy once; the same document gives the same object. Facts must have been parsed before. */
export function compile(point: Point, policy: Rulebook): Compiled {
  let compiled = compiledPolicies.get(policy)
  if (!compiled) {
    compiled = makeCompiled(lower(point, policy))
    compiledPolicies.set(policy, compiled)
  }
  return compiled
}

function makeCompiled(program: Program): Compiled {
  const evaluators = new Map<ProgramNode, Evaluator>()
  const rules = program.rules.map((rule) => compileNode(rule.node, evaluators))

  function evaluateValues(values: Values): Evaluation {
    const certain: number[] = []
    const open: number[] = []
    for (let index = 0; index < rules.length; index++) {
      const result = rules[index]!(values)
      if (result === yes) certain.push(index)
      else if (result === unknown) open.push(index)
    }
    return { certain, open }
  }

  const evaluate = (facts: Facts) => evaluateValues(valuesOf(program, extendedFacts(program, facts)))

  const settleFacts = (facts: Facts) => {
    const extended = extendedFacts(program, facts)
    const values = valuesOf(program, extended)
    return settle({ program, evaluation: evaluateValues(values), values, extended, evaluators })
  }

  function examine(facts: Facts): Examination {
    const extended = extendedFacts(program, facts)
    const values = valuesOf(program, extended)
    const evaluation = evaluateValues(values)
    const settlement = settle({ program, evaluation, values, extended, evaluators })
    const ids = (indexes: readonly number[]) => indexes.map((index) => program.rules[index]!.id)
    const base = {
      point: program.point.id,
      policyVersion: program.policyVersion,
      fired: ids(evaluation.certain),
      nearly: nearlyHolding(program, values, evaluators, extended),
    }
    const decision: Decision =
      'missing' in settlement
        ? { ...base, status: 'informationNeeded', missing: settlement.missing }
        : { ...base, status: 'decided', outcome: settlement.outcome, because: settlement.because }
    return { decision, extended, open: ids(evaluation.open), witnesses: settlement.witnesses }
  }

  return {
    program,
    evaluators,
    evaluate,
    evaluateValues,
    settle: settleFacts,
    decide: (facts) => examine(facts).decision,
    examine,
  }
}
