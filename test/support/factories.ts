import type { RegisterDeal } from '@parley/contract/registrations'

type Overrides = {
  account?: Partial<RegisterDeal['account']>
  productFamily?: string
  deal?: Partial<RegisterDeal['deal']>
}

/** A complete registration that the default policy approves, unless what is said otherwise keeps it from that. */
export function aDeal({ account, productFamily = 'backup', deal }: Overrides = {}): RegisterDeal {
  return {
    account: { name: 'Harbor Freight Lines', country: 'US', ...account },
    productFamily,
    deal: {
      kind: 'new',
      scope: 'opportunity',
      role: 'resale',
      amountMinor: 4_500_000,
      expectedCloseOn: '2027-02-15',
      description:
        'They want to replace tape backups in fourteen depots before the lease of the old library ends; the head of IT decides in January.',
      contactName: 'Dana Whitfield',
      contactEmail: 'dana.whitfield@example.com',
      meetingsHeld: 2,
      tender: 'none',
      registeredWithCompetitor: false,
      customerChoice: 'open',
      ...deal,
    },
  }
}
