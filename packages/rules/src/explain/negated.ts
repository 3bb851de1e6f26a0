/** "partner agreement is signed" → "partner agreement is not signed". */
export function negated(statement: string): string {
  return / (is|was|are|has been) /.test(statement)
    ? statement.replace(/ (is|was|are) /, ' $1 not ').replace(/ has been /, ' has not been ')
    : `it is not so that ${statement}`
}
