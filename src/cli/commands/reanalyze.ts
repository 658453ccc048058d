import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import type { Person } from '../../../db/stores/person-store.ts';
import {
  type ChangeSpan,
  changeSpans,
  compareReadings,
  type ReadingChange,
} from '../../domain/compare-readings.ts';
import { reanalysisSlot, startReanalysis } from '../../jobs/reanalyse-day.ts';
import { type Day, daysBetween } from '../../shared/day.ts';
import { InputError } from '../../shared/errors.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { exitCodes } from '../exit-code.ts';
import { personOption, rangeOption } from '../options.ts';
import { spansText } from '../reanalysis-text.ts';

interface Options {
  readonly person: string;
  readonly from: Day;
  readonly to: Day;
  readonly findingsOnly?: true;
  readonly resume?: string;
  readonly yes?: true;
  readonly json?: true;
}

interface ReadDay {
  readonly day: Day;
  /** Undefined where there is nothing to compare. */
  readonly change: ReadingChange | undefined;
  readonly note?: string;
}

const LOOK_MS = 250;
const NO_ROUND = 'no round was run for this day';

export function reanalyzeCommand(tools: CliTools, finish: (code: number) => void): Command {
  return new Command('reanalyze')
    .description(
      'read past days again with the data, rules, prompts, models and profile of today, and show what is seen differently',
    )
    .addOption(personOption())
    .addOption(rangeOption('--from', 'the first day').makeOptionMandatory())
    .addOption(rangeOption('--to', 'the last day').makeOptionMandatory())
    .option('--findings-only', 'only what the numbers say: no specialist is asked for words')
    .addOption(new Option('--resume <run>', 'go on with a run that was broken off').argParser(runArgument))
    .option('--yes', 'ask models without asking first whether they may cost something')
    .option('--json', 'print the differences as JSON')
    .addHelpText(
      'after',
      '\nWhat was found and said then stays as it is; what is read now is kept beside it for 90 days.\n',
    )
    .action(async (options: Options) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      if (!(await mayAsk(tools, app, options))) {
        tools.note('Nothing was read again.\n');
        finish(exitCodes.refused);
        return;
      }
      const { findingsOnly = false, resume } = options;
      const queue = await app.queue();
      const { runId, days } = await startReanalysis({ ...app, queue }, person, options.from, options.to, {
        findingsOnly,
        ...(resume !== undefined && { resume }),
      });
      tools.note(`If this is broken off, it goes on with --resume ${runId}\n`);
      await app.work({ queues: ['agents'] });
      await untilRead(tools, app, person, runId, days);
      const read: ReadDay[] = [];
      for (const day of days) read.push(await differenceOf(app, person, runId, day));
      const spans = changeSpans(read);
      tools.print(
        options.json
          ? `${JSON.stringify({ run: runId, days: read.map(asJson), spans }, null, 2)}\n`
          : told(read, spans, tools.columns),
      );
    });
}

function runArgument(text: string): string {
  if (z.uuid().safeParse(text).success) return text;
  throw new InvalidArgumentError('A run is named as it was printed when it began.');
}

/** Models cost money, so it is said how often they may be asked before any is. */
async function mayAsk(tools: CliTools, { modelNames }: AppHandle, options: Options): Promise<boolean> {
  if (options.findingsOnly || modelNames.length === 0) return true;
  const days = daysBetween(options.from, options.to) + 1;
  const names = [...new Set(modelNames)].join(', ');
  tools.note(
    `Up to ${days} ${days === 1 ? 'day' : 'days'} × ${modelNames.length} ${modelNames.length === 1 ? 'specialist' : 'specialists'} may be asked of models (${names}). --findings-only asks none.\n`,
  );
  if (options.yes) return true;
  if (tools.terminal === undefined) {
    throw new InputError('There is no terminal to ask at. Add --yes to ask the models, or --findings-only.');
  }
  const { askWhether } = await import('../ask.ts');
  return askWhether(tools.terminal, 'Ask them?');
}

async function untilRead(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  runId: string,
  days: readonly Day[],
): Promise<void> {
  const count = days.length;
  let shown = -1;
  for (;;) {
    const rounds = await app.rounds.listBySlot(person, reanalysisSlot(runId));
    const ended = rounds.filter(({ state, asOf }) => state !== 'running' && days.includes(asOf)).length;
    if (ended !== shown && (tools.isTerminal || ended >= count))
      tools.note(`${tools.isTerminal ? '\r' : ''}Looked at ${ended} of ${count} days again.`);
    shown = ended;
    if (ended >= count) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  tools.note('\n');
}

async function differenceOf(app: AppHandle, person: Person, runId: string, day: Day): Promise<ReadDay> {
  const [again] = await app.rounds.listBySlot(person, reanalysisSlot(runId, day));
  if (again?.state !== 'done') return { day, change: undefined, note: again?.reason ?? 'could not be read' };
  const [then, pageThen, now, pageNow] = await Promise.all([
    app.findings.findStanding(person, day),
    app.pages.findLatest(person, day),
    app.findings.find(person, again.id),
    app.pages.find(person, again.id),
  ]);
  if (then === undefined) return { day, change: undefined, note: NO_ROUND };
  const before = { findings: then.report.findings, page: pageThen };
  return { day, change: compareReadings(before, { findings: now?.report.findings ?? [], page: pageNow }) };
}

function asJson({ day, note, change }: ReadDay): object {
  return { day, ...(note === undefined ? {} : { note }), ...change };
}

function told(read: readonly ReadDay[], spans: readonly ChangeSpan[], width: number): string {
  const unknown = read.filter(({ note }) => note === NO_ROUND).length;
  const failed = read.filter(({ note }) => note !== undefined && note !== NO_ROUND);
  const reworded = read.reduce((sum, { change }) => sum + (change?.reworded.length ?? 0), 0);
  const rest = read.length - unknown - failed.length;
  return [
    ...spansText(spans, width),
    ...(spans.length === 0 && rest > 0 ? ['Every day is seen as it was seen then.\n'] : []),
    ...(reworded > 0 ? [`Worded differently, on the same findings: ${reworded} (--json shows them).\n`] : []),
    ...failed.map(({ day, note }) => `${day}: ${note}\n`),
    ...(unknown > 0
      ? [`No round was run for ${unknown} of ${read.length} days: nothing to compare them with.\n`]
      : []),
  ].join('\n');
}
