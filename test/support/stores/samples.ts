import type { CheckIn } from '../../../src/domain/check-in.ts';
import type { PushSubscription } from '../../../src/domain/contact.ts';
import type { Digest } from '../../../src/domain/digest.ts';
import type { FindingsReport } from '../../../src/domain/finding.ts';
import type { Page } from '../../../src/domain/page.ts';
import type { RawDocument } from '../../../src/domain/raw-document.ts';
import type { DailyValue } from '../../../src/domain/series.ts';
import type { Interpretation } from '../../../src/domain/talking-point.ts';
import { weekEnding } from '../../../src/domain/week.ts';
import { type Day, parseDay } from '../../../src/shared/day.ts';

/** The smallest records of each kind that a store takes. */
export function sleepDocument(id: string, day: string, fields: Record<string, unknown> = {}): RawDocument {
  return {
    source: 'oura',
    collection: 'sleep',
    documentId: id,
    day: parseDay(day),
    body: { id, day, ...fields },
  };
}

export function checkIn(day: string, fields: Partial<CheckIn> = {}): CheckIn {
  return { day: parseDay(day), reporter: 'self', symptoms: '', notes: '', ...fields };
}

export function value(metric: string, day: string, number: number): DailyValue {
  return { metric, day: parseDay(day), value: number };
}

export function days(...texts: string[]): Day[] {
  return texts.map(parseDay);
}

/** A browser whose keys are those of RFC 8291, Appendix A. */
export function browser(endpoint: string): PushSubscription {
  return {
    endpoint,
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  };
}

export const findingsReport: FindingsReport = {
  schema: 'rounds.findings/1',
  person: 'anna',
  asOf: '2026-03-20',
  timezone: 'Europe/London',
  coverage: { nightsExpected: 90, nightsUsed: 84, checkInsUsed: 80, sufficient: true, missing: [] },
  tests: { series: 22, links: 1240, shifts: 22, fdr: 0.05 },
  findings: [],
  notSeen: [],
};

export function interpretation(agent: Interpretation['agent'], text = 'Sleep was shorter.'): Interpretation {
  return {
    agent,
    points: [
      {
        text,
        claims: ['shift-000000000001'],
        citations: [],
        question: 'Could we look at this?',
        priority: 2,
        confidence: 'medium',
      },
    ],
    wording: {
      kind: 'rule-based',
      model: 'rule-based',
      promptHash: 'prompt-1',
      packetHash: 'packet-1',
      inputTokens: 0,
      outputTokens: 0,
      rejected: 0,
    },
  };
}

export function page(asOf: string, fields: Partial<Page> = {}): Page {
  return {
    schema: 'rounds.page/1',
    person: 'anna',
    asOf: parseDay(asOf),
    window: { from: parseDay('2026-01-01'), to: parseDay(asOf) },
    timezone: 'Europe/London',
    appointment: undefined,
    coverage: findingsReport.coverage,
    questions: [],
    points: [],
    leftOut: [],
    silent: [],
    charts: [],
    timeline: [],
    notSeen: [],
    findings: [],
    evidence: [],
    wording: 'rule-based',
    version: '0.1.0',
    dataHash: '0123456789abcdef',
    ...fields,
  };
}

export function digest(sunday: string, fields: Partial<Digest> = {}): Digest {
  return {
    schema: 'rounds.digest/1',
    person: 'anna',
    timezone: 'Europe/London',
    week: weekEnding(parseDay(sunday)),
    pages: [],
    isSufficient: true,
    seen: { nights: [], checkIns: [] },
    fresh: [],
    standing: [],
    joined: [],
    untold: [],
    gone: [],
    passed: [],
    questions: [],
    wording: 'rule-based',
    version: '0.1.0',
    dataHash: '0123456789abcdef',
    ...fields,
  };
}
