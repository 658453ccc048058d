import type { Day } from '../shared/day.ts';
import type { Finding } from './finding.ts';
import type { GoalProgress } from './goal-progress.ts';
import type { WeekMoves } from './mover.ts';
import type { Page, PageAppointment, PagePoint, RoundPage } from './page.ts';
import { claimedFindings, isChangeTopic, speakablePoints, standingTopics, topicOf } from './topic.ts';
import type { Week } from './week.ts';

/** What a week brought. Every sentence stands word for word on a page, as a point or as the summary of a finding. */
export interface Digest {
  readonly schema: 'rounds.digest/1';
  readonly person: string;
  /** As the person chose to be named. */
  readonly name?: string | undefined;
  readonly timezone: string;
  readonly week: Week;
  readonly pages: readonly { readonly roundId: string; readonly asOf: Day }[];
  /** The day of the last page before the week; absent where there is none that had enough data to compare with. */
  readonly comparedWith?: Day | undefined;
  /** Whether the week's last page had enough data to say what is still there and what is not. */
  readonly isSufficient: boolean;
  /** The days of the week whose night, whose morning's answers, are there. */
  readonly seen: { readonly nights: readonly Day[]; readonly checkIns: readonly Day[] };
  /** Absent on those that were made before there was such a comparison. */
  readonly moved?: WeekMoves | undefined;
  /** As the last page of the week tells them. */
  readonly goals?: readonly GoalProgress[] | undefined;
  readonly fresh: readonly DigestPoint[];
  readonly standing: readonly DigestPoint[];
  /** New beside what was there before, in a point that tells of both. */
  readonly joined: readonly DigestLine[];
  /** Still found, and no longer among the points that had room. */
  readonly untold: readonly DigestLine[];
  readonly gone: readonly DigestLine[];
  /** Told on a day of the week, neither before it nor at its end. */
  readonly passed: readonly DigestLine[];
  readonly appointment?: Omit<PageAppointment, 'daysAway'> | undefined;
  /** The person's own, for that appointment. */
  readonly questions: readonly string[];
  /** Of where the person lives. */
  readonly emergencyNumber?: string | undefined;
  readonly wording: Page['wording'];
  readonly version: string;
  readonly dataHash: string;
}

/** Where a sentence stands. */
interface DigestSource {
  readonly roundId: string;
  readonly asOf: Day;
  readonly findings: readonly string[];
}

export interface DigestLine {
  readonly text: string;
  readonly isUrgent: boolean;
  readonly source: DigestSource;
}

export interface DigestPoint extends DigestLine, Pick<PagePoint, 'question' | 'confidence'> {
  /** The first day of the week on which it was told. */
  readonly firstTold: Day;
}

export interface DigestInput {
  readonly week: Week;
  /** Of the week, in the order of their days. */
  readonly pages: readonly RoundPage[];
  readonly before: RoundPage | undefined;
  readonly seen: Digest['seen'];
  readonly moved?: WeekMoves;
}

/** Pure. No page in the week, no digest. */
export function digestOf({ week, pages, before, seen, moved }: DigestInput): Digest | undefined {
  const last = pages.at(-1);
  if (last === undefined) return undefined;
  const { page } = last;
  const isSufficient = page.coverage.sufficient;
  const compared = before?.page.coverage.sufficient ? before : undefined;
  const changes = changesBetween(compared, pages, last);
  const appointment =
    page.appointment !== undefined && page.appointment.day > week.to ? page.appointment : undefined;
  return {
    schema: 'rounds.digest/1',
    person: page.person,
    ...(page.record?.name === undefined ? {} : { name: page.record.name }),
    timezone: page.timezone,
    week,
    pages: pages.map(({ roundId, page: { asOf } }) => ({ roundId, asOf })),
    comparedWith: compared?.page.asOf,
    isSufficient,
    seen,
    moved,
    ...(page.record === undefined || page.record.goals.length === 0 ? {} : { goals: page.record.goals }),
    ...(isSufficient ? changes : onlyUrgent(changes)),
    appointment: appointment && withoutDistance(appointment),
    questions: appointment === undefined ? [] : page.questions,
    emergencyNumber: page.emergencyNumber,
    wording: wordingOf([...pages, ...(compared === undefined ? [] : [compared])]),
    version: page.version,
    dataHash: page.dataHash,
  };
}

type Changes = Pick<Digest, 'fresh' | 'standing' | 'joined' | 'untold' | 'gone' | 'passed'>;

