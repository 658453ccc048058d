import type { FindingsReport } from '../../src/domain/finding.ts';
import type { Knowledge } from '../../src/domain/knowledge.ts';
import type { LastVisit } from '../../src/domain/last-visit.ts';
import type { Page } from '../../src/domain/page.ts';
import type { Appointment, Profile } from '../../src/domain/profile.ts';
import type { DailyRecommendation } from '../../src/domain/recommendation.ts';
import type { Interpretation } from '../../src/domain/talking-point.ts';
import type { TimelineEvent } from '../../src/domain/timeline.ts';

/** All that a page is put together of. */
export interface CoordinatorInput
  extends Pick<Page, 'silent' | 'charts' | 'window' | 'person' | 'version' | 'dataHash'>,
    DailyRecommendation {
  readonly report: FindingsReport;
  readonly interpretations: readonly Interpretation[];
  readonly profile: Profile;
  readonly timeline: readonly TimelineEvent[];
  readonly appointment: Appointment | undefined;
  readonly knowledge: Knowledge;
  readonly emergencyNumber: string;
  /** One voice for what several specialists worded; absent where no model was asked for it. */
  readonly together?: Interpretation<'coordinator'> | undefined;
  /** What became of the points that were taken along; absent where no visit was told of. */
  readonly lastVisit?: LastVisit | undefined;
}
