import type { AnnouncementStore } from '../../db/stores/announcement-store.ts';
import type { DigestStore } from '../../db/stores/digest-store.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { Telling } from '../../db/stores/notification-store.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { connectionWords } from '../domain/connection.ts';
import type { Page } from '../domain/page.ts';
import { needsPerson } from '../domain/silence.ts';
import { speakablePoints } from '../domain/topic.ts';
import { dailyLine } from '../reports/daily-line.ts';
import { moverLines } from '../reports/view/movers.ts';
import { parseDay } from '../shared/day.ts';

export interface NoticeLineStores {
  readonly announcements: AnnouncementStore;
  readonly digests: DigestStore;
  readonly findings: FindingStore;
  readonly pages: PageStore;
}

const MOST_POINTS = 3;

/**
 * What the text of a notice tells besides that there is something to read: of health only to somebody who wants it
 * there, and never of a red flag. It is read when it is sent and stands in no queue.
 */
export async function noticeLines(
  stores: NoticeLineStores,
  person: Person,
  { kind, about }: Pick<Telling, 'kind' | 'about'>,
  withValues: boolean,
): Promise<readonly string[]> {
  switch (kind) {
    case 'page':
      return [
        ...(withValues ? await linesOfNight(stores, person, about) : []),
        ...(await linesOfRing(stores, person, about)),
      ];
    case 'digest':
      return withValues ? linesOfWeek(stores, person, about) : [];
    case 'appointment':
      return withValues ? linesOfPack(await stores.pages.find(person, about)) : [];
    case 'red-flag':
      return [];
  }
}

async function linesOfNight({ findings }: NoticeLineStores, person: Person, roundId: string) {
  const set = await findings.find(person, roundId);
  const line = dailyLine(set?.report.lastNight ?? []);
  return line === undefined ? [] : [line];
}

/** No value: that the ring is not heard is told to everybody. */
async function linesOfRing({ announcements }: NoticeLineStores, person: Person, roundId: string) {
  const announcement = await announcements.find(person, roundId);
  if (announcement === undefined) return [];
  const { news, connection } = announcement;
  return [
    ...(news.includes('connection') && needsPerson(connection) ? [connectionWords[connection]] : []),
    ...(news.includes('no-nights') ? ['No night has come from the ring for several days.'] : []),
  ];
}

async function linesOfWeek({ digests }: NoticeLineStores, person: Person, sunday: string) {
  const digest = await digests.find(person, parseDay(sunday));
  if (digest?.moved === undefined || !digest.isSufficient) return [];
  return moverLines(digest.moved);
}

function linesOfPack(page: Page | undefined): readonly string[] {
  if (page?.appointment === undefined) return [];
  const points = speakablePoints(page).filter(({ section }) => section !== 'urgent');
  return [
    `For ${page.appointment.clinician}.`,
    ...points.slice(0, MOST_POINTS).map(({ text }) => `- ${text}`),
  ];
}
