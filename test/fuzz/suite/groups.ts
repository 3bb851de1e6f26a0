/** One file of json-rules-engine's own tests (7.3.2): how many cases it has, how many are restated here, and why the others are not. */
export type SuiteGroup = { file: string; cases: number; admitted: number; others?: string }

const handlers = 'handlers of events, and the almanac that they are given'
const functions = 'facts that are functions: how often they are called, and what of them is kept'
const objects = 'the classes themselves: constructors, methods, JSON of their own'

/** All its files: 30 with 246 cases written out, two of which run twice. */
export const suiteGroups: readonly SuiteGroup[] = [
  { file: 'acceptance/acceptance.js', cases: 2, admitted: 0, others: `an operator of its own, ${functions}` },
  { file: 'almanac.test.js', cases: 20, admitted: 0, others: objects },
  {
    file: 'condition.test.js',
    cases: 33,
    admitted: 19,
    others: `${objects}; paths; undefined as a value; facts of another kind, which are refused before they are compared`,
  },
  { file: 'engine-all.test.js', cases: 5, admitted: 5 },
  { file: 'engine-any.test.js', cases: 4, admitted: 4 },
  { file: 'engine-cache.test.js', cases: 2, admitted: 0, others: functions },
  {
    file: 'engine-condition.test.js',
    cases: 8,
    admitted: 5,
    others: 'references that may lead nowhere, and where its results show the condition that was put in',
  },
  { file: 'engine-controls.test.js', cases: 1, admitted: 0, others: 'stopping a run from a handler' },
  {
    file: 'engine-custom-properties.test.js',
    cases: 4,
    admitted: 0,
    others: 'keys that it doesn’t know: we refuse them',
  },
  { file: 'engine-error-handling.test.js', cases: 1, admitted: 0, others: 'a fact that throws' },
  { file: 'engine-event.test.js', cases: 24, admitted: 6, others: `${handlers}; the shape of its results; paths` },
  {
    file: 'engine-fact-comparison.test.js',
    cases: 4,
    admitted: 1,
    others: 'params and paths of facts; the shape of its results',
  },
  {
    file: 'engine-fact-priority.test.js',
    cases: 6,
    admitted: 0,
    others: 'which functions are not called: facts are known before',
  },
  {
    file: 'engine-fact.test.js',
    cases: 19,
    admitted: 1,
    others:
      'params and paths of facts; functions; a fact that nobody knows rejects the run or counts as false: ours is unknown',
  },
  { file: 'engine-facts-calling-facts.test.js', cases: 2, admitted: 0, others: functions },
  { file: 'engine-failure.test.js', cases: 2, admitted: 2 },
  { file: 'engine-not.test.js', cases: 2, admitted: 2 },
  { file: 'engine-operator-map.test.js', cases: 9, admitted: 0, others: 'operators and decorators of its own' },
  { file: 'engine-operator.test.js', cases: 3, admitted: 1, others: 'operators of its own' },
  { file: 'engine-parallel-condition-cache.test.js', cases: 3, admitted: 0, others: functions },
  { file: 'engine-recusive-rules.test.js', cases: 10, admitted: 10 },
  { file: 'engine-rule-priority.js', cases: 3, admitted: 1, others: 'rules added later; waiting for handlers' },
  {
    file: 'engine-run.test.js',
    cases: 8,
    admitted: 4,
    others: `facts of the engine beside those of a run; ${handlers}`,
  },
  { file: 'engine.test.js', cases: 29, admitted: 2, others: objects },
  { file: 'fact.test.js', cases: 6, admitted: 0, others: objects },
  { file: 'index.test.js', cases: 1, admitted: 0, others: objects },
  { file: 'operator-decorator.test.js', cases: 4, admitted: 0, others: 'decorators of its own' },
  { file: 'operator.test.js', cases: 3, admitted: 0, others: 'operators of its own' },
  {
    file: 'performance.test.js',
    cases: 2,
    admitted: 0,
    others: 'how long 1,000 rules take: `npm run bench -- rules` measures',
  },
  {
    file: 'rule.test.js',
    cases: 28,
    admitted: 6,
    others: `${objects}; an empty "all", which holds there and is refused here; priorities left out`,
  },
]
