import { nearestName, own } from '../src/names.ts'
import { WrongUse } from './answer.ts'
import { commands } from './commands.ts'
import { helpOf, helpPage } from './help.ts'
import { type Input, readArguments } from './options.ts'

/** What goes to stdout and stderr, and the exit code. */
export type Printed = { out: string; err: string; code: 0 | 1 | 2 }

/** Runs one command line. */
export async function run(args: readonly string[], surroundings: Omit<Input, 'names' | 'options'>): Promise<Printed> {
  const [name = '', ...rest] = args
  const wantsJson = args.includes('--json')
  try {
    if (['', 'help', '--help', '-h'].includes(name)) return { out: `${helpPage()}\n`, err: '', code: 0 }
    const command = own(commands, name)
    if (!command) throw unknownCommand(name)
    if (rest.includes('--help') || rest.includes('-h')) return { out: `${helpOf(command)}\n`, err: '', code: 0 }
    const answer = await (await command.load())({ ...surroundings, ...readArguments(rest, command.options) })
    const out = wantsJson ? JSON.stringify({ command: name, ...answer.json }) : answer.text
    return {
      out: out === '' ? '' : `${out}\n`,
      err: answer.notes && !wantsJson ? `${answer.notes}\n` : '',
      code: answer.code,
    }
  } catch (mistake) {
    const { message, mend } = wrongUseIn(mistake)
    const out = wantsJson ? `${JSON.stringify({ command: name, ok: false, message, ...(mend ? { mend } : {}) })}\n` : ''
    return { out, err: `${[message, mend].filter(Boolean).join(' ')}\n`, code: 2 }
  }
}

/** A file that the system doesn't let us read or write is for the person to mend; whatever else is thrown is our mistake. */
function wrongUseIn(mistake: unknown): WrongUse {
  if (mistake instanceof WrongUse) return mistake
  if (!(mistake instanceof Error && 'syscall' in mistake && 'code' in mistake)) throw mistake
  const path = 'path' in mistake ? String(mistake.path) : 'A file'
  return new WrongUse(`${path} can't be read or written (${mistake.code}).`, 'Look at where it is, and who may use it.')
}

function unknownCommand(name: string): WrongUse {
  if (name.startsWith('-'))
    return new WrongUse(`A command comes first, and ${name} is none.`, 'Add --help to see all commands.')
  const near = nearestName(name, Object.keys(commands))
  const all = `There are: ${Object.keys(commands).join(', ')}. Add --help to see what they do.`
  return new WrongUse(`There is no command "${name}".`, near ? `Did you mean "${near}"?` : all)
}
