import { dirname } from 'node:path'
import { SettingError } from './settings.ts'

/** What the file system said, and what to do about it. */
const whys: Record<string, (at: string) => string> = {
  EACCES: () => 'give it to that user, or choose another place.',
  EPERM: () => 'give it to that user, or choose another place.',
  EROFS: () => 'the file system is read-only, so choose a place on another.',
  ENOENT: (at) => `there is no folder ${dirname(at)}, so make it first, or choose another place.`,
  ENOTDIR: (at) => `${at} is or lies below what is no folder, so choose another place.`,
  EEXIST: (at) => `${at} is no folder, so choose another place.`,
  EISDIR: (at) => `${at} is a folder, so choose a file in it.`,
  ENOSPC: () => 'the disk is full, so make room, or choose another place.',
}

/** A place that can't be written, in a sentence that says what chose it (`name`, such as PARLEY_DATA); any other error as it is. */
export function explainWriteError(error: unknown, name: string, place: string): unknown {
  const { code = '', path = place, syscall = '' } = error as NodeJS.ErrnoException
  const why = whys[code]
  if (!why || /^(connect|spawn)/.test(syscall)) return error
  const user = process.getuid?.() ?? 'who runs this'
  return new SettingError(`${name} is "${place}", which user ${user} can't write: ${why(path)}`)
}

/** Runs what writes at `place`. Throws SettingError when it can't. */
export function writingAt<T>(name: string, place: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw explainWriteError(error, name, place)
  }
}
