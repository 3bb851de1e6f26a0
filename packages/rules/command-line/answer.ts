/** What a command came to. `code`: 0 all well, 1 the policy has faults, 2 used wrongly or a file can't be read. */
export type Answer = {
  text: string
  json: Readonly<Record<string, unknown>>
  code: 0 | 1
  /** Remarks for people that are no part of the answer: they go to stderr. */
  notes?: string
}

/** The command was used wrongly, or a file can't be read: one sentence, and what to do. */
export class WrongUse extends Error {
  mend: string | undefined
  constructor(message: string, mend?: string) {
    super(message)
    this.name = 'WrongUse'
    this.mend = mend
  }
}
