import type { CheckIn } from './check-in.ts';
import type { Page } from './page.ts';
import type { Profile } from './profile.ts';
import type { DailySeries } from './series.ts';

/** A page and the data of its window that it speaks of: what formats for machines are made of. */
export interface Dossier {
  readonly page: Page;
  /** As it was known when the findings of the page were made. */
  readonly profile: Profile;
  /** By metric, within the window of the page. */
  readonly series: readonly DailySeries[];
  readonly checkIns: readonly CheckIn[];
}
