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
const NOTICES_IN_A_WEEK = 3;
/** The last of them is kept for what matters more than one night that was unusual, or a point that went away. */
const MINOR_IN_A_WEEK = 2;
const WEEK_DAYS = 7;
/** So many nights without a reading are no longer an evening on which the ring was forgotten. */
const MISSING_NIGHTS = 3;
/** The usual range leaves out every fifth night; one is told that lies as far off as the recipe for repeated nights asks. */
const FAR_OFF_Z = 2.5;
const mainMetrics = ['totalSleep', 'hrv', 'restingHeartRate', 'temperatureDeviation'];

export const newsKinds = ['new-point', 'point-gone', 'unusual-night', 'connection', 'no-nights'] as const;
export type News = (typeof newsKinds)[number];

const minor: readonly News[] = ['unusual-night', 'point-gone'];

/** What was decided about one page: kept, so that whoever asks again is given the same answer. */
export interface Announcement {
  readonly isTold: boolean;
  readonly news: readonly News[];
  /** The main metrics that were far off, and to which side: nights that go on like it are no news. */
  readonly farOff: readonly string[];
  /** How the ring's cloud stood then: a broken connection is news once. */
  readonly connection: ConnectionState;
}

export interface ToldNight extends Pick<Announcement, 'farOff'> {
  readonly asOf: Day;
}

export interface NightOfNotice {
  readonly page: Page;
  readonly lastNight: readonly LastNight[];
  readonly connection: ConnectionState;
  /** The last page that was told of; undefined where there was none, or it is no longer kept. */
  readonly lastTold: { readonly page: Page; readonly connection: ConnectionState } | undefined;
  /** The nights before this one that were told of; those of the last seven days are enough. */
  readonly told: readonly ToldNight[];
  readonly daily: DailyChoice;
}

/** Pure: the same night, the same answer. */
export function decideAnnouncement(night: NightOfNotice): Announcement {
  const news = newsKinds.filter((kind) => rules[kind](night));
  const { connection, lastNight } = night;
  return { isTold: isTold(night, news), news, farOff: farOffIn(lastNight), connection };
}

function isTold(night: NightOfNotice, news: readonly News[]): boolean {
  if (night.daily !== 'changes') return night.daily === 'every-day';
  const isMinor = news.every((kind) => minor.includes(kind));
  const room = isMinor ? MINOR_IN_A_WEEK : NOTICES_IN_A_WEEK;
  return news.length > 0 && toldLately(night).length < room;
}

function toldLately({ told, page }: NightOfNotice): readonly ToldNight[] {
  const from = addDays(page.asOf, 1 - WEEK_DAYS);
  return told.filter(({ asOf }) => asOf >= from && asOf <= page.asOf);
}

/** A changed verdict of a goal belongs here as a rule of its own, once goals stand on the page. */
const rules: Readonly<Record<News, (night: NightOfNotice) => boolean>> = {
  'new-point': ({ page, lastTold }) => {
    const known = lastTold === undefined ? new Set<string>() : standingTopics(lastTold.page);
    return toldTopics(page).some((topics) => !topics.some((topic) => known.has(topic)));
  },
  'point-gone': ({ page, lastTold }) => {
    if (lastTold === undefined || !page.coverage.sufficient) return false;
    // A hint is enough to be there still: what lies at the edge would come and go every night.
    const known = new Set(page.findings.map(topicOf));
    return toldTopics(lastTold.page, isPassing).some((topics) => !topics.some((topic) => known.has(topic)));
  },
  'unusual-night': (night) => {
    const known = new Set(toldLately(night).flatMap(({ farOff }) => farOff));
    return farOffIn(night.lastNight).some((name) => !known.has(name));
  },
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

function farOffIn(lastNight: readonly LastNight[]): string[] {
  return lastNight.flatMap((reading) => {
    const { metric, usual } = reading;
    if (!mainMetrics.includes(metric) || usual === undefined || Math.abs(usual.z) < FAR_OFF_Z) return [];
    const standing = standingOf(reading);
    return standing === 'within' ? [] : [`${metric} ${standing}`];
  });
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
