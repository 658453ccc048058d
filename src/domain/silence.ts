import { addDays, type Day, daysBetween } from '../shared/day.ts';
import type { ConnectionState } from './connection.ts';
import type { DailyChoice } from './contact.ts';
import type { LastNight } from './finding.ts';
import type { Page } from './page.ts';
import { claimedFindings, isPassing, speakablePoints, standingTopics, topicOf } from './topic.ts';
import { standingOf } from './usual.ts';

/**
 * The silence budget: when the page of a night is worth a notice. A quiet night says nothing; a night with news says
 * so, three times in seven days at most. Red flags, the pack for an appointment and the week are told besides.
 */
export const NOTICES_IN_A_WEEK = 3;
const WEEK_DAYS = 7;
/** So many nights without a reading are no longer an evening on which the ring was forgotten. */
const MISSING_NIGHTS = 3;
/** The usual range leaves out every fifth night; one is told that lies as far off as the recipe for repeated nights asks. */
const FAR_OFF_Z = 2.5;
const mainMetrics = ['totalSleep', 'hrv', 'restingHeartRate', 'temperatureDeviation'];

export const newsKinds = ['new-point', 'point-gone', 'unusual-night', 'connection', 'no-nights'] as const;
export type News = (typeof newsKinds)[number];

/** What was decided about one page: kept, so that whoever asks again is given the same answer. */
export interface Announcement {
  readonly isTold: boolean;
  readonly news: readonly News[];
  /** How the ring's cloud stood then: a broken connection is news once. */
  readonly connection: ConnectionState;
}

export interface NightOfNotice {
  readonly page: Page;
  readonly lastNight: readonly LastNight[];
  readonly connection: ConnectionState;
  /** The last page that was told of; undefined where there was none, or it is no longer kept. */
  readonly lastTold: { readonly page: Page; readonly connection: ConnectionState } | undefined;
  /** The days of all pages of nights that were told of. */
  readonly toldDays: readonly Day[];
  readonly daily: DailyChoice;
}

/** Pure: the same night, the same answer. */
export function decideAnnouncement(night: NightOfNotice): Announcement {
  const news = newsKinds.filter((kind) => rules[kind](night));
  return { isTold: isTold(night, news), news, connection: night.connection };
}

function isTold({ daily, page, toldDays }: NightOfNotice, news: readonly News[]): boolean {
  if (daily !== 'changes') return daily === 'every-day';
  const from = addDays(page.asOf, 1 - WEEK_DAYS);
  const told = toldDays.filter((day) => day >= from && day <= page.asOf);
  return news.length > 0 && told.length < NOTICES_IN_A_WEEK;
}

/** A changed verdict of a goal belongs here as a rule of its own, once goals stand on the page. */
const rules: Readonly<Record<News, (night: NightOfNotice) => boolean>> = {
  'new-point': ({ page, lastTold }) => {
    const known = lastTold === undefined ? new Set<string>() : standingTopics(lastTold.page);
    return toldTopics(page).some((topics) => !topics.some((topic) => known.has(topic)));
  },
  'point-gone': ({ page, lastTold }) => {
    if (lastTold === undefined || !page.coverage.sufficient) return false;
    const known = standingTopics(page);
    return toldTopics(lastTold.page, isPassing).some((topics) => !topics.some((topic) => known.has(topic)));
  },
  'unusual-night': ({ lastNight }) => lastNight.some(isFarOff),
  connection: ({ connection, lastTold }) =>
    needsPerson(connection) && connection !== (lastTold?.connection ?? 'connected'),
  'no-nights': ({ page, lastTold }) =>
    isWithoutNights(page) && (lastTold === undefined || !isWithoutNights(lastTold.page)),
};

/** By point; one that rests on no finding is about nothing that could be new. */
function toldTopics(page: Page, isLeftOut: typeof isPassing = () => false): string[][] {
  return speakablePoints(page)
    .map((point) => claimedFindings(page, point))
    .map((findings) => findings.filter((finding) => !isLeftOut(finding)).map(topicOf))
    .filter((topics) => topics.length > 0);
}

function isFarOff(reading: LastNight): boolean {
  if (!mainMetrics.includes(reading.metric) || reading.usual === undefined) return false;
  return standingOf(reading) !== 'within' && Math.abs(reading.usual.z) >= FAR_OFF_Z;
}

/** Where the person has to do something before any more data come. */
export function needsPerson(connection: ConnectionState): connection is 'reconnect' | 'refused' {
  return connection === 'reconnect' || connection === 'refused';
}

/** Of somebody who has nights at all: whoever only answers in the morning misses none. */
function isWithoutNights({ coverage, asOf }: Page): boolean {
  return coverage.nightsUsed > 0 && missingNights(coverage.missing, asOf) >= MISSING_NIGHTS;
}

/** Nights without a reading up to this day, the last of them included. */
function missingNights(missing: Page['coverage']['missing'], asOf: Day): number {
  const last = missing.find(({ from, to }) => from <= asOf && to >= asOf);
  return last === undefined ? 0 : daysBetween(last.from as Day, asOf) + 1;
}
