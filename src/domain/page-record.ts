import type { Day } from '../shared/day.ts';
import type { Reporter } from './check-in.ts';
import type { DosePeriod } from './dose-periods.ts';
import type { GoalProgress } from './goal-progress.ts';
import type { Allergy, Condition, Lab } from './profile.ts';

/** What a page shows of the record as it is: counted and ordered, judged by no test. */
export interface PageRecord {
  /** As the person chose to be named; where they did not, the page is about the name they go by here. */
  readonly name?: string | undefined;
  readonly preparedBy?: string | undefined;
  /** On how many days of the window each answered; a day both answered counts for both. */
  readonly checkInDays: readonly { readonly reporter: Reporter; readonly days: number }[];
  /** Within the window: another ring, another time zone. */
  readonly changes: readonly RecordChange[];
  /** The person's own middle 80 % of each metric that a finding of the page or a strip is about. */
  readonly usual: readonly UsualRange[];
  readonly conditions: readonly Condition[];
  readonly allergies: readonly Allergy[];
  readonly medicines: readonly PageMedicine[];
  readonly symptoms: SymptomsAndFunction;
  readonly labs: readonly PageLab[];
  readonly goals: readonly GoalProgress[];
}

export interface RecordChange {
  readonly day: Day;
  readonly kind: 'device' | 'timezone';
  readonly label: string;
}

/** From the days before the change where there was one; `values` is how many it rests on. */
export interface UsualRange {
  readonly metric: string;
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly values: number;
}

export interface PageMedicine {
  readonly name: string;
  readonly asNeeded: boolean;
  /** Those that reach into the window, oldest first; before them `since` is when the medicine was first taken. */
  readonly periods: readonly DosePeriod[];
  readonly since: Day | undefined;
  /** Of the log of doses within the window; absent where none is kept. */
  readonly doses?: { readonly taken: number; readonly missed: number; readonly late: number } | undefined;
}

export interface SymptomsAndFunction {
  /** The last 14 days beside the person's own usual of the days before. */
  readonly scores: readonly ScoreSummary[];
  /** What was written on mornings, most days first, in the words of the one who wrote it. */
  readonly told: readonly ToldSymptom[];
}

export interface ScoreSummary {
  readonly metric: string;
  readonly median: number;
  readonly days: number;
  readonly usual: UsualRange | undefined;
}

export interface ToldSymptom {
  readonly text: string;
  readonly days: number;
  readonly first: Day;
  readonly last: Day;
  readonly reporters: readonly Reporter[];
}

export interface PageLab extends Lab {
  /** Against the range the laboratory gave; absent where it gave none or the result is no plain number. */
  readonly range?: 'low' | 'within' | 'high' | undefined;
  /** The newest one before of the same analyte in the same unit. */
  readonly previous?: Pick<Lab, 'day' | 'value'> | undefined;
}
