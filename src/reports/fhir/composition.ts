import type { Page } from '../../domain/page.ts';
import { speakablePoints } from '../../domain/topic.ts';
import { ORIGIN, preambleOf, titleOf } from '../view/header.ts';
import { counted } from '../view/plain-text.ts';
import type { DailyObservation } from './daily-observations.ts';
import {
  type Coding,
  coding,
  concept,
  type Element,
  type Entry,
  referenceTo,
  someOf,
  words,
} from './element.ts';
import { type LabEntries, labLine } from './labs.ts';
import { medicationLines } from './medications.ts';
import { isVitalSign } from './metric-codes.ts';
import { narrative } from './narrative.ts';
import { problemLine } from './problems.ts';
import { type Cast, type Scene, subjectOf } from './scene.ts';
import { LOINC, own } from './systems.ts';

export interface Contents {
  readonly findings: readonly Entry[];
  readonly medications: readonly Entry[];
  readonly allergies: readonly Entry[];
  readonly conditions: readonly Entry[];
  readonly labs: LabEntries;
  readonly daily: readonly DailyObservation[];
}

export function compositionOf(scene: Scene, cast: Cast, contents: Contents): Entry {
  const { page } = scene.dossier;
  return scene.entry(['composition'], {
    resourceType: 'Composition',
    text: narrative([titleOf(page), ...preambleOf(page), coverageLine(page)]),
    status: 'final',
    type: concept(
      'Personal health monitoring report',
      coding(LOINC, '53576-5', 'Personal health monitoring report Document'),
    ),
    subject: subjectOf(cast),
    date: page.asOf,
    author: [referenceTo(cast.software), referenceTo(cast.preparer ?? cast.patient)],
    title: words(titleOf(page)),
    event: [{ period: { start: page.window.from, end: page.window.to } }],
    section: [
      ...spokenSections(page, contents),
      ...recordSections(scene, contents),
      ...dailySections(contents),
    ],
  });
}

function coverageLine({ coverage }: Page): string {
  const counts = `Nights used: ${coverage.nightsUsed} of ${coverage.nightsExpected} expected. Check-ins: ${coverage.checkInsUsed}.`;
  return coverage.sufficient ? counts : `Not enough data to tell what is usual. ${counts}`;
}

interface SectionParts {
  readonly title: string;
  readonly code: Coding;
  readonly paragraphs?: readonly string[];
  readonly items?: readonly string[];
  readonly entries?: readonly Entry[];
}

function sectionOf({ title, code, paragraphs = [], items = [], entries = [] }: SectionParts): Element {
  return {
    title,
    code: concept(title, code),
    text: narrative([title, ...paragraphs], items),
    entry: someOf(entries.map(referenceTo)),
  };
}

const ownSection = (name: string): Coding => coding(own('section'), name);
const loinc = (code: string): Coding => coding(LOINC, code);
const withSome = (parts: SectionParts): Element[] =>
  (parts.items ?? []).length + (parts.entries ?? []).length === 0 ? [] : [sectionOf(parts)];

function spokenSections(page: Page, { findings }: Contents): Element[] {
  const points = speakablePoints(page);
  return [
    ...withSome({ title: 'Questions of the person', code: ownSection('questions'), items: page.questions }),
    ...withSome({
      title: 'Points to raise',
      code: ownSection('points'),
      paragraphs: ['Differences and patterns are associations in one person, not proof of cause.'],
      items: points.map(({ text, question }) => `${text} ${question}`),
      entries: findings,
    }),
  ];
}

const NOTHING = 'Nothing is recorded here; that does not say that there is nothing.';

function recordSections({ dossier: { profile } }: Scene, contents: Contents): Element[] {
  const { medications, allergies, conditions, labs } = contents;
  const asTold = (items: readonly string[]) => [items.length === 0 ? NOTHING : 'As told by the person.'];
  const section = (title: string, code: string, items: readonly string[], entries: readonly Entry[]) =>
    sectionOf({ title, code: loinc(code), paragraphs: asTold(items), items, entries });
  const reactions = profile.allergies.map(({ name, reaction, since }) =>
    problemLine({ name: reaction === undefined ? name : `${name} (${reaction})`, since }),
  );
  return [
    section('Medication summary', '10160-0', profile.medications.flatMap(medicationLines), medications),
    section('Allergies and intolerances', '48765-2', reactions, allergies),
    section('Problem list', '11450-4', profile.conditions.map(problemLine), conditions),
    ...(labs.results.length === 0
      ? []
      : [section('Results', '30954-2', profile.labs.map(labLine), [...labs.reports, ...labs.results])]),
  ];
}

function dailySections({ daily }: Contents): Element[] {
  const isOf = (name: string) =>
    daily.filter(({ rows }) => rows.every(({ metric }) => groupOf(metric) === name));
  const section = (title: string, code: Coding, observations: readonly DailyObservation[]) =>
    withSome({
      title,
      code,
      paragraphs: [ORIGIN],
      items: countsOf(observations),
      entries: observations.map(({ entry }) => entry),
    });
  return [
    ...section('Vital signs', loinc('8716-3'), isOf('vital')),
    ...section('Daily values', ownSection('daily-values'), isOf('daily')),
    ...section('Check-ins', ownSection('check-ins'), isOf('check-in')),
  ];
}

function groupOf(metric: DailyObservation['rows'][number]['metric']): 'vital' | 'check-in' | 'daily' {
  if (isVitalSign(metric)) return 'vital';
  return metric.span === 'check-in' ? 'check-in' : 'daily';
}

function countsOf(observations: readonly DailyObservation[]): string[] {
  const rows = observations.flatMap((one) => one.rows);
  const labels = new Map(rows.map(({ metric }) => [metric.slug, metric.label]));
  return [...labels].map(([slug, label]) => {
    const days = rows.filter(({ metric }) => metric.slug === slug).map(({ day }) => day);
    return `${label}: ${counted(days.length, 'day')}, ${days[0]} to ${days.at(-1)}`;
  });
}
