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
export function notSeenLines(report: FindingsReport): string[] {
  return report.notSeen.map(({ kind, metrics, smallestDetectable, unit }) => {
    const named = metrics.map((slug) => metricOf(slug, report));
    const where = named.map(nameOf).join(' and ');
    const [only] = named;
    const isOwnUnit = only !== undefined && named.length === 1 && only.unit === unit;
    const reach = isOwnUnit
      ? size(only, smallestDetectable)
      : `${plain(smallestDetectable, smallestDetectable < 10 ? 2 : 0)} ${unit}`.trim();
    return `${kindWords[kind] ?? `Nothing of the kind “${kind}”`} was seen in ${where}; one smaller than ${reach} would not show in these records.`;
  });
}
