import type { Finding } from '../../domain/finding.ts';
import type { Naming } from '../../domain/metric.ts';
import { type FindingNumbers, type FindingWords, findingParts } from '../data/finding-row.ts';
import type { Cell } from './table.ts';

interface Column {
  readonly name: string;
  of(finding: Finding): Cell;
}

/** The columns are the same for every page, and each holds one type: a number, a day or words. */
export function findingColumns(naming: Naming, told: ReadonlySet<string>): readonly Column[] {
  const column = (name: string, of: Column['of']): Column => ({ name, of });
  const own = (name: 'id' | 'kind' | 'grade' | 'from' | 'to' | 'summary'): Column =>
    column(name, (finding) => finding[name]);
  const number = (name: keyof FindingNumbers | 'n' | 'p' | 'q'): Column =>
    column(name, (finding) =>
      name === 'n' || name === 'p' || name === 'q'
        ? (finding[name] ?? undefined)
        : findingParts(finding, naming).numbers[name],
    );
  const word = (name: keyof FindingWords): Column =>
    column(name, (finding) => findingParts(finding, naming).words[name]);
  return [
    own('id'),
    own('kind'),
    own('grade'),
    column('told', ({ id }) => told.has(id)),
    column('metrics', ({ metrics }) => metrics.join('; ')),
    column('direction', ({ direction }) => direction ?? undefined),
    own('from'),
    own('to'),
    ...(['onset', 'onset_from', 'onset_to'] as const).map(word),
    ...(['usual_low', 'usual_high', 'before', 'before_n', 'now', 'now_n'] as const).map(number),
    ...(['difference', 'difference_low', 'difference_high', 'difference_sd', 'per_week'] as const).map(
      number,
    ),
    word('unit'),
    ...(['n', 'p', 'q'] as const).map(number),
    ...(['cause', 'comparator'] as const).map(word),
    number('threshold'),
    ...(['threshold_unit', 'effect'] as const).map(word),
    number('lag_days'),
    ...(['r', 'r_low', 'r_high', 'slope'] as const).map(number),
    word('slope_unit'),
    ...(['hits', 'total', 'rate', 'base_rate'] as const).map(number),
    ...(['path', 'event_day', 'event_kind', 'analyte', 'lab_day'] as const).map(word),
    number('window_days'),
    ...(['urgency', 'seen'] as const).map(word),
    column('events', ({ events }) =>
      events.map(({ day, kind, daysBefore }) => `${day} ${kind} (${daysBefore} days before)`).join('; '),
    ),
    column('limits', ({ limits }) => limits.join('; ')),
    own('summary'),
  ];
}
