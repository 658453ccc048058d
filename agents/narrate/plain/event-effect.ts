import type { FindingOf } from '../../../src/domain/finding.ts';
import { eventLabel } from '../events.ts';
import type { Scene } from '../scene.ts';
import {
  capital,
  comparative,
  count,
  day,
  levels,
  metricOf,
  nameOf,
  size,
  spanNoun,
  wasWord,
} from '../words.ts';

/** "Look at the 20 nights after Lisinopril dose changed (20 mg) on 3 March. REM sleep was 71 minutes on average since then." */
export function eventEffectPlainly(finding: FindingOf<'event-effect'>, scene: Scene): string {
  const { event, before, after, difference, overlapping } = finding;
  const metric = metricOf(finding.metric, scene);
  const byId = new Map(scene.timeline.map((entry) => [entry.id, entry]));
  const noun = spanNoun(metric);
  const [now, usual] = levels(metric, after.mean, before.mean);
  const label = eventLabel(byId.get(event.id), event.kind);
  const name = nameOf(metric);
  const others = overlapping.flatMap((id) => byId.get(id) ?? []);
  return [
    `Look at the ${count(after.n, noun)} after ${label} on ${day(event.day, scene.asOf)}.`,
    `${capital(name)} ${wasWord(metric)} ${now} on average since then.`,
    `In the ${count(before.n, noun)} before, ${name} ${wasWord(metric)} ${usual}.`,
    `${capital(name)} ${wasWord(metric)} ${size(metric, difference)} ${comparative(metric, difference < 0 ? 'down' : 'up')} after it.`,
    ...others.map(
      (other) =>
        `We can not tell it apart from ${eventLabel(other, other.kind)} on ${day(other.day, scene.asOf)}.`,
    ),
    ...(overlapping.length > 0 && others.length === 0 ? ['Other things came close to that day.'] : []),
  ].join(' ');
}
