export function lockHolder(path: string): number | undefined
export function takeLock(
  path: string,
): { release: () => void; heldBy?: undefined } | { heldBy: number; release?: undefined }
