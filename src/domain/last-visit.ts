import { addDays, type Day, daysBetween, spellDay } from '../shared/day.ts';
import type { Finding } from './finding.ts';
import type { Page } from './page.ts';
import type { Appointment, Profile, Visit } from './profile.ts';
import { claimedFindings, topicOf } from './topic.ts';

/** What became of one matter at the newest visit that spoke of it. */
export interface PointOutcome {
  readonly day: Day;
  readonly outcome: Visit['points'][number]['outcome'];
  readonly useful: boolean | undefined;
  /** How large it was on the page that was taken along, in its own unit; undefined where that is not known. */
  readonly size: number | undefined;
}

/** What a round remembers of the visits before it. */
export interface LastVisit {
  readonly visit: Visit;
  /** What the page that was taken to it told. */
  readonly pageTopics: ReadonlySet<string>;
  /** By topic, of all the visits that are remembered. */
  readonly outcomes: ReadonlyMap<string, PointOutcome>;
}

export interface TakenAlong {
  readonly visit: Visit;
  /** The page that was taken to it. */
  readonly page: Page | undefined;
}

/** Undefined where no visit was told of. */
export function lastVisitOf(taken: readonly TakenAlong[]): LastVisit | undefined {
  const inOrder = [...taken].sort((left, right) => daysBetween(right.visit.day, left.visit.day));
  const last = inOrder.at(-1);
  if (last === undefined) return undefined;
  const outcomes = new Map<string, PointOutcome>();
  for (const { visit, page } of inOrder) {
    const sizes = sizesOn(page);
    for (const { topics, outcome, useful } of visit.points) {
      for (const topic of topics)
        outcomes.set(topic, { day: visit.day, outcome, useful, size: sizes.get(topic) });
    }
  }
  return { visit: last.visit, pageTopics: new Set(sizesOn(last.page).keys()), outcomes };
}

function sizesOn(page: Page | undefined): Map<string, number | undefined> {
  const sizes = new Map<string, number | undefined>();
  for (const finding of page?.points.flatMap((point) => claimedFindings(page, point)) ?? []) {
    const topic = topicOf(finding);
    const known = sizes.get(topic);
    const size = sizeOf(finding);
    sizes.set(topic, known === undefined || size === undefined ? (known ?? size) : Math.max(known, size));
  }
  return sizes;
}

/**
 * How much there is of it, in its own unit: to be compared with a finding of the same topic and of no other. Undefined
 * where it is there or not and nothing about it can grow: of a lab link, a disagreement, a chain, a red flag.
 */
export function sizeOf(finding: Finding): number | undefined {
  switch (finding.kind) {
    case 'shift':
    case 'event-effect':
      return Math.abs(finding.difference);
    case 'drift':
      return Math.abs(finding.change);
    case 'deviation':
      return Math.abs(finding.z);
    case 'link':
      return Math.abs(finding.slope);
    case 'rule':
      return Math.abs(finding.effectSize);
    default:
      return undefined;
  }
}

const CLOSED = 'Closed at the visit on ';

/** Why a story is left out that visits closed, by the newest of them. */
export function closedReason(visit: Day): string {
  return `${CLOSED}${spellDay(visit)}.`;
}

export function isClosedReason(reason: string): boolean {
  return reason.startsWith(CLOSED);
}

/** Whether a page was made when what the visit of a day closed had been told already: it is missing there. */
export function isAfterTelling({ leftOut }: Pick<Page, 'leftOut'>, visit: Day): boolean {
  return leftOut.some(({ reason }) => reason === closedReason(visit));
}

/** How long after an appointment it is asked what came of it. */
const ASKED_FOR_DAYS = 14;
/** Visits are told under the day on which they were, appointments under the one that was planned. */
const SAME_VISIT_DAYS = 3;

/** The last appointment that has passed without a word of what came of it. */
export function appointmentToTell(profile: Profile, today: Day): Appointment | undefined {
  const first = addDays(today, -ASKED_FOR_DAYS);
  return profile.appointments
    .filter(({ day }) => day >= first && day < today)
    .filter((appointment) => !profile.visits.some((visit) => isOf(visit, appointment)))
    .sort((left, right) => daysBetween(left.day, right.day))
    .at(0);
}

function isOf(visit: Visit, { day, clinician }: Appointment): boolean {
  if (visit.day === day) return true;
  const isNear = Math.abs(daysBetween(visit.day, day)) <= SAME_VISIT_DAYS;
  return isNear && visit.clinician.toLowerCase() === clinician.toLowerCase();
}
