/** Two voices that meet: the product's mark, in the accent. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <path d="M4 4h13a5 5 0 0 1 5 5v1H12a6 6 0 0 0-6 6v4H4z" fill="var(--accent-ink)" />
      <path d="M24 24H13a3 3 0 0 1-3-3v-5a3 3 0 0 1 3-3h11z" fill="var(--accent-ink)" opacity="0.55" />
    </svg>
  )
}
