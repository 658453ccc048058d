import type { FindingsReport } from '../../src/domain/finding.ts';
import { metricOf, nameOf, plain, size } from '../narrate/words.ts';

const kindWords: Readonly<Record<string, string>> = {
  shift: 'No lasting change',
  drift: 'No slow change',
  link: 'No lasting link',
  rule: 'No rule',
  chain: 'No chain',
  'event-effect': 'No change after the event',
  'lab-link': 'No link with the laboratory value',
};

/** Silence is told with its reach: what is not seen may still be there when it is small. */
export function notSeenLines(notSeen: FindingsReport['notSeen']): string[] {
  return notSeen.map(({ kind, metrics, smallestDetectable, unit }) => {
    const where = metrics.map(nameOf).join(' and ');
    const [only] = metrics;
    const isOwnUnit = only !== undefined && metrics.length === 1 && metricOf(only).unit === unit;
    const reach = isOwnUnit
      ? size(only, smallestDetectable)
      : `${plain(smallestDetectable, smallestDetectable < 10 ? 2 : 0)} ${unit}`.trim();
    return `${kindWords[kind] ?? `Nothing of the kind “${kind}”`} was seen in ${where}; one smaller than ${reach} would not show in these records.`;
  });
}
