import { adviceNow } from '../domain/red-flags/advice.ts';
import type { RaisedFlag } from '../domain/red-flags/raised-flag.ts';
import { spellDay } from '../shared/day.ts';
import type { CliTools } from './app-handle.ts';
import { onOneLine } from './one-line.ts';

type Raised = { readonly flags: readonly RaisedFlag[]; readonly emergencyNumber: string };
type Settling = { readonly settled: Promise<string | undefined> };

/** What to do first, why second; readable without colour, and before anything else that a command says. */
export function redFlagLines({ flags, emergencyNumber }: Raised): string {
  const lines = flags.map(({ urgency, message, seen, day }) => {
    const what = `Seen on ${spellDay(day, { year: true })}: ${onOneLine(seen)}`;
    return `${adviceNow(urgency, emergencyNumber)}\n${message}\n${what}\n`;
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** A flag that meets several files is told once. */
export function gathered(alarms: readonly Raised[]): readonly Raised[] {
  const told = new Set<string>();
  return alarms.map(({ flags, emergencyNumber }) => ({
    emergencyNumber,
    flags: flags.filter(({ rule, day }) => {
      const key = `${rule} ${day}`;
      const isNew = !told.has(key);
      told.add(key);
      return isNew;
    }),
  }));
}

/** To be awaited after the words above are out: it may take as long as a mail does. */
export async function tellWhetherSettled(
  tools: Pick<CliTools, 'note'>,
  alarms: readonly Settling[],
): Promise<void> {
  const failures = new Set(await Promise.all(alarms.map(({ settled }) => settled)));
  for (const failure of failures)
    if (failure !== undefined) tools.note(`The notice of this could not be sent or kept: ${failure}\n`);
}
