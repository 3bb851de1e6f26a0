import type { ContractActKind } from '@parley/contract/renewals'
import { notFound } from '../app-error.ts'
import { ownOnly, type Tx } from '../transaction.ts'

/** A contract as it is kept. Days in the vendor's time zone. */
export type ContractRow = {
  id: string
  dealId: string
  productFamily: string
  partnerId: string | null
  accountName: string
  paper: 'vendor' | 'partner' | 'distributor' | 'marketplace'
  startsOn: string
  endsOn: string
  /** The contract that follows it. To a partner only where that is its own: who else sells there isn't its to know. */
  renewedBy: string | null
}

export type ContractActRow = {
  id: string
  contractId: string
  kind: ContractActKind
  note: string
  signerName: string | null
  happenedOn: string
  actedBy: 'partner' | 'vendor'
  actedByName: string
  actedAt: Date
}

const columns = `c.id, c.deal_id AS "dealId", c.product_family AS "productFamily", c.partner_id AS "partnerId", c.account_name AS "accountName",
  c.paper, c.starts_on AS "startsOn", c.ends_on AS "endsOn", c.seen_renewal AS "renewedBy"`

/** What follows a contract, as whoever is the parameter with this number may know it: a partner, or null for the staff. */
export const seenRenewal = (contract: string, parameter: number) =>
  `(SELECT n.id FROM contract n WHERE n.id = ${contract}.renewed_by AND ${ownOnly('n.partner_id', parameter)})`

/** Reads contracts with `tail` over c: a partner's own, or all for the staff. */
export const readContracts = (tx: Tx, tail: string, params: readonly unknown[]): Promise<ContractRow[]> =>
  tx.query<ContractRow>(
    `SELECT ${columns} FROM (SELECT x.*, ${seenRenewal('x', params.length + 1)} AS seen_renewal
       FROM contract x WHERE ${ownOnly('x.partner_id', params.length + 1)}) c ${tail}`,
    [...params, tx.partnerId],
  )

export async function readContract(tx: Tx, id: string): Promise<ContractRow> {
  const [row] = await readContracts(tx, 'WHERE c.id = $1', [id])
  if (!row) throw notFound('contract')
  return row
}

/** What was done about these contracts, oldest first. */
export const readActs = (tx: Tx, contractIds: readonly string[]): Promise<ContractActRow[]> =>
  tx.query<ContractActRow>(
    `SELECT t.id, t.contract_id AS "contractId", t.kind, t.note, t.signer_name AS "signerName", t.happened_on AS "happenedOn",
       t.acted_by AS "actedBy", t.acted_by_name AS "actedByName", t.acted_at AS "actedAt"
     FROM contract_act t WHERE t.contract_id = ANY($1) AND ${ownOnly('t.partner_id', 2)} ORDER BY t.seq`,
    [contractIds, tx.partnerId],
  )
