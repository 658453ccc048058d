import type { FindingOf } from '../../src/domain/finding.ts';
import { eventLabel } from './events.ts';
import type { Scene } from './scene.ts';
import {
  capital,
  comparative,
  count,
  day,
  levels,
  listed,
  metricOf,
  nameOf,
  size,
  spanNoun,
} from './words.ts';

export function narrateEventEffect(finding: FindingOf<'event-effect'>, scene: Scene): string {
  const { event, before, after, difference, overlapping } = finding;
  const metric = metricOf(finding.metric, scene);
  const byId = new Map(scene.timeline.map((entry) => [entry.id, entry]));
  const noun = spanNoun(metric);
  const [now, usual] = levels(metric, after.mean, before.mean);
  const label = eventLabel(byId.get(event.id), event.kind);
  const text = `${capital(nameOf(metric))} averaged ${now} over ${count(after.n, noun)} after ${label} on ${day(event.day, scene.asOf)}, against ${usual} over the ${count(before.n, noun)} before: ${size(metric, difference)} ${comparative(metric, difference < 0 ? 'down' : 'up')}.`;
  if (overlapping.length === 0) return text;
  const others = overlapping.flatMap((id) => byId.get(id) ?? []);
  const named = others.map((other) => `${eventLabel(other, other.kind)} on ${day(other.day, scene.asOf)}`);
  const what = named.length === 0 ? 'other events close to that day' : listed(named);
  return `${text} The records cannot tell it apart from ${what}.`;
}
