const deal = {
  kind: 'new',
  scope: 'opportunity',
  role: 'resale',
  amountMinor: 4_500_000,
  expectedCloseOn: '2027-03-31',
  description:
    'Replace tape backups in 14 branches before the lease of the library ends; the head of IT decides in February after a trial.',
  contactName: 'Dana Whitfield',
  contactEmail: 'dana.whitfield@example.com',
  meetingsHeld: 2,
  tender: 'none',
  registeredWithCompetitor: false,
  customerChoice: 'open',
}
const account = { name: 'Whitfield Hardware Inc.', domain: 'whitfield.example', country: 'US', city: 'Columbus' }

const anId = '0190f3a0-7c1e-7d22-9c50-6a8f1f0b2c41'
const anotherId = '0190f3a0-7c1e-7d22-9c50-6a8f1f0b2c42'
const accountForm = {
  name: account.name,
  domain: 'whitfield-hardware.com',
  country: account.country,
  city: account.city,
  taxId: '31-1234567',
  designation: 'named',
  parentId: null,
  relation: null,
}

/** An example body for the routes that a newcomer tries first, by operation id. */
export const bodyExamples: Record<string, unknown> = {
  precheck: { account: { name: account.name, country: account.country }, productFamily: 'backup' },
  registerDeal: { account, productFamily: 'backup', deal },
  createDraft: { form: { accountName: account.name, country: account.country } },
  withdrawRegistration: { reason: 'The customer has stopped the project.' },
  askForExtension: { progress: 'The trial ended well on the 12th; the contract is with their lawyers.' },
  logActivity: { kind: 'demo', note: 'Restored a server in front of the whole team.', happenedOn: '2026-11-12' },
  answerInformation: {
    answer: 'We met Dana Whitfield twice.',
    deal: { contactName: 'Dana Whitfield', meetingsHeld: 2 },
  },
  overrideDecision: {
    outcome: 'approve',
    protectionDays: 90,
    wording: 'We checked it with our own team: the deal is yours for 90 days.',
    reason: 'The match with the other account was wrong; they are two companies of the same name.',
  },
  askInformation: { question: 'Who decides at the customer, and by when?', answerWithinDays: 5 },
  closeRegistration: { result: 'won', note: 'Ordered on the 18th.' },
  settleAccount: { accountId: anId, reason: 'The customer’s invoice names this company.' },
  createAccount: { ...accountForm, evenIfLike: [] },
  editAccount: { ...accountForm, name: 'Whitfield Tools Inc.', forgetOldName: false },
  addAlias: { name: 'WHI', kind: 'short', source: 'Their letterhead' },
  addDomain: { domain: 'https://www.whitfield-tools.com', source: 'Their website' },
  lookUpAccount: { name: account.name, email: deal.contactEmail, country: account.country },
  sayDifferent: { one: anId, other: anotherId, reason: 'Same name, but another owner and another city.' },
  mergeAccounts: { keptId: anId, absorbedId: anotherId, reason: 'One company: both have the same tax id.' },
  undoMerge: { reason: 'The second one was sold years ago and buys for itself.' },
  startImport: {
    fileName: 'accounts.csv',
    bytes: 40,
    sha256: '44f74572f7442aff631d9ac59b5f1c1a47165dbc27d6a7ee3b6ca846e62c3cf0',
  },
  sendImportPart: { position: 0, base64: 'TmFtZSxDb3VudHJ5CldoaXRmaWVsZCBIYXJkd2FyZSBJbmMuLFVTCg==' },
  inviteColleague: { name: 'Dana Reyes', email: 'dana.reyes@example.com', role: 'partnerSeller' },
  createPartnerApiKey: { name: 'CRM', scope: 'write', days: 90 },
  createApiKey: { name: 'Data warehouse', scope: 'read', days: 30 },
  startView: { userId: anId, reason: 'She asked by telephone what the answer means.' },
  attachEvidence: {
    name: 'Minutes.txt',
    about: 'Our meeting with Dana Whitfield on the 12th',
    base64: 'VGhleSBhZ3JlZWQgdG8gYSB0cmlhbCBpbiBOb3ZlbWJlci4=',
  },
  startPolicyDraft: {},
  submitPolicyDraft: { note: 'Protects smaller deals too: most of our partners’ first deals are below the old limit.' },
  approvePolicy: {},
  declinePolicy: { note: 'The limit for Silver partners is missing; see our agreement.' },
  activatePolicy: { activeFrom: '2027-01-01T06:00:00Z' },
  cancelActivation: { reason: 'Two partners asked for time to plan; we set another date with them.' },
  rollBackPolicy: { reason: 'It refused deals that were agreed by telephone. Back until that is solved.' },
  createWebhook: { url: 'https://hooks.example.com/parley', description: 'Our CRM', topics: ['registration.decided'] },
  changeWebhook: {
    url: 'https://hooks.example.com/parley',
    description: 'Our CRM',
    topics: ['registration.decided', 'protection.expired'],
    status: 'active',
  },
  replayFailedWebhooks: { since: '2026-11-18T08:00:00Z' },
}
