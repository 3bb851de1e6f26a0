import { z } from 'zod'
import { id, instant } from './text.ts'

/** How a person wants to hear of a kind of notice. By e-mail includes in the app. */
export const notificationChannels = {
  email: 'In the app and by e-mail',
  app: 'In the app only',
  none: 'Not at all',
} as const
export type NotificationChannel = keyof typeof notificationChannels
export const NotificationChannel = z.enum(
  Object.keys(notificationChannels) as [NotificationChannel, ...NotificationChannel[]],
)

/** What each audience hears of, in the order of the settings, and how unless a person has chosen otherwise. */
export const notificationKinds = {
  partner: {
    answer: {
      title: 'Answers',
      description: 'What was decided on a registration.',
      usually: 'email',
    },
    question: {
      title: 'Questions to you',
      description: 'Something is needed from you, and by when.',
      usually: 'email',
    },
    protection: {
      title: 'Protections',
      description: 'One is extended, needs activity, or comes to its end.',
      usually: 'email',
    },
    consent: {
      title: 'Consent',
      description: 'Your consent is asked for, or what you asked for was answered.',
      usually: 'email',
    },
    engagement: {
      title: 'At your accounts',
      description: 'The vendor’s own people asked to act at an account that you lead.',
      usually: 'email',
    },
    letter: {
      title: 'Customers’ letters',
      description: 'A customer names its representative: you or, at an account that you lead, somebody else.',
      usually: 'email',
    },
    conflict: {
      title: 'Who leads',
      description: 'It was decided who leads an account that you claim, or a teaming waits for your word.',
      usually: 'email',
    },
    ended: {
      title: 'Withdrawn and closed',
      description: 'A registration was withdrawn by a colleague, or closed as won or lost.',
      usually: 'app',
    },
    earnings: {
      title: 'What you earn',
      description: 'A claim was decided or released, or a share was lowered or taken back by a rule.',
      usually: 'email',
    },
    statement: {
      title: 'Statements',
      description: 'A statement is ready, or was paid.',
      usually: 'email',
    },
    dispute: {
      title: 'Disputes',
      description: 'A line that you disputed was answered.',
      usually: 'email',
    },
  },
  staff: {
    queue: {
      title: 'New in your queue',
      description: 'A registration waits for a decision by a person.',
      usually: 'app',
    },
    due: {
      title: 'Answers that fall due',
      description: 'A partner was promised an answer, and the time for it ends soon.',
      usually: 'email',
    },
    answered: {
      title: 'Partners’ answers',
      description: 'A partner answered what it was asked.',
      usually: 'app',
    },
    conflict: {
      title: 'Who leads',
      description: 'Claims to an account wait for a decision by a person, or a partner appealed.',
      usually: 'email',
    },
    consent: {
      title: 'Consent and approvals',
      description:
        'Your consent is asked for, a customer needs a partner, or something was done in spite of an answer.',
      usually: 'email',
    },
    permission: {
      title: 'Answers to what you asked',
      description: 'Consent that you asked for was given, refused or not answered.',
      usually: 'email',
    },
    letter: {
      title: 'Customers’ letters',
      description: 'A letter waits for you to ask the customer, or to decide.',
      usually: 'email',
    },
    help: {
      title: 'Help that partners ask for',
      description: 'A partner asks for help in a sale that it leads.',
      usually: 'app',
    },
    claim: {
      title: 'Claims',
      description: 'A share of a deal is claimed.',
      usually: 'app',
    },
    exposure: {
      title: 'Claims against the margin',
      description: 'What the claims to an open deal would cost comes near its margin, or over it.',
      usually: 'email',
    },
    dispute: {
      title: 'Disputes',
      description: 'A partner disputes a line of its statement, or the answer falls due.',
      usually: 'email',
    },
  },
} as const satisfies Record<
  'partner' | 'staff',
  Record<string, { title: string; description: string; usually: NotificationChannel }>
>
export type PartnerNotice = keyof typeof notificationKinds.partner
export type StaffNotice = keyof typeof notificationKinds.staff
export type NotificationKind = PartnerNotice | StaffNotice
const kinds = [...new Set(Object.values(notificationKinds).flatMap((of) => Object.keys(of)))] as [
  NotificationKind,
  ...NotificationKind[],
]
export const NotificationKind = z.enum(kinds)

/** Something that happened, told to one person. */
export const Notification = z
  .object({
    id,
    kind: NotificationKind,
    title: z.string(),
    lines: z.array(z.string()),
    /** The record that it is about, as a path within the reader's app: `/registrations/<id>`. */
    path: z.string(),
    createdAt: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification' })
export type Notification = z.infer<typeof Notification>

export const UnreadCount = z.object({ unread: z.int() }).meta({ id: 'UnreadCount' })

/** Which to mark as read: these, or all there are. */
export const MarkRead = z
  .union([z.strictObject({ ids: z.array(id).min(1).max(100) }), z.strictObject({ all: z.literal(true) })])
  .meta({ id: 'MarkRead' })

export const NotificationSettings = z
  .object({
    /** Where e-mails go. */
    email: z.string(),
    kinds: z.array(
      z.object({
        kind: NotificationKind,
        title: z.string(),
        description: z.string(),
        channel: NotificationChannel,
        /** What it is unless it was chosen. */
        usually: NotificationChannel,
      }),
    ),
  })
  .meta({ id: 'NotificationSettings' })
export type NotificationSettings = z.infer<typeof NotificationSettings>

export const SaveNotificationSettings = z
  .strictObject({
    kinds: z
      .array(z.strictObject({ kind: NotificationKind, channel: NotificationChannel }))
      .min(1)
      .max(20),
  })
  .meta({ id: 'SaveNotificationSettings' })
