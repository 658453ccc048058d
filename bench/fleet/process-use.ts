import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the kernel's own clock does. */
const TICKS_PER_SECOND = 100;

/** CPU seconds of a process so far; with `family`, of its children as well, those that have ended included. */
export function cpuSecondsOf(pid: number, { family = false }: { family?: boolean } = {}): number {
  const own = ticksOf(pid);
  if (own === undefined) return 0;
  if (!family) return own.self / TICKS_PER_SECOND;
  const children = processes().map((other) => ticksOf(other));
  const alive = children.filter((ticks) => ticks?.parent === pid);
  const ticks = own.self + own.ended + alive.reduce((sum, child) => sum + (child?.self ?? 0), 0);
  return ticks / TICKS_PER_SECOND;
}

export function peakMegabytesOf(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function ticksOf(pid: number): { parent: number; self: number; ended: number } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets and may hold blanks: counted from behind it.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (place: number) => Number(fields[place - 3]);
  return { parent: at(4), self: at(14) + at(15), ended: at(16) + at(17) };
}
