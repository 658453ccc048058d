import type { QueryOf } from '../../src/domain/ask/query.ts';
import { dosePeriods } from '../../src/domain/dose-periods.ts';
import type { DoseTaken, Lab, Medication } from '../../src/domain/profile.ts';
import { nextAppointment } from '../../src/domain/profile-as-of.ts';
import { type Day, daysBetween } from '../../src/shared/day.ts';
import { capital, count, day, level, listed, nameOf, wasWord } from '../narrate/words.ts';
import { checkInLevelSlugs } from './topics.ts';
import {
  type AskWorld,
  daysAsked,
  metricIn,
  noSuchDays,
  plainSentence,
  spanWords,
  type Told,
} from './world.ts';

export function tellAppointment({ profile, asOf }: AskWorld): Told {
  const next = nextAppointment(profile, asOf);
  if (next === undefined)
    return { sentences: [plainSentence('No coming appointment is written down.')], limits: [] };
  const away = daysBetween(asOf, next.day);
  const when = away === 0 ? 'today' : away === 1 ? 'tomorrow' : `in ${count(away, 'day')}`;
  const time = next.time === undefined ? '' : ` at ${next.time}`;
  const specialty = next.specialty === undefined ? '' : ` (${next.specialty})`;
  const head = `The next appointment is on ${day(next.day, asOf)}${time}, ${when}, with ${next.clinician}${specialty}.`;
  const questions = next.questions.map((question) => plainSentence(`A question for it: “${question}”`));
  return { sentences: [plainSentence(head), ...questions], limits: [] };
}

export function tellMedications({ profile, asOf }: AskWorld): Told {
  const current = profile.medications.flatMap((medication) => currentWords(medication, asOf) ?? []);
  const sentences =
    current.length === 0
      ? [plainSentence('No medication is written down as being taken now.')]
      : current.map((words) => plainSentence(words));
  const log = doseLog(profile.adherence, asOf);
  return {
    sentences: log === undefined ? sentences : [...sentences, plainSentence(log)],
    limits: ['This is what the profile says, not what was in fact taken.'],
  };
}

const LOG_DAYS = 30;

/** What became of single doses, where a log of them is kept. */
function doseLog(adherence: readonly DoseTaken[], asOf: Day): string | undefined {
  const recent = adherence.filter(({ day: on }) => on <= asOf && daysBetween(on, asOf) < LOG_DAYS);
  if (recent.length === 0) return undefined;
  const kinds = (['taken', 'late', 'missed', 'extra'] as const).flatMap((kind) => {
    const number = recent.filter(({ taken }) => taken === kind).length;
    return number === 0 ? [] : [`${number} ${kind}`];
  });
  return `The log of doses of the last ${LOG_DAYS} days has ${listed(kinds)}.`;
}

function currentWords(medication: Medication, asOf: Day): string | undefined {
  const periods = dosePeriods(medication);
  const current = periods.findLast(({ from, to }) => from <= asOf && (to === undefined || to > asOf));
  if (current === undefined && medication.events.length > 0) return undefined;
  const parts = [
    ...(current?.dose === undefined ? [] : [current.dose]),
    ...(current?.time === undefined ? [] : [`at ${current.time}`]),
    ...(medication.asNeeded ? ['as needed'] : []),
    ...(current === undefined ? [] : [`since ${day(current.from, asOf)}`]),
  ];
  return `${medication.name}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}.`;
}

const MOST_RESULTS = 6;

function newestFirst(left: { readonly day: Day }, right: { readonly day: Day }): number {
  return daysBetween(left.day, right.day);
}

export function tellLabs({ analyte }: QueryOf<'labs'>, world: AskWorld): Told {
  const { profile, findAnalyte, asOf } = world;
  const identity = (name: string) => findAnalyte(name)?.name ?? name.toLowerCase();
  const results = profile.labs
    .filter((lab) => analyte === null || identity(lab.analyte) === identity(analyte))
    .sort(newestFirst);
  if (results.length === 0) {
    const text =
      analyte === null
        ? 'No laboratory result is written down.'
        : 'No result of this laboratory test is written down.';
    return { sentences: [plainSentence(text)], limits: [] };
  }
  const newest = analyte === null ? newestOfEach(results, identity) : results;
  const more = newest.length - MOST_RESULTS;
  return {
    sentences: newest.slice(0, MOST_RESULTS).map((lab) => plainSentence(labWords(lab, asOf))),
    limits: [
      ...(more > 0 ? [`${count(more, 'result')} more ${more === 1 ? 'is' : 'are'} not told here.`] : []),
      'The range is the one that the laboratory printed; what a result means is for the doctor to say.',
    ],
  };
}

