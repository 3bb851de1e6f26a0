export type Option = { value: string; label: string; disabled?: boolean }

/** A list of options is never without one: what it says instead can’t be chosen. */
export const orNone = (options: Option[], words: string): Option[] =>
  options.length > 0 ? options : [{ value: 'nothing', label: words, disabled: true }]
