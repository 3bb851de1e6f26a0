import { AppError } from '../app-error.ts'
import type { Actor } from '../context.ts'
import type { DraftRow, VersionRow } from './policy-facts.ts'
import { statusOf } from './policy-status.ts'

/** An ability, and for a refusal whether it is about the person (403) or about the version's state (409). */
export type Ruling = { ok: true } | { ok: false; reason: string; code: 'notAllowed' | 'conflict' }

const yes: Ruling = { ok: true }
const notYou = (reason: string): Ruling => ({ ok: false, reason, code: 'notAllowed' })
const notNow = (reason: string): Ruling => ({ ok: false, reason, code: 'conflict' })

/** What the screen shows as a disabled button is what the use case refuses, with the same words. */
export function assertAble(ruling: Ruling): void {
  if (!ruling.ok) throw new AppError(ruling.code, ruling.reason)
}

export function mayDraft(actor: Actor): Ruling {
  return actor.role === 'policyEditor' ? yes : notYou('Policy editors draft changes. You can read every version.')
}

/** It names partners and what they lose: for those who write the rules. */
export function mayBacktest(actor: Actor): Ruling {
  return actor.role === 'policyEditor' ? yes : notYou('Policy editors ask what a draft would have changed.')
}

export function mayEdit(actor: Actor, draft: DraftRow): Ruling {
  if (draft.author_id !== actor.userId)
    return notYou(`${draft.author_name} writes this draft. A policy editor can start another from the same version.`)
  return mayDraft(actor)
}

export function mayApprove(actor: Actor, version: VersionRow): Ruling {
  return mayReview(actor, version, 'approves it')
}

export function mayDecline(actor: Actor, version: VersionRow): Ruling {
  return mayReview(actor, version, 'declines it')
}

function mayReview(actor: Actor, version: VersionRow, does: string): Ruling {
  if (version.author_id === actor.userId)
    return notYou(`You wrote version ${version.version}, so somebody else ${does}.`)
  if (actor.role !== 'policyApprover') return notYou('Policy approvers answer for what comes in force.')
  if (version.verdict !== null)
    return notNow(`${version.reviewer_name} has ${version.verdict} version ${version.version} already.`)
  return yes
}

export function mayActivate(actor: Actor, version: VersionRow): Ruling {
  const name = `Version ${version.version}`
  if (version.author_id === actor.userId)
    return notYou(`You wrote version ${version.version}, so somebody else puts it in force.`)
  if (actor.role !== 'policyApprover') return notYou('Policy approvers put versions in force.')
  switch (statusOf(version)) {
    case 'approved':
    case 'scheduled':
      return yes
    case 'submitted':
      return notNow(`${name} waits for approval. It can come in force once it is approved.`)
    case 'active':
      return notNow(`${name} is in force.`)
    case 'superseded':
      return notNow(`${name} was in force before. Roll back to it, with a reason.`)
    default:
      return notNow(`${name} was declined. Its author can start a new draft from it.`)
  }
}

/** Nothing comes in force by it, so an approver may call off any date, that of the own change included. */
export function mayCancel(actor: Actor, version: VersionRow): Ruling {
  if (actor.role !== 'policyApprover') return notYou('Policy approvers call a date off. Tell one of them why.')
  switch (statusOf(version)) {
    case 'scheduled':
      return yes
    case 'active':
      return notNow(`Version ${version.version} is in force. Roll back to an earlier version instead.`)
    default:
      return notNow(`Version ${version.version} has no date that is still to come.`)
  }
}

export function mayRollBack(actor: Actor, version: VersionRow): Ruling {
  if (version.author_id === actor.userId)
    return notYou(`You wrote version ${version.version}, so somebody else goes back to it.`)
  if (actor.role !== 'policyApprover') return notYou('Policy approvers roll back to an earlier version.')
  if (statusOf(version) === 'active') return notNow(`Version ${version.version} is in force.`)
  if (version.started_at === null)
    return notNow(`Version ${version.version} was never in force, so there is nothing to go back to.`)
  return yes
}