/** A point as a page tells it, with what it is about. */
interface Told {
  readonly from: RoundPage;
  readonly point: PagePoint;
  readonly findings: readonly Finding[];
  readonly topics: readonly string[];
}

function changesBetween(
  before: RoundPage | undefined,
  pages: readonly RoundPage[],
  last: RoundPage,
): Changes {
  const then = before === undefined ? [] : toldOn(before);
  const now = toldOn(last);
  const knownThen = before === undefined ? new Set<string>() : standingTopics(before.page);
  const knownNow = standingTopics(last.page);
  const toldNow = new Set(now.flatMap(({ topics }) => topics));
  const [standing, fresh] = split(now, ({ topics }) => topics.some((topic) => knownThen.has(topic)));
  const [kept, gone] = split(then, ({ topics }) => topics.some((topic) => knownNow.has(topic)));
  const outOfRoom = kept.filter(({ topics }) => !topics.some((topic) => toldNow.has(topic)));
  return {
    fresh: fresh.map((told) => pointOf(told, pages)),
    standing: standing.map((told) => pointOf(told, pages)),
    joined: standing.flatMap((told) => changesOutside(told, knownThen)),
    untold: outOfRoom.flatMap(({ topics }) => lineOfTopic(last, topics)),
    gone: [...gone.map(lineOf), ...kept.flatMap((told) => changesOutside(told, knownNow))],
    passed: passedBy(pages.slice(0, -1), new Set([...knownThen, ...knownNow])),
  };
}

function toldOn(from: RoundPage): Told[] {
  return speakablePoints(from.page).map((point) => {
    const findings = claimedFindings(from.page, point);
    return { from, point, findings, topics: findings.map(topicOf) };
  });
}

/** Newest words first: what was told on several days is told once. */
function passedBy(pages: readonly RoundPage[], known: Set<string>): DigestLine[] {
  const lines: DigestLine[] = [];
  for (const told of pages.toReversed().flatMap(toldOn)) {
    if (!told.topics.some((topic) => known.has(topic))) lines.push(lineOf(told));
    for (const topic of told.topics) known.add(topic);
  }
  return lines.toReversed();
}

function lineOf({ from, point }: Told): DigestLine {
  return {
    text: point.text,
    isUrgent: point.section === 'urgent',
    source: { roundId: from.roundId, asOf: from.page.asOf, findings: point.claims },
  };
}

function pointOf(told: Told, pages: readonly RoundPage[]): DigestPoint {
  const { question, confidence } = told.point;
  const first = pages.find((page) =>
    toldOn(page).some(({ topics }) => topics.some((topic) => told.topics.includes(topic))),
  );
  return { ...lineOf(told), question, confidence, firstTold: (first ?? told.from).page.asOf };
}

/** The changes within a point that the other page does not know, each in the words of its finding. */
function changesOutside({ from, findings }: Told, known: ReadonlySet<string>): DigestLine[] {
  const lines = new Map<string, DigestLine>();
  for (const finding of findings.filter(isChangeTopic)) {
    const topic = topicOf(finding);
    if (!known.has(topic) && !lines.has(topic)) lines.set(topic, summaryLine(from, finding));
  }
  return [...lines.values()];
}

function lineOfTopic(from: RoundPage, topics: readonly string[]): DigestLine[] {
  const finding = from.page.findings.find((candidate) => topics.includes(topicOf(candidate)));
  return finding === undefined ? [] : [summaryLine(from, finding)];
}

function summaryLine({ roundId, page }: RoundPage, { id, summary }: Finding): DigestLine {
  return { text: summary, isUrgent: false, source: { roundId, asOf: page.asOf, findings: [id] } };
}

/** Too little data hide what is there: that a thing is not found says nothing then. */
function onlyUrgent({ fresh, standing, passed }: Changes): Changes {
  const urgent = ({ isUrgent }: DigestLine) => isUrgent;
  return { fresh, standing, joined: [], untold: [], gone: [], passed: passed.filter(urgent) };
}

function withoutDistance({ day, time, clinician, specialty }: PageAppointment): Digest['appointment'] {
  return { day, time, clinician, specialty };
}

function wordingOf(pages: readonly RoundPage[]): Page['wording'] {
  const [first = 'rule-based', ...others] = new Set(pages.map(({ page }) => page.wording));
  return others.length > 0 ? 'mixed' : first;
}

function split<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
