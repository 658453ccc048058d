import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RoundsError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/json.ts';
import { processStartMark } from './process-mark.ts';

const HEARTBEAT_MS = 5_000;
/** How long a sign of life counts when the process itself cannot be looked up. */
const SILENCE_MS = 20_000;

export interface DirectoryLock {
  release(): Promise<void>;
}

/** Written into a ticket. `pid` 0 says that the owner gave the directory back. */
interface Ticket {
  readonly pid: number;
  readonly host: string;
  readonly startMark: string | undefined;
}

/**
 * One process owns the directory. Tickets are numbered files: the highest number is the owner, and a number can be
 * created only once, so two processes that both find a dead owner cannot both take its place. Whoever created a
 * number looks again: if a higher one has appeared meanwhile, its own is void.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true });
  for (;;) {
    const highest = await highestTicket(directory);
    if (highest > 0) await refuseIfAlive(directory, highest);
    const mine = highest + 1;
    if (!(await createTicket(directory, mine))) continue;
    if ((await highestTicket(directory)) !== mine) {
      await rm(join(directory, String(mine)), { force: true });
      continue;
    }
    await removeOlder(directory, mine);
    return hold(join(directory, String(mine)));
  }
}

function hold(path: string): DirectoryLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    release: async () => {
      clearInterval(heartbeat);
      // Not removed: the number must never be given out a second time.
      await writeFile(path, JSON.stringify({ pid: 0, host: hostname(), startMark: undefined }));
    },
  };
}

async function refuseIfAlive(directory: string, number: number): Promise<void> {
  const path = join(directory, String(number));
  const ticket = await readTicket(path);
  if (ticket === 'gone' || !(await isAlive(path, ticket))) return;
  const holder = ticket === 'unreadable' ? '' : ` (process ${ticket.pid} on ${ticket.host})`;
  throw new RoundsError(
    `Another rounds process${holder} holds this data directory. Stop it first, or use its pages or commands, or choose another directory with ROUNDS_HOME.`,
    { code: 'locked' },
  );
}

async function isAlive(path: string, ticket: Ticket | 'unreadable'): Promise<boolean> {
  if (ticket === 'unreadable') return touchedWithin(path, HEARTBEAT_MS);
  if (ticket.pid === 0) return false;
  // A container that shares the volume has process numbers of its own: only the heartbeat speaks for it.
  if (ticket.host !== hostname()) return touchedWithin(path, SILENCE_MS);
  if (!processExists(ticket.pid)) return false;
  const mark = await processStartMark(ticket.pid);
  if (mark === undefined || ticket.startMark === undefined) return touchedWithin(path, SILENCE_MS);
  return mark === ticket.startMark;
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isRecord(error) && error.code === 'EPERM';
  }
}

async function createTicket(directory: string, number: number): Promise<boolean> {
  const ticket: Ticket = {
    pid: process.pid,
    host: hostname(),
    startMark: await processStartMark(process.pid),
  };
  try {
    await writeFile(join(directory, String(number)), JSON.stringify(ticket), { flag: 'wx' });
    return true;
  } catch (error) {
    if (isRecord(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readTicket(path: string): Promise<Ticket | 'unreadable' | 'gone'> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isRecord(value) || typeof value.pid !== 'number') return 'unreadable';
    const { pid, host, startMark } = value;
    return {
      pid,
      host: typeof host === 'string' ? host : '',
      startMark: typeof startMark === 'string' ? startMark : undefined,
    };
  } catch (error) {
    return isRecord(error) && error.code === 'ENOENT' ? 'gone' : 'unreadable';
  }
}

async function touchedWithin(path: string, milliseconds: number): Promise<boolean> {
  const entry = await stat(path).catch(() => undefined);
  return entry !== undefined && Date.now() - entry.mtimeMs < milliseconds;
}

async function ticketNumbers(directory: string): Promise<number[]> {
  const names = await readdir(directory);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

async function highestTicket(directory: string): Promise<number> {
  return Math.max(0, ...(await ticketNumbers(directory)));
}

async function removeOlder(directory: string, mine: number): Promise<void> {
  const older = (await ticketNumbers(directory)).filter((number) => number < mine);
  await Promise.all(older.map((number) => rm(join(directory, String(number)), { force: true })));
}
