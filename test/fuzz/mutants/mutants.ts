/** One mistake in the evaluator: `from`, which stands just once in `file` below packages/rules/src, becomes `to`. */
export type Mutant = { file: string; from: string; to: string }

const of = (file: string, ...changes: [from: string, to: string][]): Mutant[] =>
  changes.map(([from, to]) => ({ file, from, to }))

/** Mistakes that a person could make, each in one place. All have to be caught. */
export const mutants: readonly Mutant[] = [
  ...of(
    'compile/comparisons.ts',
    ['equal: (fact, operand) => fact === operand', 'equal: (fact, operand) => fact == operand || fact === 4'],
    ['notIn: (fact, operand) => !(', 'notIn: (fact, operand) => ('],
    [
      'greaterThanInclusive: (fact, operand) => fact >= operand',
      'greaterThanInclusive: (fact, operand) => fact > operand',
    ],
    ['lessThan: (fact, operand) => fact < operand', 'lessThan: (fact, operand) => fact <= operand'],
    ['doesNotContain: (fact, operand) => !(', 'doesNotContain: (fact, operand) => ('],
  ),
  ...of(
    'compile/kleene.ts',
    ['(2 - inner(values)) as Truth', '(inner(values) === unknown ? yes : 2 - inner(values)) as Truth'],
    ['if (part === no) return no', 'if (part !== yes) return no'],
    ['if (part === yes) return yes', 'if (part !== no) return yes'],
    [
      'if (fact === undefined || other === undefined) return unknown',
      'if (fact === undefined && other === undefined) return unknown',
    ],
    ['values[slot]! <= operand ? yes : no', 'values[slot]! < operand ? yes : no'],
    ['values[slot] === operand ? no : yes', 'values[slot] === operand ? yes : no'],
    [
      "return node.is === 'all' ? least(inner) : greatest(inner)",
      "return node.is === 'any' ? least(inner) : greatest(inner)",
    ],
  ),
  ...of(
    'compile/intermediate.ts',
    ['b.priority - a.priority', 'a.priority - b.priority'],
    ['otherSlot: this.#slot(value.fact)', 'otherSlot: slot'],
    ['values[slot] = value === undefined ? undefined :', "values[slot] = value === undefined ? '' :"],
    ['collected: own(point.outcomes, rule.event.type)?.collected === true', 'collected: false'],
  ),
  ...of(
    'compile/comparable.ts',
    ["if (kind === 'date') return toEpochDay(value as string)", ''],
    ["kind === 'instant' ? toMilliseconds(value as string) : value", 'value'],
  ),
  ...of(
    'compile/settle.ts',
    ['(first === undefined || index < first)', '(first === undefined || index <= first + 1)'],
    [
      'bearing.contenders.every((rule) => ends.ofRule(rule) === fallback)',
      'bearing.contenders.some((rule) => ends.ofRule(rule) === fallback)',
    ],
    ['contenders.toReversed()', 'contenders'],
    ['certain.find((index) => !rules[index]!.collected)', 'certain[0]'],
    ['if (!open.has(rule)) return from(index + 1, withIt)', ''],
    ['return missing.length > 0 ? { missing, witnesses }', 'return missing.length > 9 ? { missing, witnesses }'],
    ['missing.length > 0 ? missing : named', 'missing'],
  ),
  ...of(
    'compile/ends.ts',
    ["how === 'least' ? each < best : each > best", "how === 'greatest' ? each < best : each > best"],
    ["if (how === 'sum')", "if (how === 'sum' && numbers.length > 2)"],
    ["aggregation === 'first' ? givers.slice(0, 1) : givers", "aggregation === 'first' ? givers.slice(-1) : givers"],
    [
      'if (rules.length === 0) return this.#ofIndex(this.#program.otherwise)',
      'if (rules.length === 0) return this.#ofIndex(0)',
    ],
    ['value >= least && value <= most', 'value > least && value <= most'],
    ['if (value !== undefined && isInBounds(own(definitions, name)!, value)) read', 'if (value !== undefined) read'],
    ['Math.min(Math.max(value as number, least), most)', 'Math.max(value as number, least)'],
    ["if (definition.aggregation !== 'sum') return [name, value]", 'return [name, value]'],
  ),
  ...of(
    'compile/generate-source.ts',
    ["node.is === 'all' ? ' && ' : ' || '", "node.is === 'all' ? ' || ' : ' && '"],
    ["lessThanInclusive: '<='", "lessThanInclusive: '<'"],
    ["operator === 'notIn' ? '!' : ''", "''"],
    [`: \`v\${otherSlot}\``, `: \`v\${slot}\``],
  ),
  ...of('compile/generate.ts', [`if (\${anyUnknown(program.facts)}) return undefined`, '']),
  ...of(
    'compile/cells.ts',
    ['for (let step = -reach; step <= reach; step++)', 'for (let step = 0; step < reach; step++)'],
    ["'1' : '0')", "'1' : '1')"],
  ),
  ...of(
    'compile/diagram.ts',
    ['return this.ifThenElse(a, 1, b)', 'return this.ifThenElse(a, b, 1)'],
    ['if (condition === 0) return no', 'if (condition === 0) return yes'],
  ),
  ...of('compile/completions.ts', [
    "operator === 'contains' ? [0, 1] : [1, 0]",
    "operator === 'contains' ? [1, 0] : [0, 1]",
  ]),
  ...of(
    'engine-document.ts',
    ['translate(condition.not, !generous)', 'translate(condition.not, generous)'],
    ['value: generous }', 'value: !generous }'],
  ),
  ...of(
    'engine-outcome.ts',
    ['rules.find((rule) => !isCollected(rule.event.type))', 'rules[0]'],
    ['return Math.min(...numbers)', 'return Math.max(...numbers)'],
    ['[name, isPossible ? read : undefined]', '[name, read]'],
    ['if (sum < definition.minimum) return definition.minimum', ''],
  ),
  ...of(
    'derived/arithmetic.ts',
    ['const doubled = 2 * rateBps * of + wholeBps', 'const doubled = 2 * rateBps * of'],
    ['return Math.floor(scaled / whole)', 'return Math.ceil(scaled / whole)'],
  ),
  ...of(
    'derived/derivations.ts',
    ['index < plus.length ? value : -value', 'value'],
    ['extreme(derived.least.map(read), Math.min)', 'extreme(derived.least.map(read), Math.max)'],
  ),
  ...of(
    'derived/calendars.ts',
    ['own(calendars, name) ?? calendar', 'own(calendars, name)'],
    ['facts[fact] === undefined ? undefined : named(', 'named('],
    ['if (choice === undefined) return () => calendar', 'return () => calendar'],
  ),
  ...of(
    'time/deadline.ts',
    ["counting === 'sameDay' ? 1 : 0", "counting === 'sameDay' ? 0 : 1"],
    ['business.businessDaysBefore(day + 1) + days - 1', 'business.businessDaysBefore(day) + days - 1'],
  ),
  ...of(
    'time/elapsed.ts',
    ['addMonths(from, months).day > to', 'addMonths(from, months).day >= to'],
    ['if (to < from) return 0 - monthsElapsed(to, from)', ''],
  ),
]
