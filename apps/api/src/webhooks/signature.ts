import { createHmac } from 'node:crypto'

/** By the Standard Webhooks specification 1.0.0: HMAC-SHA256 over `id.seconds.body`, one `v1,` part for each secret. */
export function signatureOf(
  secrets: readonly Buffer[],
  { messageId, seconds, body }: { messageId: string; seconds: number; body: string },
): string {
  const signed = `${messageId}.${seconds}.${body}`
  return secrets.map((secret) => `v1,${createHmac('sha256', secret).update(signed).digest('base64')}`).join(' ')
}

export const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1000)
