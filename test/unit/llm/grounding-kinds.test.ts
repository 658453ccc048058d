import { describe, expect, it } from 'vitest';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { appointment, report, timeline } from '../agents/seed-story.ts';
import {
  bedtimeShift,
  doseEffect,
  fitnessLink,
  fitnessRule,
  labLink,
  pressureDeviation,
  temperatureDeviation,
  weightDrift,
} from './more-findings.ts';

const findings = [
  bedtimeShift,
  doseEffect,
  fitnessLink,
  fitnessRule,
  labLink,
  pressureDeviation,
  temperatureDeviation,
  weightDrift,
];
const context = { asOf: parseDay(report.asOf), findings, timeline, appointment, profile: {} };
const check = (claims: string, text: string) =>
  checkGrounding(text, context, claims.split(' ')).map(({ kind }) => kind);

describe('true paraphrases of every kind', () => {
  it.each([
    ['effect', 'REM sleep fell from 95 to 71 minutes after the dose change on 3 March.'],
    [
      'effect',
      'In the 20 nights after Lisinopril dose changed (20 mg), REM sleep averaged 71 minutes; in the 40 nights before it was 95 minutes.',
    ],
    ['effect', 'Before 3 March REM sleep was 1 hour 35 minutes; afterwards it was 1 hour 11 minutes.'],
    ['effect', 'The change began on 5 March, 2 days after the dose change on 3 March.'],
    ['effect', 'Since 5 March REM sleep has averaged 71 minutes, 24 minutes below the earlier 95.'],
    ['drift', 'Weight has drifted down by 3.7 kg since 10 February, about 0.6 kg a week.'],
    ['drift', 'She has lost 3.7 kg of body weight over 6 weeks.'],
    ['drift', 'Each week her weight fell by 0.6 kg.'],
    ['pressure', 'Systolic was 148 mmHg, above her usual range of 124 to 139 mmHg.'],
    ['pressure', 'Her systolic blood pressure, usually between 124 and 139 mmHg (60 days), was 148 mmHg.'],
    ['temperature', 'Night temperature was 0.91 °C below her usual.'],
    ['temperature', 'Night temperature was −0.91 °C, below the usual −0.30 to 0.35 °C.'],
    ['lab', 'Over 5 results TSH and resting heart rate went together; the last result is of 10 March.'],
    ['bedtime', 'Bedtime moved from 23:25 to 00:00, 35 minutes later.'],
    ['bedtime', 'Bedtime is now about 12 am, against 11:25 pm before.'],
    [
      'rule-fitness link-fitness',
      'After mornings with energy above 6.0 of 10, VO2 max estimate was lower by 4.0 mL/kg/min or more one day later on 13 of 15 days (87 %); on other days 21 %.',
    ],
    [
      'rule-fitness link-fitness',
      'After mornings with higher energy, VO2 max estimate tended to be higher 2 days later (correlation 0.40 over 110 days).',
    ],
  ])('accepts of %s: %s', (claims, text) => expect(check(claims, text)).toEqual([]));
});

describe('mutations of every kind', () => {
  it.each([
    ['number', 'effect', 'REM sleep averaged 71 minutes over 40 nights after the dose change.'],
    ['number', 'effect', 'REM sleep fell from 71 to 95 minutes.'],
    ['number', 'effect', 'REM sleep fell, 3 days after the dose change on 3 March.'],
    ['number', 'drift', 'Weight has drifted down by 0.6 kg since 10 February.'],
    ['number', 'drift', 'Weight has drifted down by 3.7 kg a week.'],
    ['direction', 'drift', 'Weight has gone up by 3.7 kg.'],
    ['date', 'drift', 'Weight fell between 10 and 24 February.'],
    ['number', 'pressure', 'Systolic was 139 mmHg, above the usual 124 to 148 mmHg.'],
    ['metric', 'pressure', 'Diastolic was 148 mmHg.'],
    ['number', 'temperature', 'Night temperature was 0.91 °C, where the usual is 0.02 °C.'],
    ['number', 'temperature', 'Night temperature was lower; the usual is −0.02 °C.'],
    ['date', 'lab', 'The last result is of 24 March, told with resting heart rate.'],
    ['number', 'bedtime', 'Bedtime moved from 23:25 to 00:02.'],
    [
      'number',
      'rule-fitness link-fitness',
      'After mornings with energy above 6.0 of 10, VO2 max estimate was lower 2 days later on 13 of 15 days.',
    ],
    [
      'direction',
      'rule-fitness link-fitness',
      'After mornings with energy above 6.0 of 10, VO2 max estimate was higher one day later on 13 of 15 days.',
    ],
    [
      'direction',
      'rule-fitness link-fitness',
      'After mornings with higher energy, VO2 max estimate tended to be lower 2 days later (correlation 0.40).',
    ],
  ])('catches a wrong %s of %s: %s', (kind, claims, text) => expect(check(claims, text)).toContain(kind));
});
