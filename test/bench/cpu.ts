import { readFileSync } from 'node:fs'

/** CPU time that this process has used since it started, all threads, in microseconds. */
export function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** CPU microseconds that `work` takes. */
export async function cpuOf(work: () => unknown): Promise<number> {
  const before = cpuMicroseconds()
  await work()
  return cpuMicroseconds() - before
}

/** CPU milliseconds of the server's process, where the system tells (in hundredths of a second); otherwise null. */
export function backendCpuMs(pid: number): number | null {
  if (process.platform !== 'linux') return null
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return null
  }
}
