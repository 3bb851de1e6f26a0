import { Empty } from '@parley/ui/empty'
import { Page } from '@parley/ui/page'
import { accounts, usePages } from '../api.ts'
import { ButtonLink, TextLink } from '../layout/link.tsx'
import { PagedCards } from '../layout/paged-cards.tsx'
import { Sheet } from '../layout/split.tsx'
import classes from './duplicates.module.css'
import { MergeCard } from './merge-card.tsx'

/** Merges, the newest first, with undo while it is possible. */
export function MergesPage() {
  const pages = usePages(accounts.listMerges, {})
  return (
    <Sheet>
      <div className={classes.back}>
        <TextLink to="/duplicates">All suspected duplicates</TextLink>
      </div>
      <Page title="Which accounts were merged?" lead="The newest first. Each can be undone for 30 days.">
        <PagedCards
          label="Merges, the newest first"
          pages={pages}
          card={(merge) => <MergeCard merge={merge} />}
          empty={
            <Empty
              title="Nothing was merged yet"
              text="When somebody makes two records one, it stands here: who did it, why, and the way back."
              action={<ButtonLink to="/duplicates">See suspected duplicates</ButtonLink>}
            />
          }
        />
      </Page>
    </Sheet>
  )
}
