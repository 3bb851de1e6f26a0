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
