import type { Finding } from '../../src/domain/finding.ts';
import type { PointFacts } from '../../src/domain/page.ts';
import { afterEvent } from '../narrate/events.ts';
import type { Scene } from '../narrate/scene.ts';
import { narrateFinding } from '../narrate/sentence.ts';
import { inOrder } from '../narrate/story.ts';
import {
  capital,
  count,
  day,
  dayRange,
  level,
  levels,
  metricOf,
  nameOf,
  plain,
  size,
  spanNoun,
} from '../narrate/words.ts';

/** What a story stands on, part by part, in the words of its leading finding: whoever worded the point, these are the same. */
export function factsOf(findings: readonly Finding[], scene: Scene): PointFacts {
  const [lead] = inOrder(findings);
  if (lead === undefined) throw new RangeError('A story needs at least one finding.');
  return { ...partsOf(lead, scene), sure: surenessOf(lead) };
}

type Parts = Omit<PointFacts, 'sure'>;

function partsOf(finding: Finding, scene: Scene): Parts {
  switch (finding.kind) {
    case 'shift': {
      const [first, last] = finding.onsetRange;
      const range = first === last ? '' : ` (likely ${dayRange(first, last, scene.asOf)})`;
      return {
        ...movedFrom(finding, scene),
        since: `about ${day(finding.onset, scene.asOf)}${range}`,
        ...precededBy(finding, finding.onset, scene),
      };
    }
    case 'event-effect': {
      const before = afterEvent(
        { ...finding, events: [{ ...finding.event, daysBefore: 0 }] },
        finding.event.day,
        scene,
      );
      return {
        ...movedFrom(finding, scene),
        since: day(finding.event.day, scene.asOf),
        ...(before === '' ? {} : { before: capital(before.slice(2)) }),
      };
    }
    case 'drift': {
      const metric = metricOf(finding.metric, scene);
      const verb = finding.change < 0 ? 'down' : 'up';
      return {
        changed: `${capital(nameOf(metric))}: ${verb} by ${size(metric, finding.change)}, little by little`,
        since: day(finding.from, scene.asOf),
        ...precededBy(finding, finding.from, scene),
      };
    }
    case 'deviation': {
      const metric = metricOf(finding.metric, scene);
      const { low, high, nights } = finding.baseline;
      return {
        changed: `${capital(nameOf(metric))}: ${level(metric, finding.value)}`,
        since: day(finding.from, scene.asOf),
        against: `usually ${level(metric, low)} to ${level(metric, high)} (${count(nights, spanNoun(metric))})`,
        ...precededBy(finding, finding.from, scene),
      };
    }
    default:
      return { changed: narrateFinding(finding, scene) };
  }
}

function movedFrom(
  { metric: slug, before, after, difference }: Extract<Finding, { kind: 'shift' | 'event-effect' }>,
  scene: Scene,
): Pick<Parts, 'changed' | 'against'> {
  const metric = metricOf(slug, scene);
  const [now, usual] = levels(metric, after.mean, before.mean);
  const noun = spanNoun(metric);
  const verb = difference < 0 ? 'down' : 'up';
  return {
    changed: `${capital(nameOf(metric))}: ${now} over ${count(after.n, noun)}, ${verb} by ${size(metric, difference)}`,
    against: `${usual} over the ${count(before.n, noun)} before`,
  };
}

function precededBy(finding: Finding, start: string, scene: Scene): Pick<Parts, 'before'> {
  const before = afterEvent(finding, start, scene);
  return before === '' ? {} : { before: capital(before.slice(2)) };
}

/** The grade in words, and the chance of so much by accident where a test stands behind it. */
function surenessOf({ kind, grade, q }: Finding): string {
  if (kind === 'red-flag') return 'A fixed rule; it does not weigh how likely anything is.';
  const held =
    grade === 'replicated'
      ? 'Found again in looks at least a week apart'
      : grade === 'established'
        ? 'Holds on the data of this day'
        : 'Only a hint';
  if (q === null) return `${held}.`;
  return `${held} (false discovery rate ${q < 0.001 ? 'under 0.001' : plain(q, 3)}).`;
}
