import type { Finding } from '../../src/domain/finding.ts';
import type { Scene } from './scene.ts';
import { capital, count, day } from './words.ts';

/** What is told of the entry that a time of the cycle is counted from; other entries have no day that would say anything. */
const beginnings: Readonly<Record<string, string>> = {
  'cycle-period-start': 'the last period began',
  'cycle-pregnancy-start': 'a pregnancy began',
  'cycle-hormones-start': 'hormones were begun',
};

/** Whether a day of the cycle is told beside it; the other times of life ask other questions. */
export function isInCycle({ events }: Finding): boolean {
  return events.some(({ kind }) => kind === 'cycle-period-start');
}

/** "The last period began on 2 March, 19 days before." */
export function cycleSentence({ kind, events }: Finding, { asOf }: Scene): string {
  const entry = events.find((event) => beginnings[event.kind] !== undefined);
  if (entry === undefined) return '';
  const what = capital(beginnings[entry.kind] ?? '');
  const on = day(entry.day, asOf);
  if (entry.daysBefore === 0) return `${what} on that day, ${on}.`;
  return `${what} on ${on}, ${count(entry.daysBefore, 'day')} before${kind === 'deviation' ? '' : ' the change began'}.`;
}
