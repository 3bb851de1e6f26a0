import type { BodyOf } from '@parley/contract/route'
import type { staffDeals } from '@parley/contract/routes/deals'

type Body = BodyOf<typeof staffDeals.decidePaper>
export type PaperFact = Exclude<keyof Body, 'partnerId' | 'role' | 'freeCreditMinor' | 'inPerson'>

const yesOrNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]
const choices = (words: Record<string, string>) => Object.entries(words).map(([value, label]) => ({ value, label }))

/** What the staff can know of a contract before it's signed: the fact of the decision point, and the question in their words. */
export const paperFacts: readonly {
  name: PaperFact
  fact: string
  label: string
  yesNo: boolean
  choices: { value: string; label: string }[]
}[] = [
  ...(
    [
      ['resaleAgreed', 'partner.resaleAgreed', 'Does its agreement allow resale on its own paper?'],
      ['managedServiceAgreed', 'partner.managedServiceAgreed', 'Does it allow to own licences for a service?'],
      ['prepays', 'partner.prepays', 'Does it pay this order in advance?'],
      ['servesRegion', 'partner.servesRegion', 'Does it serve the customer’s region?'],
      ['termsDiffer', 'deal.termsDiffer', 'Does the customer ask for other terms?'],
      ['coTerm', 'deal.coTerm', 'Does the order join a contract that runs?'],
      ['channelOnly', 'program.channelOnly', 'Do only partners sell here?'],
      ['creditHold', 'account.creditHold', 'Does the customer owe us overdue amounts?'],
    ] as const
  ).map(([name, fact, label]) => ({ name, fact, label, yesNo: true, choices: yesOrNo })),
  ...(
    [
      [
        'route',
        'deal.route',
        'How is it ordered?',
        { oneTier: 'From the partner to us', twoTier: 'Over a distributor', marketplace: 'Over a marketplace' },
      ],
      [
        'wantsPaper',
        'customer.wantsPaper',
        'With whom does the customer want to sign?',
        { any: 'It doesn’t mind', vendor: 'With us', partner: 'With the partner', marketplace: 'With a marketplace' },
      ],
      [
        'frameworkWith',
        'customer.frameworkWith',
        'With whom has it a framework agreement?',
        { none: 'With nobody', vendor: 'With us', partner: 'With the partner' },
      ],
      [
        'publicContract',
        'deal.publicContract',
        'From which public contract does it buy?',
        { none: 'From none', vendor: 'Ours', partner: 'The partner’s', distributor: 'A distributor’s' },
      ],
      [
        'contractPaper',
        'contract.paper',
        'Who is named in the running contract?',
        {
          ...{ none: 'No contract runs', vendor: 'We are', partner: 'The partner', distributor: 'A distributor' },
          ...{ marketplace: 'A marketplace', other: 'Another company' },
        },
      ],
    ] as const
  ).map(([name, fact, label, words]) => ({ name, fact, label, yesNo: false, choices: choices(words) })),
]