function newestOfEach(results: readonly Lab[], identity: (name: string) => string): Lab[] {
  const seen = new Map<string, Lab>();
  for (const lab of results) {
    if (!seen.has(identity(lab.analyte))) seen.set(identity(lab.analyte), lab);
  }
  return [...seen.values()];
}

/** As it was printed: the value is neither rounded nor converted. */
function labWords({ analyte, value, comparator, unit, low, high, day: on }: Lab, asOf: Day): string {
  const range =
    low != null && high != null
      ? ` (printed range ${low} to ${high})`
      : low != null
        ? ` (printed range from ${low})`
        : high != null
          ? ` (printed range up to ${high})`
          : '';
  return `${headed(analyte)} was ${comparator ?? ''}${value}${unit === '' ? '' : ` ${unit}`} on ${day(on, asOf)}${range}.`;
}

/** "eGFR" and "pH" are written as they are: with a capital they are something else. */
function headed(analyte: string): string {
  return /^[a-z]+[A-Z]/.test(analyte) ? analyte : capital(analyte);
}

const MOST_QUOTED = 7;

export function tellCheckIns({ period }: QueryOf<'check-ins'>, world: AskWorld): Told {
  const span = daysAsked(period, undefined, world);
  if (span === undefined) return noSuchDays(period);
  const within = world.checkIns.filter(({ day: on }) => on >= span.from && on <= span.to).sort(newestFirst);
  const when = spanWords(span, world.asOf, 'morning');
  if (within.length === 0) return { sentences: [plainSentence(`There is no check-in ${when}.`)], limits: [] };
  const quoted = within.flatMap(({ day: on, symptoms, notes, reporter }) =>
    [symptoms, notes]
      .filter((text) => text !== '')
      .map((text) => {
        const by = reporter === 'self' ? '' : ', by the caregiver';
        return plainSentence(`${day(on, world.asOf)}${by}: “${text.replaceAll(/\s+/g, ' ')}”`);
      }),
  );
  const days = new Set(within.map(({ day: on }) => on)).size;
  const head = plainSentence(
    `There are check-ins of ${count(days, 'day')} ${when}${quoted.length === 0 ? ', without any words' : ''}.`,
  );
  const more = quoted.length - MOST_QUOTED;
  return {
    sentences: [head, ...scoreSentences(span, world), ...quoted.slice(0, MOST_QUOTED)],
    limits: more > 0 ? [`${count(more, 'note')} more ${more === 1 ? 'is' : 'are'} not told here.`] : [],
  };
}

function scoreSentences(span: { from: Day; to: Day }, world: AskWorld) {
  return checkInLevelSlugs.flatMap((slug) => {
    const metric = metricIn(world, slug);
    const { observed, mean } = world.numbers.figures(slug, span);
    if (observed.length === 0) return [];
    const text = `${capital(nameOf(metric))} ${wasWord(metric)} ${level(metric, mean)} on average (${count(observed.length, 'morning')}).`;
    return [{ text, metrics: [slug], from: span.from, to: span.to, n: observed.length, findings: [] }];
  });
}

export function tellCoverage({ period }: QueryOf<'coverage'>, world: AskWorld): Told {
  const parts = [
    { slug: 'totalSleep', what: 'nights' },
    { slug: 'steps', what: 'days of activity' },
    { slug: 'mood', what: 'check-ins' },
  ];
  const sentences = parts.flatMap(({ slug, what }) => {
    const metric = metricIn(world, slug);
    const span = daysAsked(period, metric, world);
    if (span === undefined) return [];
    const { observed, expected } = world.numbers.figures(slug, span);
    const when = spanWords(span, world.asOf, 'day');
    const text = `${capital(what)} ${when}: ${observed.length} of ${expected} are there.`;
    return [{ text, metrics: [slug], from: span.from, to: span.to, n: observed.length, findings: [] }];
  });
  return sentences.length === 0 ? noSuchDays(period) : { sentences, limits: [] };
}
