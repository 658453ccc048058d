import type { FindingsReport } from '../../src/domain/finding.ts';
import type { KeyFactor } from '../../src/domain/recommendation.ts';
import { clearlyOut, deviationsOn, factorOf, type Witness } from './readings.ts';

/** What is out beside the signs that ask for rest: readings on either side, and what was found of this day. */
export function outOfUsual(report: FindingsReport, seen: readonly Witness[]): KeyFactor[] {
  const unwelcome = new Set(
    seen.flatMap(({ reading, isUnwelcome }) => (isUnwelcome ? [reading.metric] : [])),
  );
  const readings = clearlyOut(report.lastNight ?? []).filter(({ metric }) => !unwelcome.has(metric));
  const told = new Set([...unwelcome, ...readings.map(({ metric }) => metric)]);
  const found = deviationsOn(report.asOf, report.findings).filter(({ metric }) => !told.has(metric));
  return [
    ...readings.map((reading) => factorOf(reading, report)),
    ...found.map(({ id, summary }) => ({ text: summary, claims: [id] })),
  ];
}
