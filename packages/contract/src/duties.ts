import { z } from 'zod'
import { Ability } from './ability.ts'
import { DecisionCard } from './decisions.ts'
import { day, id, instant } from './text.ts'

/** Who has it now, in the words of the screens. */
export const dutyHolders = {
  owner: 'Its owner',
  backup: 'The owner’s backup',
  manager: 'The manager',
  director: 'The director',
} as const
export type DutyHolder = keyof typeof dutyHolders

/** What the vendor owes on a registration, by when, who has it, and what followed when it was late. */
export const Duty = z.object({
  dueAt: instant.nullable(),
  late: z.boolean(),
  /** Somebody of the vendor says at least that it is looked at. */
  firstWordBy: instant.nullable(),
  takenAt: instant.nullable(),
  heldAs: z.enum(Object.keys(dutyHolders) as [DutyHolder, ...DutyHolder[]]),
  /** Staff only. */
  people: z
    .object({ ownerName: z.string().nullable(), holderName: z.string().nullable(), isYours: z.boolean() })
    .nullable(),
  /** The protection for the time being that followed from being late; `lastDay` in the vendor's time zone. */
  interim: z.object({ from: instant, until: instant, lastDay: day }).nullable(),
  closed: z.object({ at: instant, because: z.enum(['decided', 'asked', 'withdrawn']) }).nullable(),
  /** What was promised, or what followed since. */
  decision: DecisionCard,
})
export type Duty = z.infer<typeof Duty>

const userId = z.string().min(1).max(100)

/** A channel manager, who stands in, and when this person is away. */
export const DutySeat = z.object({
  id: userId,
  name: z.string(),
  backupId: userId.nullable(),
  managerId: userId.nullable(),
  awayFrom: day.nullable(),
  awayUntil: day.nullable(),
  openDuties: z.int(),
  lateDuties: z.int(),
  /** What a change of it names; 0 before the first one. */
  version: z.int(),
})
export type DutySeat = z.infer<typeof DutySeat>

export const AnsweredPartner = z.object({
  id,
  name: z.string(),
  country: z.string(),
  ownerId: userId.nullable(),
  /** One of `calendars`; the vendor's own without one. */
  calendar: z.string().nullable(),
  /** Of these two; what a change of them names. */
  version: z.int(),
})
export type AnsweredPartner = z.infer<typeof AnsweredPartner>

/** Who answers for whom. */
export const WhoAnswers = z
  .object({
    people: z.array(DutySeat),
    partners: z.array(AnsweredPartner),
    /** The working calendars of the policy in force for requests. */
    calendars: z.array(z.object({ id: z.string(), title: z.string() })),
    can: z.object({ change: Ability }),
  })
  .meta({ id: 'WhoAnswers' })
export type WhoAnswers = z.infer<typeof WhoAnswers>

export const KeepSeat = z
  .strictObject({
    backupId: userId.nullable(),
    managerId: userId.nullable(),
    awayFrom: day.nullable(),
    awayUntil: day.nullable(),
  })
  .meta({ id: 'KeepSeat' })
export type KeepSeat = z.output<typeof KeepSeat>

export const KeepAnswerer = z
  .strictObject({
    ownerId: userId.nullable(),
    calendar: z
      .string()
      .regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'Choose one of the calendars.')
      .nullable(),
  })
  .meta({ id: 'KeepAnswerer' })
export type KeepAnswerer = z.output<typeof KeepAnswerer>
