import { describe, expect, it } from 'vitest';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { checkVocabulary } from '../../../src/llm/vocabulary.ts';
import { checkWording } from '../../../src/llm/wording.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { appointment, knowledge, profile, report, timeline } from '../agents/seed-story.ts';

const context = { asOf: parseDay(report.asOf), findings: report.findings, timeline, appointment, profile };
const lexicon = lexiconOf(knowledge);
const faults = (text: string, claims: readonly string[]) =>
  [
    ...checkGrounding(text, context, claims, lexicon),
    ...checkWording(text, context, claims, lexicon),
    ...checkVocabulary(text, context, claims, () => ''),
  ].map(({ kind, words }) => `${kind}: ${words}`);

describe('true sentences about the seed story, by hand', () => {
  it.each([
    'Deep sleep has dropped to about three quarters of an hour a night, from about an hour and twenty minutes.',
    'Over the past 18 nights, deep sleep averaged 47 minutes — roughly 35 minutes less than the usual 1 h 22 min.',
    'Since early March, deep sleep has been shorter than usual.',
    'Deep sleep is down 42 %, from 82 to 47 minutes.',
    'Deep sleep is down by about 40 percent since 7 March.',
    'The deep sleep change started at the beginning of March.',
    'Deep sleep: 47 min (was 1 h 22 min).',
    'Deep sleep fell by just over half an hour a night.',
    'Deep sleep fell by more than half an hour.',
    'Deep sleep used to average 82 minutes; it now averages 47.',
    'For more than two weeks, deep sleep has been lower than usual.',
    'For nearly three weeks, deep sleep has averaged under 50 minutes.',
    'Deep sleep averaged forty-seven minutes over the last eighteen nights, down from eighty-two.',
    'The drop in deep sleep began four days after the Lisinopril dose change.',
    'Deep sleep began to fall on Saturday 7 March, four days after the dose change on Tuesday 3 March.',
    'Three weeks ago, on 3 March, the Lisinopril dose changed.',
    'It began about 7 March, and resting heart rate has risen over the same period.',
    'Deep sleep has been lower and resting heart rate higher since around 7 March.',
    'Resting heart rate went up from 58 to 62 bpm.',
    'Resting heart rate is up 7 %, from 58 to 62 beats per minute.',
    'Her resting heart rate has crept up by 4 beats per minute.',
    'Resting heart rate (62 bpm) is above its earlier level (58 bpm).',
    'Compared with the 62 nights before, deep sleep is 35 minutes shorter.',
    'Compared with the 62 nights before, when it averaged 58 bpm, resting heart rate has averaged 62 bpm over the last 17 nights.',
    'In the 62 nights before the change, deep sleep averaged 1 hour and 22 minutes.',
    'Deep sleep was 1.4 hours before and is 0.8 hours now.',
    'Deep sleep has nearly halved since early March.',
    'The change most likely began between 5 and 9 March.',
    'The change in deep sleep most likely began between March 5th and March 9th.',
    'Your deep sleep has been shorter since the dose change on 3 March.',
    'On 3 March Lisinopril dose changed (20 mg); four days later deep sleep began to fall.',
    'The rise in resting heart rate began around 8 March, five days after Lisinopril dose changed (20 mg).',
    'Both changes came after the Lisinopril dose changed on 3 March.',
    'Dr. Okafor will see you on 24 March at 10:30.',
    'For Dr. Okafor on Tuesday 24 March: could we talk about whether the dose still fits?',
    'Could we talk about whether the evening dose fits?',
    'Deep sleep fell from an hour and 22 minutes to 47 minutes.',
    'Deep sleep was on average about half an hour shorter than before.',
    'Deep sleep has averaged 47 minutes since 2026-03-07.',
    'Deep sleep has been lower since 7 March (18 nights).',
  ])('of the two changes: %s', (text) => expect(faults(text, ['shift-deep', 'shift-rhr'])).toEqual([]));

  it.each([
    'After nights with sleep efficiency under 78 %, HRV was lower the next day on 13 of 15 days.',
    'HRV was at least 8 ms lower the day after on 13 of the 15 days, or 87 percent.',
    'On thirteen of fifteen days after a night with sleep efficiency below 78 %, HRV was lower.',
    'HRV was lower in nearly nine in ten cases, compared with about two in ten on other days.',
    'When sleep efficiency fell below 78 %, HRV dropped the next day 87 % of the time; otherwise it did so 21 % of the time.',
    'Of 15 nights with sleep efficiency under 78 %, 13 were followed by lower HRV.',
    'On other days this happened about one time in five (21 %).',
    'In more than 85 % of cases, HRV was lower after nights with sleep efficiency under 78 %.',
  ])('of the rule: %s', (text) => expect(faults(text, ['rule-efficiency-hrv'])).toEqual([]));

  it.each([
    'Lower sleep efficiency is followed the next day by lower HRV, then higher fatigue, then fewer steps.',
    'A loop shows up: lower sleep efficiency, then lower HRV one day later, then more fatigue the same day, then fewer steps.',
    'Higher fatigue goes with lower HRV on the same day.',
    'HRV and fatigue move in opposite directions (correlation −0.51).',
    'After days with fewer steps, sleep efficiency tends to be lower one day later.',
    'The pattern was seen over 110 days.',
    'Sleep efficiency and HRV move together, with a correlation of 0.46 one day later.',
    'When fatigue is higher, steps tend to be lower the same day.',
    'The four steps follow one another: sleep efficiency, HRV, fatigue and steps.',
    'On days with more steps, sleep efficiency tended to be higher one day later.',
    'Sleep efficiency, then HRV, then fatigue, then steps, and back to sleep efficiency: a loop.',
    'Fatigue tends to be higher when HRV is lower.',
  ])('of the chain: %s', (text) => expect(faults(text, ['chain-loop'])).toEqual([]));

  it.each([
    'Your deep sleep has gone from about 1 hour 20 minutes a night to about 45 minutes a night.',
    'Starting around March 7, deep sleep dropped to an average of 47 minutes per night, compared to 82 minutes before.',
    'Deep sleep has declined notably: it now averages 47 minutes (18 nights), versus 1 h 22 min previously (62 nights).',
    'At the same time, resting heart rate has risen slightly, from 58 to 62 bpm.',
    'Four days after the Lisinopril dose was changed, deep sleep began to decline.',
    'The timing is notable: the dose change was on 3 March and deep sleep began to fall about 7 March.',
    'In the two and a half weeks since 7 March, deep sleep has averaged 47 minutes.',
    'Deep sleep is less than it was: 47 minutes instead of 82.',
    'Deep sleep now makes up 47 minutes of the night, where it used to be 82.',
    'Resting heart rate has been elevated since about 8 March (62 vs 58 bpm).',
    'The average resting heart rate over the last 17 nights was 62 bpm, 4 bpm higher than before.',
    'Between 5 and 11 March resting heart rate began to climb.',
    'We noticed that deep sleep decreased by roughly 35 minutes (from 82 min to 47 min).',
    'There was a decrease of about 42% in deep sleep.',
    'Deep sleep dropped by two fifths.',
    'Deep sleep fell in early March and has stayed low since.',
    'Since the first week of March, deep sleep has been lower.',
    'The change in resting heart rate is smaller: 4 bpm.',
    'About two weeks ago deep sleep began to fall.',
    'Deep sleep began to fall 17 days ago, on 7 March.',
  ])("of the two changes, in a model's words: %s", (text) =>
    expect(faults(text, ['shift-deep', 'shift-rhr'])).toEqual([]),
  );
});
