import type { AccountRow } from '../account-view.ts'

/** What of the absorbed record the kept one took where it had nothing, or something weaker, of its own. */
export type Took = Partial<
  Pick<
    AccountRow,
    | 'host'
    | 'domain'
    | 'taxId'
    | 'country'
    | 'city'
    | 'parentId'
    | 'relation'
    | 'conductHoldReason'
    | 'designation'
    | 'designatedOn'
  >
>

export type PairRow = {
  one: string
  other: string
  chance_permille: number
  related_permille: number
  reasons: string[]
  found_at: string
}

/** What a merge changed, by ids and by what was there before: all that an undo needs. */
export type Moved = {
  registrations: string[]
  /** Registrations whose protection became contested. */
  contested: string[]
  holdings: { productFamily: string; incumbentPartnerId: string | null; since: string }[]
  opportunities: string[]
  /** Missing in merges from before there were deals. */
  deals?: string[]
  children: string[]
  aliases: string[]
  domains: string[]
  madeAlias: string | null
  madeDomain: string | null
  took: Took
  /** What `took` replaced, where it wasn't nothing. */
  before: {
    designation: AccountRow['designation']
    designatedOn: string | null
    parentId: string | null
    relation: AccountRow['relation']
  }
  /** Suspected duplicates of the absorbed record, and those that were made of them for the kept one. */
  pairs: { dropped: PairRow[]; made: { one: string; other: string }[] }
  differences: { one: string; other: string }[]
  /** Registrations whose question this merge answered, with what their match was said to be before. */
  questions: { registrationId: string; match: 'certain' | 'likely' | 'new'; reason: string }[]
  conflicts: {
    /** Cases of the absorbed family that stand at the kept one's now: where they stood. */
    moved: { id: string; accountId: string }[]
    /** Cases that were made one with another. */
    joined: string[]
    opened: string[]
    /** Interests that came into a case by it. */
    interests: { conflictId: string; registrationId: string }[]
  }
}
