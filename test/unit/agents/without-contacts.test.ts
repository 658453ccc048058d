import { describe, expect, it } from 'vitest';
import { withoutContacts } from '../../../agents/without-contacts.ts';

const told = (text: string, name = 'edith') => withoutContacts({ text }, name).text;

describe('what a model is not told', () => {
  it.each([
    ['Write to edith.moss+care@example.org, please.', 'Write to [left out], please.'],
    ['Call 020 7946 0958 or +44 (0)20 7946 0958.', 'Call [left out] or [left out].'],
    ['NHS number 943 476 5919', 'NHS number [left out]'],
    ['Born on 12 March 1956, in Leeds', '[left out], in Leeds'],
    ['DOB: 12/03/1956', '[left out]'],
    ['Edith slept badly, says EDITH.', 'the person slept badly, says the person.'],
  ])('%s', (text, left) => expect(told(text)).toBe(left));

  it.each([
    'Lisinopril dose changed (20 mg at 08:00) on 2026-03-03.',
    'Blood pressure 128/82, pulse 61, weight 70.5 kg; 12,345 steps.',
    'Edithville is a town. Born premature.',
    'Between 2025-12-01 and 2026-03-24 it was 1 hour 22 minutes.',
  ])('stays as it is: %s', (text) => expect(told(text)).toBe(text));

  it('leaves alone what things are known by', () => {
    const event = { id: 'event-123456789012', day: '2026-03-03', topics: ['["change","edith"]'], label: 'x' };
    expect(withoutContacts([event], 'edith')).toEqual([event]);
  });
});
