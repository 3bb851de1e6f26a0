import { openBeside } from '@parley/db/open-beside'
import { exitWith, readSettings } from '@parley/db/settings'
import { askOf } from '../audit/ask.ts'
import { wallClock } from '../context.ts'
import { offerOperator } from './offer-operator.ts'

/** `npm run operator:link`: beside a running Parley or not. */
async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const { client, close } = await openBeside(settings)
  try {
    const link = await offerOperator(askOf(client), settings.publicUrl, wallClock())
    console.log(
      `Whoever opens this first, within a day, comes in as an operator; links like it from before are void:\n`,
    )
    console.log(`  ${link}\n`)
    console.log('The audit log says that it was made at the machine.')
  } finally {
    await close()
  }
}

await main().catch(exitWith)
