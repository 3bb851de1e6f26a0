import type pg from 'pg'
import { AppError } from './app-error.ts'

/** The vendor and what it sells: the same for everybody, read once a process. */
export type Program = {
  vendor: { name: string; currency: string; timeZone: string }
  productFamilies: { id: string; name: string }[]
}

export async function readProgram(pool: pg.Pool): Promise<Program> {
  const vendors = await pool.query<Program['vendor']>(
    'SELECT name, currency, time_zone AS "timeZone" FROM parley.vendor',
  )
  const families = await pool.query<{ id: string; name: string }>(
    'SELECT id, name FROM parley.product_family ORDER BY position, id',
  )
  const vendor = vendors.rows[0]
  if (!vendor)
    throw new AppError('unavailable', 'No vendor is set up in this database yet. Load the demo, or set one up.')
  return { vendor, productFamilies: families.rows }
}
