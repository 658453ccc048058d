import { describe, expect, it } from 'vitest';
import { medications } from '../../../agents/medications.ts';
import { buildPacket } from '../../../agents/packet.ts';
import { sleep } from '../../../agents/sleep.ts';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { knowledge, sources } from '../agents/seed-story.ts';

const packet = buildPacket(medications, {
  ...sources,
  report: {
    ...sources.report,
    findings: sources.report.findings.map((finding) => ({ ...finding, agents: ['sleep', 'medications'] })),
  },
});
const patterns = buildPacket(sleep, {
  ...sources,
  report: {
    ...sources.report,
    findings: sources.report.findings.map((entry) => ({ ...entry, agents: ['sleep'] })),
  },
});
const lexicon = lexiconOf(knowledge);
const both = ['shift-deep', 'shift-rhr'];
const check = (text: string, claims: readonly string[] = both) =>
  checkGrounding(text, packet, claims, lexicon).map(({ kind }) => kind);
const checkPattern = (text: string, claims: readonly string[] = ['chain-loop', 'rule-efficiency-hrv']) =>
  checkGrounding(text, patterns, claims, lexicon).map(({ kind }) => kind);

describe('true paraphrases', () => {
  it.each([
    'Deep sleep has averaged 47 minutes over the last 18 nights, down from a usual 82 minutes.',
    'Deep sleep fell from 1 hour 22 minutes to 47 minutes.',
    'Deep sleep fell from 82 to 47 minutes.',
    'Deep sleep fell by about 35 minutes, which is 42%.',
    'Since Saturday 7 March deep sleep has been lower, at 0.8 hours a night.',
    'The drop in deep sleep began about March 7 (between March 5 and March 9).',
    'The drop began between 5 and 9 March.',
    'This was four days after the Lisinopril dose change on 3 March 2026.',
    'Resting heart rate climbed by 4 bpm, from 58 to 62 beats per minute.',
    'RHR is up by 4.1 bpm over 17 nights.',
    'Before that, 62 nights had a usual resting heart rate of about 58 bpm.',
    'The dose is 20 mg since 3 March.',
    'Could we talk about this with Dr. Okafor on 24 March at 10:30?',
    'Deep sleep got worse: 47 min against 1h 22m.',
    'On Tuesday 3 March the dose changed; deep sleep dropped to 47 minutes.',
    'Deep sleep has fallen for about 3 weeks.',
  ])('accepts: %s', (text) => expect(check(text)).toEqual([]));

  it.each([
    'After nights with sleep efficiency under 78 %, heart rate variability was lower on 13 of 15 days (87 %); on other days 21 %.',
    'When sleep efficiency was below 78%, HRV fell the next day in 13 out of 15 cases, against 21 percent otherwise.',
    'Lower sleep efficiency, then lower HRV one day later, then higher fatigue, then fewer steps.',
    'Higher sleep efficiency goes with higher heart rate variability one day later.',
  ])('accepts: %s', (text) => expect(checkPattern(text)).toEqual([]));
});

describe('mutations', () => {
  it.each([
    ['number', 'Deep sleep has averaged 48 minutes over the last 18 nights.'],
    ['number', 'Deep sleep has averaged 46 minutes.'],
    ['number', 'Deep sleep has averaged 47 minutes over the last 19 nights.'],
    ['number', 'Deep sleep fell from 1 hour 23 minutes to 47 minutes.'],
    ['number', 'Deep sleep fell from 83 to 47 minutes.'],
    ['number', 'Deep sleep averaged 47 hours.'],
    ['number', 'Deep sleep fell by about 45 minutes.'],
    ['number', 'Deep sleep fell by 43%.'],
    ['number', 'This was five weeks after the dose change on 3 March.'],
    ['number', 'It began 3 days after the dose change.'],
    ['number', 'Resting heart rate climbed by 5 bpm.'],
    ['number', 'Resting heart rate is 47 bpm.'],
    ['number', 'The dose is 40 mg now.'],
    ['number', 'Could we talk at 11:30?'],
    ['date', 'The drop in deep sleep began about 8 April.'],
    ['date', 'The drop in deep sleep began about 9 March.'],
    ['date', 'The drop began about 6 March.'],
    ['date', 'Since 7 March 2025 deep sleep has been lower.'],
    ['date', 'Since Sunday 7 March deep sleep has been lower.'],
    ['date', 'For the visit on 25 March.'],
    ['direction', 'Deep sleep has risen to 47 minutes.'],
    ['direction', 'Deep sleep improved.'],
    ['direction', 'Deep sleep is stable.'],
    ['direction', 'Over the same period resting heart rate has fallen by 4 bpm.'],
    ['direction', 'Deep sleep was lower and resting heart rate was lower.'],
    ['metric', 'REM sleep was 47 minutes.'],
    ['medication', 'It came after the Metoprolol dose changed.'],
    ['medication', 'It came after fantasolol was added.'],
    ['clinician', 'Could we ask Dr. Smith?'],
  ])('catches a wrong %s: %s', (kind, text) => expect(check(text)).toContain(kind));

  it.each([
    ['number', 'After nights with sleep efficiency under 79 %, HRV was lower.'],
    ['number', 'HRV was lower on 14 of 15 days.'],
    ['number', 'HRV was lower on 13 of 15 days (88 %).'],
    ['direction', 'After nights with sleep efficiency under 78 %, heart rate variability was higher.'],
    ['direction', 'After nights with sleep efficiency above 78 %, heart rate variability was lower.'],
    ['direction', 'Lower sleep efficiency, then lower HRV, then lower fatigue.'],
    ['number', 'Lower sleep efficiency, then lower HRV two days later.'],
  ])('catches a wrong %s: %s', (kind, text) => expect(checkPattern(text)).toContain(kind));

  it('refuses a claim that is not in the packet', () => {
    expect(check('Deep sleep fell.', ['shift-none'])).toEqual(['claim']);
  });
});
