import type { CheckInRevision } from '../../../db/stores/check-in-store.ts';
import type { Person } from '../../../db/stores/person-store.ts';
import type { Snapshot } from '../../../db/stores/snapshots.ts';
import { answerNames, saysSomething } from '../../domain/check-in.ts';
import { withoutCredentials } from '../../domain/contact.ts';
import { profileEntryKinds, profileSingleKinds } from '../../domain/profile.ts';
import { csvLine } from '../../shared/csv.ts';
import { parseDay } from '../../shared/day.ts';
import { type ExportFile, jsonFile, textFile } from './export-file.ts';

const always = { from: parseDay('0001-01-01'), to: parseDay('9999-12-31') };

/** What the person said, and where they want to be told. */
export async function* recordFiles(snapshot: Snapshot, person: Person): AsyncGenerator<ExportFile> {
  yield* profileFiles(snapshot, person);
  yield* checkInFiles(await snapshot.checkIns.listRevisions(person));
  const contact = await snapshot.contacts.find(person);
  yield jsonFile(
    'contact.json',
    contact === undefined ? {} : withoutCredentials(contact),
    contact === undefined ? 0 : 1,
  );
  yield listOf('red-flags.json', 'redFlags', await snapshot.redFlags.list(person, always));
  const notifications = await snapshot.notifications.list(person);
  yield listOf(
    'notifications.json',
    'notifications',
    notifications.map(({ personId: _, ...notification }) => notification),
  );
  yield listOf('announcements.json', 'announcements', await snapshot.announcements.list(person));
  const links = await snapshot.shares.list(person);
  // Whether a link is open depends on the hour of the export.
  yield listOf(
    'shared-links.json',
    'links',
    links.map(({ state: _, ...link }) => link),
  );
  yield await connectionFile(snapshot, person);
}

function listOf(name: string, key: string, records: readonly unknown[]): ExportFile {
  return jsonFile(name, { [key]: records }, records.length);
}

async function* profileFiles(snapshot: Snapshot, person: Person): AsyncGenerator<ExportFile> {
  const profile = await snapshot.profiles.get(person);
  const parts = Object.values(profile).filter((part) => part !== undefined);
  const rows = parts.reduce((sum, part) => sum + (Array.isArray(part) ? part.length : 1), 0);
  yield jsonFile('profile.json', { timezone: person.timezone, ...profile }, rows);
  const versions = [];
  for (const kind of [...profileEntryKinds, ...profileSingleKinds]) {
    for (const version of await snapshot.profiles.history(person, kind)) versions.push({ kind, ...version });
  }
  yield listOf('profile-history.json', 'versions', versions);
}

/** Those in force in the two forms that can be taken in again; with what was said before in a file of its own. */
function* checkInFiles(revisions: readonly CheckInRevision[]): Generator<ExportFile> {
  const latest = new Map(revisions.map((one) => [`${one.day} ${one.reporter}`, one]));
  const inForce = [...latest.values()].filter(saysSomething);
  const told = inForce.map(({ revision: _, recordedAt: __, ...checkIn }) => checkIn);
  yield listOf('check-ins.json', 'checkIns', told);
  const names = ['day', 'reporter', ...answerNames] as const;
  const lines = told.map((checkIn) => names.map((name) => checkIn[name] ?? ''));
  yield textFile('check-ins.csv', [[...names], ...lines].map(csvLine).join(''), told.length);
  yield listOf('check-in-history.json', 'versions', revisions);
}

/** The tokens open the account at Oura: they stay here, whatever else is taken along. */
async function connectionFile(snapshot: Snapshot, person: Person): Promise<ExportFile> {
  const connection = await snapshot.connections.find(person);
  const marks = [...(await snapshot.syncMarks.list(person))].sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  const announcements = await snapshot.webhookEvents.list(person);
  const oura = connection && { state: connection.state, permissions: connection.tokens.scopes };
  return jsonFile(
    'connection.json',
    {
      oura: oura ?? null,
      fetched: marks.map(([collection, mark]) => ({ collection, ...mark })),
      announcements,
    },
    marks.length + announcements.length + (oura === undefined ? 0 : 1),
  );
}
