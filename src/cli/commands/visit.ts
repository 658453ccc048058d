import { Command, Option } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import type { Naming } from '../../domain/metric.ts';
import type { Profile, Visit } from '../../domain/profile.ts';
import { type VisitPoint, visitPoints } from '../../domain/visit-points.ts';
import { pageTakenTo } from '../../jobs/memory-of.ts';
import { type RecordedVisit, recordVisit } from '../../jobs/record-visit.ts';
import { type Day, dayInZone, isDay } from '../../shared/day.ts';
import { InputError, NotFoundError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/json.ts';
import type { AppHandle, CliTools } from '../app-handle.ts';
import { exitCodes } from '../exit-code.ts';
import { dayOption, personOption, placesArgument } from '../options.ts';
import { visitDetails, visitHead } from '../profile-entry-line.ts';
import { indented } from '../profile-listing.ts';
import { redFlagLines, tellWhetherSettled } from '../tell-red-flags.ts';
import { type VisitFlags, visitFlagNames, visitFromFlags } from '../visit-options.ts';

interface Options extends VisitFlags {
  readonly person: string;
  readonly day?: Day;
  readonly clinician?: string;
  readonly add?: true;
  readonly list?: true;
  readonly points?: true;
  readonly json?: true;
}

export function visitCommand(tools: CliTools, finish: (code: number) => void): Command {
  const places = (flag: string, what: string) =>
    new Option(`${flag} <numbers>`, what).argParser(placesArgument);
  return new Command('visit')
    .description('tell what came of a visit: what was said and agreed, which points are closed or kept')
    .addOption(personOption())
    .addOption(dayOption('the day of the visit (default: the last appointment that has passed)'))
    .option('--clinician <name>', 'whom it was with, where there was no appointment')
    .option('--said <text>', 'what was said')
    .option(
      '--agreed <changes...>',
      'what was agreed, each as "2026-03-25: walk in the evening [sleepEfficiency, hrv]"',
    )
    .addOption(places('--closed', 'points that are done with, by their numbers: 1,3'))
    .addOption(places('--kept', 'points to look at again'))
    .addOption(places('--useful', 'points that were of use'))
    .addOption(places('--not-useful', 'points that were of none'))
    .addOption(new Option('--add', 'take it in as JSON from standard input').conflicts([...visitFlagNames]))
    .addOption(new Option('--points', 'print the points that were taken along, with their numbers'))
    .addOption(
      new Option('--list', 'print the visits that were told of').conflicts([
        ...visitFlagNames,
        'add',
        'points',
      ]),
    )
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nWithout options it asks. Told again for the same day and clinician it takes the place of what was told before.\nIn "--agreed" the day it holds from and the metrics it is meant for may be left out; "rounds days" shows their names.\n',
    )
    .action(async (options: Options) => {
      await using app = await tools.openApp();
      const person = await app.people.get(options.person);
      if (options.list) return listVisits(tools, await app.profiles.get(person), options.json);
      const kept = await tellOrShow(tools, app, person, options);
      if (kept === 'broken off') {
        tools.note('Broken off: nothing was kept.\n');
        finish(exitCodes.refused);
      } else if (kept !== undefined) await tellKept(tools, kept, options.json);
    });
}

/** Undefined: it was only to be shown. */
async function tellOrShow(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  options: Options,
): Promise<RecordedVisit | 'broken off' | undefined> {
  const told = options.add ? await readVisit(tools) : undefined;
  const day = options.day ?? dayIn(told);
  const clinician = options.clinician ?? (typeof told?.clinician === 'string' ? told.clinician : undefined);
  const before = visitMeant(
    await app.profiles.get(person),
    { day, clinician },
    dayInZone(app.clock.now(), person.timezone),
  );
  const page = await pageTakenTo(app, person, before.day);
  const points = page === undefined ? [] : visitPoints(page);
  if (options.points) {
    tools.print(options.json ? asJson(points) : numbered(points, tools.columns));
    return undefined;
  }
  if (told !== undefined)
    return recordVisit(app, person, before.day, { clinician: before.clinician, ...told });
  const isFlagged = visitFlagNames.some((name) => options[name] !== undefined);
  const visit = isFlagged
    ? visitFromFlags(before, points, options)
    : await askAt(tools, before, points, { customMetrics: page?.customMetrics });
  return visit === undefined ? 'broken off' : recordVisit(app, person, before.day, visit);
}

