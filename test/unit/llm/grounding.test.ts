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
    'Deep sleep went from a usual 82 minutes to 47 minutes a night over the last 18 nights.',
    'Her usual deep sleep was 82 minutes (62 nights); since 7 March it is 47 minutes (18 nights).',
    'Before the change deep sleep averaged 82 minutes; since then it has averaged 47 minutes.',
    'Deep sleep is 35 minutes lower than before.',
    'A drop of 35 minutes in deep sleep began about 7 March.',
    'In the 62 nights before, deep sleep averaged 82 minutes; in the 18 nights since, 47 minutes.',
    'In all, 80 nights were compared for deep sleep.',
    'Deep sleep fell. It came down to 47 minutes, while resting heart rate rose to 62 bpm.',
    'Deep sleep fell. The drop came 4 days after the dose change on 3 March, the rise in resting heart rate 5 days after it.',
    'Resting heart rate was 58 bpm before the dose change and is 62 bpm now.',
    'Resting heart rate averages 62 bpm now, 4 bpm above her usual 58.',
    'Over 17 nights resting heart rate was 62 bpm, compared with 58 bpm over 62 nights earlier.',
    'Deep sleep, at 47 minutes, is well below the usual 82 minutes.',
    'Deep sleep is down 35 minutes (42 %) since 7 March.',
    'That is 35 minutes less deep sleep per night.',
    'She gets 47 minutes of deep sleep, where 82 minutes was usual.',
    'The rise in resting heart rate began about 8 March (between 5 and 11 March).',
    'Deep sleep fell by 35 minutes 4 days after the dose change.',
    'Between 7 and 24 March deep sleep averaged 47 minutes.',
    'Between the dose change on 3 March and 7 March nothing else is on record.',
    'Deep sleep: 47 minutes now versus 82 minutes usually.',
    'Resting heart rate: usual 58 bpm, now 62 bpm.',
    'Over the past eighteen nights, deep sleep has averaged 47 minutes instead of 82.',
    'The 18-night average of deep sleep is 47 minutes.',
    'Deep sleep changed. This began 4 days after Lisinopril dose changed (20 mg).',
  ])('accepts: %s', (text) => expect(check(text)).toEqual([]));

  it.each([
    'After nights with sleep efficiency under 78 %, heart rate variability was lower on 13 of 15 days (87 %); on other days 21 %.',
    'When sleep efficiency was below 78%, HRV fell the next day in 13 out of 15 cases, against 21 percent otherwise.',
    'Lower sleep efficiency, then lower HRV one day later, then higher fatigue, then fewer steps.',
    'Higher sleep efficiency goes with higher heart rate variability one day later.',
    'After nights with sleep efficiency under 78 %, HRV was at least 8 ms lower on 13 of 15 days.',
    'HRV was lower on 87 % of the days after such nights, and on 21 % of all other days.',
    'HRV fell by 8 ms or more in 87 % of cases, compared with 21 % otherwise.',
    'The correlation between sleep efficiency and HRV one day later is 0.46 over 110 days.',
    'One day after lower sleep efficiency, HRV tends to be lower.',
    'Lower sleep efficiency is followed one day later by lower HRV.',
    'HRV is lower one day after lower sleep efficiency.',
    'Lower HRV goes with higher fatigue (correlation −0.51), a negative correlation of 0.51.',
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
    ['number', 'Deep sleep has averaged 82 minutes, against a usual 47 minutes.'],
    ['number', 'Deep sleep was 47 minutes before and is 82 minutes since.'],
    ['number', 'Deep sleep fell from 47 minutes.'],
    ['number', 'Deep sleep has averaged 47 minutes over the last 62 nights.'],
    ['number', 'Deep sleep has averaged 47 minutes over the last 80 nights.'],
    ['number', 'Resting heart rate has risen against a usual 58 bpm (17 nights).'],
    ['number', 'Deep sleep was 35 minutes.'],
    ['number', 'Deep sleep fell 4 days before the dose change on 3 March.'],
    ['number', 'Deep sleep fell. The drop began 5 days after the dose change on 3 March.'],
    ['number', 'Resting heart rate rose 5 days after Lisinopril started (10 mg at 21:00).'],
    ['date', 'The drop began about 3 March.'],
    ['date', 'It came after Lisinopril dose changed (20 mg) on 7 March.'],
    ['date', 'The drop in deep sleep began between 5 and 24 March.'],
    ['date', 'Deep sleep fell. The drop began about 8 March.'],
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
    ['number', 'HRV was lower on 13 of 15 days (21 %).'],
    ['number', 'HRV was lower on 13 of 15 days; on other days 87 %.'],
    ['number', 'After nights with sleep efficiency of 78 % HRV was lower by 78 ms.'],
    ['number', 'Lower HRV, then higher fatigue one day later.'],
    ['number', 'Lower HRV goes with higher fatigue (correlation 0.51).'],
    ['direction', 'After nights with sleep efficiency above 78 %, HRV was higher on 13 of 15 days.'],
    ['direction', 'After nights with sleep efficiency under 78 %, heart rate variability was higher.'],
    ['direction', 'After nights with sleep efficiency above 78 %, heart rate variability was lower.'],
    ['direction', 'Lower sleep efficiency, then lower HRV, then lower fatigue.'],
    ['number', 'Lower sleep efficiency, then lower HRV two days later.'],
  ])('catches a wrong %s: %s', (kind, text) => expect(checkPattern(text)).toContain(kind));

  it('refuses a claim that is not in the packet', () => {
    expect(check('Deep sleep fell.', ['shift-none'])).toEqual(['claim']);
  });
});
