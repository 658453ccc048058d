import type { Finding } from '../../src/domain/finding.ts';
import type { Page, PagePoint, RoundPage } from '../../src/domain/page.ts';
import { heartRateShift, loopChain, redFlag } from '../fixtures/pages/findings.ts';
import { page } from './stores/samples.ts';

/** A change as it is found on one day: onset and id move along from night to night. */
export function shiftOn(day: string, metric: string, direction: 'up' | 'down' = 'up'): Finding {
  const id = `shift-${metric}-${direction}-${day}`;
  const summary = `${metric} went ${direction}, seen on ${day}.`;
  return { ...heartRateShift, id, metric, metrics: [metric], direction, onset: day, summary };
}

export function driftOn(day: string, metric: string, direction: 'up' | 'down' = 'up'): Finding {
  const shift = shiftOn(day, metric, direction);
  const { kind, id, metrics, from, to, n, p, q, grade, summary, agents, events, limits } = shift;
  const common = {
    id: `drift-${id}`,
    metrics,
    direction,
    from,
    to,
    n,
    p,
    q,
    grade,
    summary,
    agents,
    events,
    limits,
  };
  return kind === 'shift'
    ? { kind: 'drift', ...common, metric, perWeek: 1, change: 3, interval: [1, 5] }
    : shift;
}

export const chainOn = (day: string): Finding => ({
  ...loopChain,
  id: `chain-${day}`,
  summary: `The loop on ${day}.`,
});

export const flagOn = (day: string): Finding => ({
  ...redFlag,
  id: `flag-${day}`,
  summary: `The flag on ${day}.`,
});

/** One point a list of findings, the first of them leading; its words name the day. */
export function pointOn(
  day: string,
  ...findings: readonly Finding[]
): { findings: readonly Finding[]; point: PagePoint } {
  const isFlag = findings[0]?.kind === 'red-flag';
  return {
    findings,
    point: {
      id: `point-${findings[0]?.id}`,
      section: isFlag ? 'urgent' : 'what-changed',
      agents: ['sleep'],
      text: `${findings.map(({ kind, metrics }) => `${kind} of ${metrics.join(' and ')}`).join(', with ')}, as told on ${day}.`,
      claims: findings.map(({ id }) => id),
      citations: [],
      question: `What about it on ${day}?`,
      priority: 2,
      confidence: 'medium',
    },
  };
}

export function pageOn(
  day: string,
  points: readonly ReturnType<typeof pointOn>[],
  fields: Partial<Page> = {},
): RoundPage {
  const told = points.flatMap(({ findings }) => findings);
  return {
    roundId: `round-${day}`,
    page: page(day, {
      ...fields,
      points: points.map(({ point }) => point),
      findings: [...told, ...(fields.findings ?? [])],
    }),
  };
}
