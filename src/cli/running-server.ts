import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord } from '../shared/json.ts';

/** Where a server that holds the data directory can be asked, for commands that find it held. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
}

const pathIn = (home: string) => join(home, 'server.json');

export function noteRunningServer(home: string, url: string): void {
  const note: RunningServer = { url: reachable(url), pid: process.pid };
  // A file of another mode that a killed server left behind would keep its mode.
  rmSync(pathIn(home), { force: true });
  writeFileSync(pathIn(home), `${JSON.stringify(note)}\n`, { mode: 0o600 });
}

/** Only what this process wrote: another one may have taken its place. */
export function forgetRunningServer(home: string): void {
  if (findRunningServer(home)?.pid === process.pid) rmSync(pathIn(home), { force: true });
}

export function findRunningServer(home: string): RunningServer | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(pathIn(home), 'utf8'));
    if (!isRecord(note) || typeof note.url !== 'string' || typeof note.pid !== 'number') return undefined;
    return { url: note.url, pid: note.pid };
  } catch {
    return undefined;
  }
}

/** "Every address" is none that one can go to. */
function reachable(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
}
