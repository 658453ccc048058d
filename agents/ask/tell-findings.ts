import type { QueryOf } from '../../src/domain/ask/query.ts';
import type { Finding, Grade } from '../../src/domain/finding.ts';
import { speakablePoints } from '../../src/domain/topic.ts';
import { addDays, type Day } from '../../src/shared/day.ts';
import { count, day, listed, nameOf } from '../narrate/words.ts';
import { NO_CAUSE } from './limits.ts';
import { tellCompare } from './tell-numbers.ts';
import { type AskWorld, daysAsked, metricIn, noSuchDays, plainSentence, type Told } from './world.ts';

export const MOST_FINDINGS = 5;
const gradeWords: Record<Grade, string> = {
  replicated: 'seen more than once',
  established: 'well supported',
  watch: 'only a hint so far',
};
const order: Record<Grade, number> = { replicated: 0, established: 1, watch: 2 };

export function tellFindings({ metrics }: QueryOf<'findings'>, world: AskWorld): Told {
  const about = findingsOn(metrics, world);
  if (about.length === 0) {
    const where =
      metrics.length === 0 ? '' : ` in ${listed(metrics.map((slug) => nameOf(metricIn(world, slug))))}`;
    const text = `Nothing stands out${where} as of ${day(world.asOf, world.asOf)}.`;
    return {
      sentences: [plainSentence(text)],
      limits: [...tooLittle(world), 'What is small does not show in such records.'],
    };
  }
  return {
    sentences: about.slice(0, MOST_FINDINGS).map(told),
    limits: [...tooLittle(world), ...moreThan(about), NO_CAUSE],
  };
}

export function tellTrend({ metric: slug, period }: QueryOf<'trend'>, world: AskWorld): Told {
  const metric = metricIn(world, slug);
  const span = daysAsked(period, metric, world);
  if (span === undefined) return noSuchDays(period);
  const length = world.numbers.figures(slug, span).expected;
  const before = { kind: 'days' as const, from: addDays(span.from, -length), to: addDays(span.from, -1) };
  const within = { kind: 'days' as const, from: span.from, to: span.to };
  const compared = tellCompare({ kind: 'compare', metric: slug, period: within, against: before }, world);
  const changes = findingsOn([slug], world).filter(
    ({ kind }) => kind === 'shift' || kind === 'drift' || kind === 'event-effect',
  );
  // Nothing is found where nothing could be looked for.
  const none = world.report.coverage.sufficient
    ? [
        plainSentence(
          `The analysis found no lasting change in ${nameOf(metric)} as of ${day(world.asOf, world.asOf)}.`,
        ),
      ]
    : [];
  return {
    sentences: [
      ...(changes.length > 0 ? changes.slice(0, MOST_FINDINGS).map(told) : none),
      ...compared.sentences,
    ],
    limits: [...tooLittle(world), ...compared.limits, ...moreThan(changes)],
  };
}

/** What was written down for the doctor, as it stands on the page. */
export function tellPage({ page, asOf }: AskWorld): Told {
  const points = page === undefined ? [] : speakablePoints(page);
  if (page === undefined || points.length === 0) {
    return { sentences: [plainSentence('There are no talking points yet; a round makes them.')], limits: [] };
  }
  return {
    sentences: points.map(({ text, question, claims }) =>
      plainSentence(`${text} To ask: ${question}`, claims),
    ),
    limits: page.asOf === asOf ? [] : [`These are the talking points of ${day(page.asOf, asOf)}.`],
  };
}

/** The surest first; what is urgent has its place before everything else. */
function findingsOn(metrics: readonly string[], { report }: AskWorld): Finding[] {
  return report.findings
    .filter(
      (finding) =>
        finding.kind !== 'red-flag' &&
        (metrics.length === 0 || finding.metrics.some((metric) => metrics.includes(metric))),
    )
    .sort((left, right) => order[left.grade] - order[right.grade]);
}

export function told({ id, summary, grade, metrics, from, to, n }: Finding) {
  const text = `${summary.replace(/\.$/, '')} (${gradeWords[grade]}).`;
  return { text, metrics, from: from as Day, to: to as Day, n, findings: [id] };
}

export function moreThan(findings: readonly Finding[]): string[] {
  const more = findings.length - MOST_FINDINGS;
  return more > 0 ? [`${count(more, 'finding')} more ${more === 1 ? 'is' : 'are'} not told here.`] : [];
}

export function tooLittle({ report }: AskWorld): string[] {
  const { nightsUsed, nightsExpected, sufficient } = report.coverage;
  return sufficient
    ? []
    : [`Only ${nightsUsed} of ${count(nightsExpected, 'night')} have values: too few to find patterns in.`];
}
