import { z } from 'zod'
import { text } from './text.ts'

export const shortestPassword = 12
export const longestPassword = 200

/** A password as it was typed: never trimmed. Whether it is good enough for a new one, the server says. */
export const Password = z.string().min(1, 'Type your password.').max(1000, 'That is longer than any password here.')
export const Email = z.email('Give an e-mail address, like name@company.com.').max(254)
/** A code from the phone, or a recovery code: spaces, dashes and capitals don't count. */
export const Code = z.string().trim().min(1, 'Type the code.').max(64, 'That is longer than any code.')

/** How people can sign in here. */
export const SignInWays = z
  .object({
    /** With e-mail and password. */
    password: z.boolean(),
    /** With the vendor's own identity provider, by its name. */
    provider: z.object({ name: z.string() }).nullable(),
  })
  .meta({ id: 'SignInWays' })
export type SignInWays = z.infer<typeof SignInWays>

/** What comes after e-mail and password. */
export const SignInStep = z.object({ next: z.enum(['done', 'code']) }).meta({ id: 'SignInStep' })
export type SignInStep = z.infer<typeof SignInStep>

export const AskReset = z.object({ email: Email })
export const CheckReset = z.object({ token: z.string().regex(/^[\w-]{1,200}$/, 'A part of the link got lost.') })
/** Whether a password can still be set with a link; of whom it is, and why it is over, isn't said. */
export const CheckedReset = z.object({ usable: z.boolean() }).meta({ id: 'CheckedReset' })
export const SetPassword = z.object({ token: z.string().min(1).max(200), password: Password })
export const ChangePassword = z.object({ current: Password, password: Password })
export const OwnName = z.object({ name: text(1, 120) })
export const Confirmed = z.object({ password: Password })
export const ConfirmedByCode = z.object({ password: Password, code: Code })

/** One place where somebody is signed in. `device` is in words, such as `Firefox on Windows`. */
export const OwnSession = z
  .object({
    id: z.string(),
    device: z.string(),
    address: z.string().nullable(),
    since: z.iso.datetime(),
    /** To within five minutes. */
    lastSeen: z.iso.datetime(),
    /** The one that asks. */
    here: z.boolean(),
  })
  .meta({ id: 'OwnSession' })
export type OwnSession = z.infer<typeof OwnSession>

/** How the person who asks signs in. */
export const OwnSignIn = z
  .object({
    email: z.string(),
    name: z.string(),
    ways: SignInWays,
    /** Whether there is a password: who came by the provider may have none. */
    hasPassword: z.boolean(),
    secondFactor: z.object({
      on: z.boolean(),
      since: z.iso.datetime().nullable(),
      recoveryCodesLeft: z.int(),
      /** Nothing else can be done before there is one. */
      needed: z.boolean(),
      /** It can't be turned off. */
      required: z.boolean(),
    }),
    sessions: z.array(OwnSession),
  })
  .meta({ id: 'OwnSignIn' })
export type OwnSignIn = z.infer<typeof OwnSignIn>

/** For the app that makes the codes: as an address for its QR code, and as text to type. */
export const SecondFactorStart = z.object({ uri: z.string(), secret: z.string() }).meta({ id: 'SecondFactorStart' })
export type SecondFactorStart = z.infer<typeof SecondFactorStart>

/** Shown once: of each only a hash is kept. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>
