import { describe, expect, it } from 'vitest';
import { checkGrounding } from '../../../src/llm/grounding.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { appointment, knowledge, profile, report, timeline } from '../agents/seed-story.ts';

const context = { asOf: parseDay(report.asOf), findings: report.findings, timeline, appointment, profile };
const lexicon = lexiconOf(knowledge);
const claims = ['shift-deep', 'shift-rhr'];

describe('false sentences about the seed story, by hand', () => {
  it.each([
    'Deep sleep has halved.',
    'Deep sleep has doubled since early March.',
    'Deep sleep fell by a quarter.',
    'Deep sleep fell by more than an hour.',
    'Deep sleep fell by almost an hour.',
    'Deep sleep averaged nearly 45 minutes.',
    'Deep sleep averaged more than 50 minutes since 7 March.',
    'Deep sleep has been lower for about five weeks.',
    'Deep sleep has been lower for a fortnight and a half hour.',
    'Deep sleep has been lower since mid-March.',
    'Deep sleep began to fall at the end of February.',
    'Deep sleep began to fall last week.',
    'Deep sleep began to fall yesterday.',
    'Deep sleep began to fall a week ago.',
    'Deep sleep began to fall on Sunday 7 March.',
    'Deep sleep began to fall on 7/3.',
    'Over the last week, deep sleep averaged 47 minutes.',
    'Until 7 March deep sleep averaged 47 minutes.',
    'Deep sleep has been lower until 7 March.',
    'Deep sleep was 1.3 hours before.',
    'Deep sleep: 82 min (was 47 min).',
    'Deep sleep went 47 → 82 minutes.',
    'Deep sleep fell from eighty-three to forty-seven minutes.',
    'Deep sleep fell by 43 percent.',
    'Resting heart rate rose by 4 ms.',
    'Resting heart rate rose by 4 %.',
    'Resting heart rate has slowed.',
    'Resting heart rate has been slower.',
    'Deep sleep has lengthened.',
    'Deep sleep grew by 35 minutes.',
    'The drop began the day after the dose change.',
    'The drop began two weeks after the dose change on 3 March.',
    'The Lisinopril dose changed (40 mg) on 3 March.',
    'Lisinopril stopped on 3 March, and deep sleep fell.',
    'Deep sleep has been lower since the trip.',
    'Deep sleep fell, and fatigue was higher.',
    'Mr. Smith will see her on 24 March about deep sleep.',
    'Deep sleep fell on two thirds of the nights.',
  ])('catches: %s', (text) => expect(checkGrounding(text, context, claims, lexicon)).not.toEqual([]));
});
