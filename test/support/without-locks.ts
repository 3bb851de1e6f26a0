type Sql = <Row>(text: string, values?: unknown[]) => Promise<Row[]>

/** Mutant: neither an account nor the making of one is held any longer. Throws when there is no lock to take away. */
export async function withoutLocks(sql: Sql): Promise<void> {
  for (const [name, lock, nothing] of [
    ['hold_account', 'FOR UPDATE', ''],
    ['hold_family', 'PERFORM pg_advisory_xact_lock(', 'PERFORM ('],
    ['accounts_to_compare', 'PERFORM pg_advisory_xact_lock(', 'PERFORM ('],
  ] as const) {
    const [found] = await sql<{ definition: string }>(
      'SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p WHERE p.proname = $1',
      [name],
    )
    const unlocked = found!.definition.replace(lock, nothing)
    if (unlocked === found!.definition) throw new Error(`${name} takes no lock: the mutant changes nothing.`)
    await sql(unlocked)
  }
}

/** Mutant: nothing keeps two exclusive protections apart any longer. */
export const withoutConstraint = (sql: Sql) => sql(withoutConstraintText)
export const withoutConstraintText = 'ALTER TABLE parley.protection DROP CONSTRAINT one_protection'
