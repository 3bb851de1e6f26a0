export function sum(list: readonly number[]): number {
  let total = 0
  for (let at = 0; at < list.length; at++) total += list[at]!
  return total
}
export const flag = (value: boolean) => (value ? 1 : 0)
export const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
