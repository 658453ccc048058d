import { bytesText, durationText } from '../quantities.ts';
import { type Check, checksOf } from './check.ts';
import type { Facts } from './facts.ts';

const { ok, warning, problem } = checksOf('Machine');

const GIGABYTE = 1e9;
const HARDLY_ANY = 100e6;
/** Beyond that, tokens are taken for valid that are not, and a record may seem to come from tomorrow. */
const CLOCK_TOLERANCE_MS = 5_000;

export function checkMachine(facts: Facts): Check[] {
  return [checkNode(facts), ...checkSpace(facts), ...checkClocks(facts)];
}

function checkNode({ machine }: Facts): Check {
  const [major = 0, minor = 0] = machine.nodeVersion.split('.').map(Number);
  const isNew = major > 20 || (major === 20 && minor >= 19);
  return isNew
    ? ok('Node.js', machine.nodeVersion)
    : problem('Node.js', machine.nodeVersion, 'Install 20.19 or newer.');
}

/** A SQLite database needs room for its log, and for a backup beside it. */
function checkSpace({ machine: { freeBytes }, database, databaseKind }: Facts): Check[] {
  if (freeBytes === undefined) return [];
  const size = database.state === 'seen' && databaseKind === 'sqlite' ? database.seen.bytes : 0;
  const beside = size > 0 ? `, the database has ${bytesText(size)}` : '';
  const found = `${bytesText(freeBytes)} free${beside}`;
  if (freeBytes < HARDLY_ANY) return [problem('Disk', found, 'Make room: what arrives cannot be kept.')];
  if (freeBytes < Math.max(GIGABYTE, 3 * size)) {
    return [warning('Disk', found, 'Make room: 1 GB and three times the database should be free.')];
  }
  return [ok('Disk', found)];
}

function checkClocks({ at, machine, database }: Facts): Check[] {
  const checks: Check[] = [];
  const seen = database.state === 'seen' ? database.seen : undefined;
  const others = [
    ['the data directory', machine.diskClockAheadMs],
    ['PostgreSQL', seen?.clockAheadMs],
  ] as const;
  for (const [whose, ahead] of others) {
    if (ahead === undefined) continue;
    const found = `${durationText(ahead)} ${ahead > 0 ? 'behind' : 'ahead of'} the clock of ${whose}`;
    if (Math.abs(ahead) > CLOCK_TOLERANCE_MS) {
      checks.push(warning('Clock', found, 'Let both machines set their clocks from the network (NTP).'));
    }
  }
  const newest = Date.parse(seen?.content?.newestRecordAt ?? '');
  if (newest - at.getTime() > CLOCK_TOLERANCE_MS) {
    const found = `the newest record is from ${durationText(newest - at.getTime())} ahead`;
    checks.push(problem('Clock', found, 'This clock is late, or was early: set it before the next round.'));
  }
  return checks.length > 0 ? checks : [ok('Clock', `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`)];
}
