import type { Finding } from '../../src/domain/finding.ts';
import type { TalkingPoint } from '../../src/domain/talking-point.ts';
import { followsMedication } from './events.ts';

const base: Record<Finding['kind'], number> = {
  'red-flag': 1,
  'event-effect': 2,
  chain: 3,
  shift: 3,
  drift: 3,
  rule: 3,
  'lab-link': 3,
  discordance: 4,
  link: 4,
  deviation: 4,
};

/** 1 = raise this first … 5 = only if there is time. */
export function priorityOf(finding: Finding): number {
  if (finding.kind === 'red-flag') return finding.urgency === 'mention' ? 2 : 1;
  let priority = base[finding.kind];
  if (effectSize(finding) >= 1.5 && finding.kind === 'shift') priority -= 1;
  if (finding.kind !== 'event-effect' && followsMedication(finding)) priority -= 1;
  if (finding.kind === 'chain' && finding.grade === 'replicated') priority -= 1;
  return Math.max(1, priority);
}

/** How far from usual, in the metric's own night-to-night spread or its nearest kin. */
export function effectSize(finding: Finding): number {
  if (finding.kind === 'shift') return Math.abs(finding.differenceSd);
  if (finding.kind === 'deviation') return Math.abs(finding.z) / 2;
  if (finding.kind === 'link') return Math.abs(finding.r);
  if (finding.kind === 'rule') return Math.abs(finding.rate - finding.baseRate);
  return finding.kind === 'event-effect' || finding.kind === 'drift' ? 1 : 0;
}

export const confidences = ['low', 'medium', 'high'] as const;

/** A pattern that was not yet found again is weakly known; so is a change that stands beside another one. */
export function confidenceOf(finding: Finding): TalkingPoint['confidence'] {
  if (finding.kind === 'red-flag' || finding.grade === 'replicated') return 'high';
  if (finding.kind === 'event-effect') return finding.overlapping.length > 0 ? 'low' : 'medium';
  return finding.kind === 'shift' || finding.kind === 'drift' ? 'medium' : 'low';
}

/** A story is as sure as its surest finding: the others only stand beside it. */
export function surest(findings: readonly Finding[]): TalkingPoint['confidence'] {
  const places = findings.map((finding) => confidences.indexOf(confidenceOf(finding)));
  return confidences[Math.max(0, ...places)] ?? 'low';
}