/** What must not wait is told before all else; a program that reads the answer hears of it on both outputs. */
async function tellKept(
  tools: CliTools,
  { visit, alarm }: RecordedVisit,
  json: true | undefined,
): Promise<void> {
  const redFlags = redFlagLines(alarm);
  if (json) {
    tools.note(redFlags);
    const noticeFailed = await alarm.settled;
    tools.print(asJson({ ...visit, redFlags: alarm.flags, noticeFailed }));
    return;
  }
  tools.print(`${redFlags}${lines(visit, tools.columns)}Kept.\n`);
  await tellWhetherSettled(tools, [alarm]);
}

/** What was told of it already, or the beginning of it: by its day, else the last appointment up to today. */
function visitMeant(
  profile: Profile,
  { day, clinician }: { readonly day: Day | undefined; readonly clinician: string | undefined },
  today: Day,
): Visit {
  const latestFirst = [...profile.appointments].sort((left, right) => (left.day < right.day ? 1 : -1));
  const appointment = latestFirst.find((one) => (day === undefined ? one.day <= today : one.day === day));
  const known = profile.visits.filter((visit) => visit.day === (day ?? appointment?.day));
  const whom = clinician ?? appointment?.clinician ?? known[0]?.clinician;
  const on = day ?? appointment?.day ?? (clinician === undefined ? undefined : today);
  if (on === undefined)
    throw new InputError(
      'No appointment has passed. Say when the visit was and with whom: --day, --clinician.',
    );
  if (whom === undefined)
    throw new InputError('There was no appointment on this day. Say whom the visit was with: --clinician.');
  const before = known.find((visit) => visit.clinician.toLowerCase() === whom.toLowerCase());
  return before ?? { day: on, clinician: whom, agreed: [], points: [] };
}

async function readVisit(tools: CliTools): Promise<Record<string, unknown>> {
  if (tools.terminal !== undefined) tools.note('Write or paste the visit as JSON and end it with Ctrl-D.\n');
  let told: unknown;
  try {
    told = JSON.parse(new TextDecoder().decode(await tools.readInput()));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isRecord(told)) return told;
  throw new InputError('Standard input is not a visit as JSON: an object with said, agreed and points.');
}

function dayIn(told: Record<string, unknown> | undefined): Day | undefined {
  return typeof told?.day === 'string' && isDay(told.day) ? told.day : undefined;
}

/** Loaded when somebody is there to be asked. */
async function askAt({ terminal }: CliTools, before: Visit, points: readonly VisitPoint[], naming: Naming) {
  if (terminal === undefined) {
    throw new InputError(
      'There is no terminal to ask at. Give it as options (--said, --agreed, --closed, --kept) or as JSON with --add.',
    );
  }
  const { askForVisit } = await import('../visit-prompt.ts');
  return askForVisit(terminal, before, points, naming);
}

function listVisits(tools: CliTools, { visits }: Profile, json: true | undefined): void {
  if (json) {
    tools.print(asJson(visits));
    return;
  }
  if (visits.length === 0) throw new NotFoundError('No visit was told of yet.');
  const newestFirst = [...visits].sort((left, right) => (left.day < right.day ? 1 : -1));
  tools.print(newestFirst.map((visit) => lines(visit, tools.columns)).join('\n'));
}

function lines(visit: Visit, width: number): string {
  const all = [
    ...indented(visitHead(visit), 0, width),
    ...visitDetails(visit).flatMap((line) => indented(line, 2, width)),
  ];
  return `${all.join('\n')}\n`;
}

function numbered(points: readonly VisitPoint[], width: number): string {
  if (points.length === 0) return 'No page was taken along.\n';
  return `${points.flatMap(({ text }, index) => indented(`${index + 1}. ${text}`, 0, width)).join('\n')}\n`;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
