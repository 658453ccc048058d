import type { AnnouncementStore } from '../../db/stores/announcement-store.ts';
import type { ContactStore } from '../../db/stores/contact-store.ts';
import type { FindingStore } from '../../db/stores/finding-store.ts';
import type { OuraConnectionStore } from '../../db/stores/oura-connection-store.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { Round } from '../../db/stores/round-store.ts';
import { preferencesOf } from '../domain/contact.ts';
import { decideAnnouncement, type NightOfNotice } from '../domain/silence.ts';

export interface AnnounceDependencies {
  readonly announcements: AnnouncementStore;
  readonly contacts: ContactStore;
  readonly connections: OuraConnectionStore;
  readonly findings: FindingStore;
  readonly pages: PageStore;
}

/**
 * Whether the page of a night is worth a notice. Decided once a round, and kept: a job that runs again, or a page that is
 * put together anew, finds what was decided and neither tells twice nor of a night that was let pass.
 */
export async function isWorthTelling(
  dependencies: AnnounceDependencies,
  person: Person,
  round: Round,
): Promise<boolean> {
  const { announcements, pages } = dependencies;
  const decided = await announcements.find(person, round.id);
  if (decided !== undefined) return decided.isTold;
  const page = await pages.find(person, round.id);
  if (page === undefined) return false;
  const night = await nightOf(dependencies, person, round, page);
  return (await announcements.insert(person, round, decideAnnouncement(night))).isTold;
}

async function nightOf(
  { announcements, contacts, connections, findings, pages }: AnnounceDependencies,
  person: Person,
  { id, asOf }: Round,
  page: NightOfNotice['page'],
): Promise<NightOfNotice> {
  const [told, contact, connection, set] = await Promise.all([
    announcements.listTold(person, asOf),
    contacts.find(person),
    connections.find(person),
    findings.find(person, id),
  ]);
  const [last] = told;
  const lastPage = last && (await pages.find(person, last.roundId));
  return {
    page,
    lastNight: set?.report.lastNight ?? [],
    connection: connection?.state ?? 'none',
    lastTold: last && lastPage && { page: lastPage, connection: last.connection },
    told,
    daily: preferencesOf(contact).daily,
  };
}
