import { Command } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import { compareFindings, type FindingsChange } from '../../domain/compare-findings.ts';
import { reanalysisSlot, startReanalysis } from '../../jobs/reanalyse-day.ts';
import type { Day } from '../../shared/day.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { personOption, rangeOption } from '../options.ts';

interface DayChange extends FindingsChange {
  readonly day: Day;
  /** Why there is nothing to compare. */
  readonly note?: string;
}

const LOOK_MS = 250;
const NO_ROUND = 'no round was run for this day';

export function reanalyzeCommand(tools: CliTools): Command {
  return new Command('reanalyze')
    .description(
      'look at past days again with the data and the rules of today, and show what is seen differently',
    )
    .addOption(personOption())
    .addOption(rangeOption('--from', 'the first day').makeOptionMandatory())
    .addOption(rangeOption('--to', 'the last day').makeOptionMandatory())
    .option('--json', 'print the differences as JSON')
    .action(async (options: { person: string; from: Day; to: Day; json?: true }) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      const queue = await app.queue();
      const { runId, days } = await startReanalysis({ queue }, person, options.from, options.to);
      await app.work({ queues: ['analysis'] });
      await untilLookedAt(tools, app, person, runId, days.length);
      const changes: DayChange[] = [];
      for (const day of days) changes.push(await changeOf(app, person, runId, day));
      tools.print(
        options.json ? `${JSON.stringify({ run: runId, days: changes }, null, 2)}\n` : told(changes),
      );
    });
}

async function untilLookedAt(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  runId: string,
  count: number,
): Promise<void> {
  let shown = -1;
  for (;;) {
    const rounds = await app.rounds.listBySlot(person, reanalysisSlot(runId));
    const ended = rounds.filter(({ state }) => state !== 'running').length;
    if (ended !== shown && (tools.isTerminal || ended === count))
      tools.note(`${tools.isTerminal ? '\r' : ''}Looked at ${ended} of ${count} days again.`);
    shown = ended;
    if (ended === count) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  tools.note('\n');
}

async function changeOf(app: AppHandle, person: Person, runId: string, day: Day): Promise<DayChange> {
  const nothing = { day, added: [], gone: [], regraded: [] };
  const [again] = await app.rounds.listBySlot(person, reanalysisSlot(runId, day));
  if (again?.state !== 'done') return { ...nothing, note: again?.reason ?? 'could not be analysed' };
  const before = await app.findings.findStanding(person, day);
  if (before === undefined) return { ...nothing, note: NO_ROUND };
  const after = await app.findings.find(person, again.id);
  return { day, ...compareFindings(before.report.findings, after?.report.findings ?? []) };
}

function told(changes: readonly DayChange[]): string {
  const days = changes.flatMap((change) => {
    const lines = linesOf(change);
    return lines.length === 0 ? [] : [`${change.day}\n${lines.join('\n')}\n`];
  });
  const unknown = changes.filter(({ note }) => note === NO_ROUND).length;
  const rest = changes.length - unknown;
  return [
    ...(days.length > 0
      ? [...days, '+ seen now and not then · - seen then and not now · ~ another grade\n']
      : []),
    ...(days.length === 0 && rest > 0 ? ['Every day is seen as it was seen then.\n'] : []),
    ...(unknown > 0
      ? [`No round was run for ${unknown} of ${changes.length} days: nothing to compare them with.\n`]
      : []),
  ].join('\n');
}

function linesOf({ note, added, gone, regraded }: DayChange): string[] {
  return [
    ...(note === undefined || note === NO_ROUND ? [] : [`  ${note}`]),
    ...added.map(({ grade, summary }) => `  + [${grade}] ${summary}`),
    ...gone.map(({ grade, summary }) => `  - [${grade}] ${summary}`),
    ...regraded.map(({ finding, before }) => `  ~ [${before} → ${finding.grade}] ${finding.summary}`),
  ];
}
