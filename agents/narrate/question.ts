import type { AgentId } from '../../src/domain/agent-id.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { isChange } from '../stories.ts';
import { isInCycle } from './cycle.ts';
import { type Preceding, precedingEvents } from './events.ts';
import type { Scene } from './scene.ts';
import { comparative, day, isWord, listed, metricOf, nameOf } from './words.ts';

/** One question for the visit. It asks; it never proposes a dose, a start, a stop or a time. */
export function questionFor(findings: readonly Finding[], scene: Scene, voice: AgentId | undefined): string {
  const [lead] = findings;
  if (lead === undefined) return 'Is there anything here that we should talk about?';
  if (lead.kind === 'red-flag') return 'Has this been looked at, and what should be done if it comes back?';
  if (isChange(lead)) return changeQuestion(findings.filter(isChange), scene, voice);
  if (lead.kind === 'lab-link')
    return `Could we look at the ${lead.analyte} result together with ${nameOf(metricOf(lead.metric, scene))}?`;
  if (lead.kind === 'discordance') {
    return `Could we talk about why ${nameOf(metricOf(lead.metric, scene))} and ${nameOf(metricOf(lead.answer, scene))} do not agree?`;
  }
  if (lead.kind === 'chain') {
    return `Could we talk about this ${lead.loop ? 'loop' : 'pattern'}, and which part of it is worth looking at first?`;
  }
  return 'Is this pattern worth watching, and what should be written down until the next visit?';
}

type Change = Extract<Finding, { kind: 'shift' | 'drift' | 'event-effect' | 'deviation' }>;

function changeQuestion(changes: readonly Change[], scene: Scene, voice: AgentId | undefined): string {
  const byMetric = new Map(changes.map((change) => [change.metric, change]));
  const told = [...byMetric.values()]
    .map((change) => ({ metric: metricOf(change.metric, scene), direction: directionOf(change) }))
    .filter(({ metric }) => !byMetric.has(metric.toldBy ?? ''));
  const event = changes.map((change) => eventOf(change, scene)).find((found) => found !== undefined);
  if (event === undefined) {
    const what = told.map(({ metric, direction }) => `${comparative(metric, direction)} ${nameOf(metric)}`);
    const cycle = changes.some(isInCycle) ? ', and whether the time in the cycle belongs to it' : '';
    return `Could we talk about what may stand behind the ${listed(what)}${cycle}?`;
  }
  const since = told.map(
    ({ metric, direction }) => `${nameOf(metric)} ${isWord(metric)} ${comparative(metric, direction)}`,
  );
  const ending = event.isMedication ? endingFor(event.kind, voice) : '';
  return `After ${event.label} on ${day(event.day, scene.asOf)}, ${listed(since)}. Could we talk about whether ${told.length > 1 ? 'these' : 'the two'} belong together${ending}?`;
}

const endings: Readonly<Record<string, string>> = {
  'medication-start': 'and whether it still suits',
  'medication-dose': 'and whether the dose still fits',
  'medication-timing': 'and whether this time of day still fits',
  'medication-stop': 'and what to watch for now',
};

function endingFor(kind: string, voice: AgentId | undefined): string {
  if (voice === 'cardiology') return ', and whether blood pressure and pulse are worth a look';
  return `, ${endings[kind] ?? 'and what to watch for now'}`;
}

function directionOf(change: Finding): 'up' | 'down' {
  if (change.direction !== null) return change.direction;
  if (change.kind === 'shift' || change.kind === 'event-effect') return change.difference < 0 ? 'down' : 'up';
  if (change.kind === 'deviation') return change.value < change.baseline.median ? 'down' : 'up';
  return change.kind === 'drift' && change.change < 0 ? 'down' : 'up';
}

function eventOf(change: Finding, scene: Scene): Preceding | undefined {
  if (change.kind === 'event-effect') {
    const [own] = precedingEvents(
      { ...change, events: [{ ...change.event, daysBefore: 0 }] },
      change.event.day,
      scene,
    );
    return own;
  }
  const [event] = precedingEvents(change, change.kind === 'shift' ? change.onset : change.from, scene);
  return event !== undefined && event.daysBefore <= 28 ? event : undefined;
}
