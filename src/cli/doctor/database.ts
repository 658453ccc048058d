import { bytesText, peopleText } from '../quantities.ts';
import { type Check, checksOf } from './check.ts';
import type { Facts } from './facts.ts';

const { ok, warning, problem } = checksOf('Database');

const titles = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const;

export function checkDatabase({ database, databaseKind }: Facts): Check[] {
  const name = titles[databaseKind];
  if (database.state === 'absent') return [warning(name, 'not there yet', 'Make it: rounds init')];
  if (database.state === 'failed') {
    const setting =
      databaseKind === 'sqlite' ? 'Restore a backup into another ROUNDS_HOME.' : 'Check DATABASE_URL.';
    return [problem(name, database.reason, setting)];
  }
  const { bytes, version, quickCheck, content } = database.seen;
  const people = content ? `, ${peopleText(content.slugs.length)}` : '';
  const checks = [ok(name, `answers, ${bytesText(bytes)}${people}`), versions[version]];
  if (quickCheck === 'ok') checks.push(ok('File', 'whole'));
  else if (quickCheck !== undefined) {
    checks.push(problem('File', 'damaged', 'Stop rounds, keep the file, and restore the newest backup.'));
  }
  return checks;
}

const versions: Record<'current' | 'older' | 'newer', Check> = {
  current: ok('Tables', 'of this version'),
  older: warning(
    'Tables',
    'of an older version',
    'Take a backup; the next command that uses the data updates them.',
  ),
  newer: problem('Tables', 'of a newer version', 'Use the version that wrote them, or a later one.'),
};
