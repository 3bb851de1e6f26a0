/**
 * Reduced ordered decision diagrams (Bryant 1986, with as many branches as a variable has values). Two functions are equal if
 * and only if they are the same node, and a function depends on a variable if and only if a node below asks for it: so the
 * questions "is the outcome certain?" and "which facts matter?" are answered without trying all combinations.
 */
export type NodeId = number

/** Branches that one call may make before it gives up: some milliseconds. */
const defaultBudget = 40_000

const mostNodes = 131_072

export class DiagramTooLarge extends Error {}

export class Diagram {
  /** Terminals are the numbers below `#firstNode`; a condition's are 0 (does not hold) and 1 (holds). */
  #firstNode: number
  #domains: readonly number[]
  #variables: number[] = []
  #branches: (readonly NodeId[])[] = []
  #unique = new Map<string, NodeId>()
  #known = new Map<number, NodeId>()
  #budget: number

  /** `domains`: how many values each variable has, in the order in which they are asked. */
  constructor(domains: readonly number[], terminals: number, budget = defaultBudget) {
    this.#domains = domains
    this.#firstNode = Math.max(2, terminals)
    this.#budget = budget
  }

  isTerminal(node: NodeId): boolean {
    return node < this.#firstNode
  }

  /** The function that takes branch i when the variable has its i-th value. */
  choose(variable: number, branches: readonly NodeId[]): NodeId {
    if (branches.every((branch) => branch === branches[0])) return branches[0]!
    const key = `${variable}:${branches.join()}`
    const existing = this.#unique.get(key)
    if (existing !== undefined) return existing
    const node = this.#firstNode + this.#variables.length
    if (node >= mostNodes) throw new DiagramTooLarge()
    this.#variables.push(variable)
    this.#branches.push(branches)
    this.#unique.set(key, node)
    return node
  }

  /** `yes` where the condition holds, `no` elsewhere. */
  ifThenElse(condition: NodeId, yes: NodeId, no: NodeId): NodeId {
    if (condition === 1) return yes
    if (condition === 0) return no
    if (yes === no) return yes
    if (yes === 1 && no === 0) return condition
    const key = (condition * mostNodes + yes) * mostNodes + no
    const existing = this.#known.get(key)
    if (existing !== undefined) return existing
    const variable = Math.min(this.#variableOf(condition), this.#variableOf(yes), this.#variableOf(no))
    const size = this.#domains[variable]!
    this.#budget -= size
    if (this.#budget < 0) throw new DiagramTooLarge()
    const branches: NodeId[] = []
    for (let value = 0; value < size; value++)
      branches.push(
        this.ifThenElse(
          this.#branch(condition, variable, value),
          this.#branch(yes, variable, value),
          this.#branch(no, variable, value),
        ),
      )
    const node = this.choose(variable, branches)
    this.#known.set(key, node)
    return node
  }

  and(a: NodeId, b: NodeId): NodeId {
    return this.ifThenElse(a, b, 0)
  }

  or(a: NodeId, b: NodeId): NodeId {
    return this.ifThenElse(a, 1, b)
  }

  not(a: NodeId): NodeId {
    return this.ifThenElse(a, 0, 1)
  }

  /** The variables that the function depends on, in order. */
  support(root: NodeId): number[] {
    const variables = new Set<number>()
    const seen = new Set<NodeId>([root])
    for (const node of seen) {
      if (this.isTerminal(node)) continue
      variables.add(this.#variableOf(node))
      for (const branch of this.#branchesOf(node)) seen.add(branch)
    }
    return [...variables].sort((a, b) => a - b)
  }

  /** For each terminal that can be reached, one way there: the value's index by variable, of those variables that were asked. */
  waysToTerminals(root: NodeId): Map<NodeId, Map<number, number>> {
    const ways = new Map<NodeId, Map<number, number>>([[root, new Map()]])
    for (const [node, way] of ways) {
      if (this.isTerminal(node)) continue
      this.#branchesOf(node).forEach((branch, value) => {
        if (!ways.has(branch)) ways.set(branch, new Map(way).set(this.#variableOf(node), value))
      })
    }
    return new Map([...ways].filter(([node]) => this.isTerminal(node)))
  }

  #variableOf(node: NodeId): number {
    return node < this.#firstNode ? Infinity : this.#variables[node - this.#firstNode]!
  }

  #branchesOf(node: NodeId): readonly NodeId[] {
    return this.#branches[node - this.#firstNode]!
  }

  #branch(node: NodeId, variable: number, value: number): NodeId {
    return this.#variableOf(node) === variable ? this.#branchesOf(node)[value]! : node
  }
}
