import classes from './skeletons.module.css'

/** Keeps a decision card's place while it loads. */
export function CardSkeleton({ height = 220 }: { height?: number }) {
  return (
    <div aria-busy="true">
      <span className="visuallyHidden">Loading</span>
      <div className={classes.block} style={{ height }} />
    </div>
  )
}

/** Keeps a list's place while it loads. */
export function ListSkeleton({ rows = 5, rowHeight = 64 }: { rows?: number; rowHeight?: number }) {
  return (
    <div aria-busy="true" className={classes.stack}>
      <span className="visuallyHidden">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.block} style={{ height: rowHeight }} />
      ))}
    </div>
  )
}
