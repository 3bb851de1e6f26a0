import { definePoint, type OutcomeParameter } from '../../point.ts'

/** Every answer says it, as related accounts are listed beside an account that is known and beside one that isn't. */
const relatedFrom = {
  kind: 'count',
  unit: 'perMille',
  title: 'chance from which accounts count as of one family',
  minimum: 0,
  maximum: 1000,
} as const satisfies OutcomeParameter

/**
 * Is what was typed an account that we know? Asked when a registration names a company, when staff make an account, for each row of
 * an import, and of pairs that may be duplicates. It judges the likeliest known account; all its facts are the vendor's own.
 */
export const identity = definePoint({
  id: 'identity',
  title: 'Account identity',
  question: 'Is what was typed an account that we know?',
  hitPolicy: 'first',
  facts: {
    'match.chance': {
      kind: 'count',
      unit: 'perMille',
      title: 'chance that the likeliest account is the same company',
      minimum: 0,
      maximum: 1000,
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'match.runnerUp': {
      kind: 'count',
      unit: 'perMille',
      title: 'chance that the second likeliest account is the same company',
      minimum: 0,
      maximum: 1000,
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'match.sameDomain': {
      kind: 'yesNo',
      title: 'likeliest account has the domain that was typed',
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'match.country': {
      kind: 'choice',
      title: 'country of the likeliest account',
      values: { same: 'The one that was typed', differs: 'Another', unknown: 'Not known' },
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'match.taxIdEqual': {
      kind: 'choice',
      title: 'tax number of the likeliest account',
      values: { same: 'The one that was typed', differs: 'Another', unknown: 'Not known' },
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'match.saidDifferent': {
      kind: 'yesNo',
      title: 'somebody has said that the two are different',
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
    'match.askedBy': {
      kind: 'choice',
      title: 'what asks',
      values: {
        registration: 'A registration',
        staff: 'Staff',
        import: 'A list that is imported',
        duplicates: 'The search for duplicates',
      },
      knownTo: 'staff',
      changeableBy: 'nobody',
    },
  },
  outcomes: {
    same: { title: 'It is this account', favour: 0, careful: false, parameters: { relatedFrom } },
    aPersonDecides: {
      title: 'A person decides',
      favour: 0,
      careful: true,
      personDecides: true,
      parameters: { relatedFrom },
    },
    /** A duplicate can be merged later; what was decided about the wrong account can't be undone as well. */
    different: { title: 'No known account', favour: 0, careful: true, parameters: { relatedFrom } },
  },
})
