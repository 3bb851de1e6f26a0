import { z } from 'zod'
import { Ability } from './ability.ts'
import { partnerRoles, Role, staffRoles } from './session.ts'
import { id, instant, text } from './text.ts'

/** What each role may do, for whoever gives it to somebody. */
export const roleDuties: Record<Role, string> = {
  partnerSeller: 'Registers deals and works on them. Sees everything of the company.',
  partnerAdmin: 'Does what a seller does, and runs the team: people, roles, API keys.',
  sales: 'Sees the work queue, registrations, accounts and decisions; asks partners and closes deals. Decides nothing.',
  channelManager: 'Decides what the policy leaves to a person, keeps accounts, and invites people of partners.',
  policyEditor: 'Drafts changes of policies. Can’t put them in force.',
  policyApprover: 'Reviews changes of policies by others, and puts them in force.',
  finance: 'Reads the policies, and later what is owed to whom.',
  operator: 'Keeps the installation: people, API keys, accounts. Can give anybody any role.',
}

const everyRole: readonly Role[] = [...partnerRoles, ...staffRoles]
const nobody: readonly Role[] = []

/** Whom each role may invite, change and shut out, by their role: never above its own rights. */
export const mayAppoint: Record<Role, readonly Role[]> = {
  partnerSeller: nobody,
  partnerAdmin: partnerRoles,
  sales: nobody,
  channelManager: partnerRoles,
  policyEditor: nobody,
  policyApprover: nobody,
  finance: nobody,
  operator: everyRole,
}

/** Who may look as a partner's person does, read-only. */
export const viewerRoles: readonly Role[] = ['channelManager', 'operator']

/** An e-mail address as it is kept: in small letters. */
export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(z.regexes.email, 'Give an e-mail address, like name@company.com.')

const PartnerName = z.object({ id, name: z.string() }).nullable()

export const Person = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: Role,
    partner: PartnerName,
    /** Since when they can't come in any more. */
    disabledAt: instant.nullable(),
    /** Whether signing in asks for a code too. */
    secondFactor: z.boolean(),
    you: z.boolean(),
    can: z.object({
      changeRole: Ability,
      disable: Ability,
      enable: Ability,
      endSecondFactor: Ability,
      viewAs: Ability,
    }),
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof Person>

export const Invitation = z
  .object({
    id,
    email: z.string().nullable(),
    name: z.string(),
    role: Role,
    partner: PartnerName,
    invitedByName: z.string(),
    invitedAt: instant,
    expiresAt: instant,
    /** Its link doesn't lead in any more; it can be sent anew. */
    over: z.boolean(),
    can: z.object({ renew: Ability, withdraw: Ability }),
  })
  .meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

/** The link is told once, to whoever invited; a repeat of the request gets null. */
export const InvitationSent = Invitation.extend({ link: z.string().nullable() }).meta({ id: 'InvitationSent' })
export type InvitationSent = z.infer<typeof InvitationSent>

export const View = z
  .object({
    id,
    staffName: z.string(),
    userName: z.string(),
    partner: z.object({ id, name: z.string() }),
    reason: z.string(),
    startedAt: instant,
    /** When it ended, or will by itself. */
    endsAt: instant,
    over: z.boolean(),
  })
  .meta({ id: 'View' })
export type View = z.infer<typeof View>

/** A partner's own team. */
export const Team = z
  .object({
    people: z.array(Person),
    invitations: z.array(Invitation),
    /** Who of the vendor looked as whom, the latest first. */
    views: z.array(View),
    can: z.object({ invite: Ability, keys: Ability }),
  })
  .meta({ id: 'Team' })
export type Team = z.infer<typeof Team>

const invited = { email: emailAddress, name: text(1, 120) }
export const InviteColleague = z.object({ ...invited, role: z.enum(partnerRoles) }).meta({ id: 'InviteColleague' })
export type InviteColleague = z.infer<typeof InviteColleague>
/** `partnerId` is null for staff of the vendor. */
export const InvitePerson = z.object({ ...invited, role: Role, partnerId: id.nullable() }).meta({ id: 'InvitePerson' })
export type InvitePerson = z.infer<typeof InvitePerson>
export const ChangeRole = z.object({ role: Role }).meta({ id: 'ChangeRole' })
export const ChangeAccess = z.object({ enabled: z.boolean() }).meta({ id: 'ChangeAccess' })

/** The secret part of an invitation's link: it is sent in a body, never in an address that ends up in a log. */
export const InvitationToken = z.object({ token: z.string().max(200) }).meta({ id: 'InvitationToken' })
export const InvitationOffer = z
  .object({
    email: z.string().nullable(),
    name: z.string(),
    role: Role,
    partnerName: z.string().nullable(),
    vendorName: z.string(),
    invitedByName: z.string(),
    expiresAt: instant,
    app: z.enum(['partner', 'console']),
    withPassword: z.boolean(),
    /** Another system that people sign in with here, by its name; null where there is none. */
    signInWith: z.string().nullable(),
  })
  .meta({ id: 'InvitationOffer' })
export type InvitationOffer = z.infer<typeof InvitationOffer>
/** Without a password only where another system signs people in. `email` only where the invitation names none. */
export const AcceptInvitation = z
  .object({
    token: z.string().max(200),
    name: text(1, 120),
    email: emailAddress.optional(),
    password: z.string().max(1000).optional(),
  })
  .meta({ id: 'AcceptInvitation' })
export type AcceptInvitation = z.infer<typeof AcceptInvitation>
export const Accepted = z.object({ email: z.string(), app: z.enum(['partner', 'console']) }).meta({ id: 'Accepted' })

export const StartView = z.object({ userId: id, reason: text(10, 300) }).meta({ id: 'StartView' })
export type StartView = z.infer<typeof StartView>
