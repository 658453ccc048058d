import type { FoundBackup } from '../../db/backup-record.ts';
import type { ErasureView } from '../jobs/erase-person.ts';
import type { FoundJobs } from '../queue/remove-jobs.ts';

/** In plain words; a table that is not named here is told by its own name. */
const namesOfTables: Readonly<Record<string, string>> = {
  raw_document: 'documents of sources, every version',
  check_in: 'check-ins, every version',
  profile_entry: 'profile entries, every version',
  series_block: 'years of daily values',
  oura_connection: 'connection to Oura, with its tokens',
  oura_authorisation: 'consents to Oura begun',
  sync_mark: 'marks of what was fetched',
  webhook_event: 'announcements of Oura',
  round: 'rounds',
  round_step: 'steps of rounds',
  round_usage: 'accounts of what models took',
  finding_set: 'sets of findings',
  interpretation: 'interpretations',
  page: 'pages',
  model_answer: 'answers of models',
  contact: 'address for notices',
  notification: 'notices',
  announcement: 'decisions whether to tell',
  digest: 'digests of weeks',
  red_flag: 'red flags',
  share_link: 'links that were shared: dead at once',
  share_access: 'openings of shared links',
  push_subscription: 'browsers that are notified',
};

export function viewText({ person, rows, folder, files, jobs }: ErasureView): string {
  const begun = person.isKeyDestroyed
    ? `Erasing ${person.slug} was begun and broken off: the key is destroyed, nothing opens any more. What is left:`
    : `To be erased, for good, of ${person.slug}:`;
  const lines: [number, string][] = [
    ...[...rows].map(([table, count]): [number, string] => [count, namesOfTables[table] ?? table]),
    [files, `report files in ${folder}`],
    [
      jobs.jobs,
      `jobs in the queue${jobs.active > 0 ? ` (${jobs.active} running: they end without writing)` : ''}`,
    ],
    [jobs.schedules, 'schedules'],
  ];
  const counted = lines
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${String(count).padStart(9)}  ${name}`);
  const oura = rows.has('oura_connection') && !person.isKeyDestroyed ? [OURA_FIRST] : [];
  return `${[begun, ...counted, '        1  data key, without which none of it opens', ...oura].join('\n')}\n`;
}

const OURA_FIRST =
  'Before that Oura is asked to end the access that was given to rounds, as "rounds disconnect oura" does.';

export function erasedText(
  { person, rows, files }: ErasureView,
  left: FoundJobs,
  backups: readonly FoundBackup[],
): string {
  const count = [...rows.values()].reduce((sum, rows) => sum + rows, 0);
  return [
    `Erased: ${person.slug}. The data key was destroyed first, then ${count} rows, ${files} report files and what the queue had.`,
    ...(left.active > 0
      ? [`${left.active} jobs were still running: they find nobody and write nothing.`]
      : []),
    '',
    'What remains elsewhere, and until when:',
    ...backupLines(backups),
    '- Backups that were made by other means, or from another ROUNDS_HOME: rounds does not know of them.',
    ...(rows.has('oura_connection') || rows.has('raw_document') ? [OURA_KEEPS] : []),
    '- What was taken out (export-data, report --out, mails, prints): wherever it was put, until somebody deletes it.',
    '',
  ].join('\n');
}

const OURA_KEEPS =
  '- What a source itself keeps (Oura’s cloud, a phone): until it is deleted there. Oura: in its app, under the account.';

function backupLines(backups: readonly FoundBackup[]): string[] {
  const holding = backups.filter(({ state }) => state === 'holds');
  const uncertain = backups.filter(({ state }) => state === 'away' || state === 'unreadable');
  if (holding.length + uncertain.length === 0)
    return ['- Backups of "rounds backup": none made here holds this person.'];
  return [
    '- Backups of "rounds backup" hold the person together with the data key, wrapped by the master key: who has a',
    '  backup and the master key of its time can read it, and restoring it brings the person back.',
    ...holding.map(
      ({ path, madeAt }) => `    ${path}, of ${madeAt}: kept until you delete it; rounds deletes none`,
    ),
    ...uncertain.map(({ path, madeAt, state }) =>
      state === 'away'
        ? `    ${path}, of ${madeAt}: is not there any more, moved or deleted; look for it if it was moved`
        : `    ${path}, of ${madeAt}: does not open; it may hold the person, delete it`,
    ),
  ];
}
