import { describe, expect, it } from 'vitest';
import { medications } from '../../../agents/medications.ts';
import { buildPacket } from '../../../agents/packet.ts';
import { lexiconOf } from '../../../src/llm/lexicon.ts';
import { checkQuestion, checkWording } from '../../../src/llm/wording.ts';
import { knowledge, sources } from '../agents/seed-story.ts';

const packet = buildPacket(medications, sources);
const check = (text: string) =>
  checkWording(text, packet, ['shift-deep'], lexiconOf(knowledge)).map(({ kind }) => kind);

describe('checkWording', () => {
  it.each([
    ['cause', 'The dose change caused this.'],
    ['cause', 'Deep sleep fell because of Lisinopril.'],
    ['cause', 'The fall is due to the new dose.'],
    ['cause', 'The change led to worse nights.'],
    ['cause', 'It triggered a rise.'],
    ['advice', 'Reduce the dose.'],
    ['advice', 'Should she stop taking Lisinopril?'],
    ['advice', 'Could the dose be lowered, or should it be taken earlier?'],
    ['advice', 'Try moving her evening medication to the morning.'],
    ['advice', 'Take it earlier in the evening.'],
    ['advice', 'You should skip tonight.'],
    ['disease', 'This looks like sleep apnoea.'],
    ['disease', 'She may have depression.'],
    ['alarm', 'An abnormal value.'],
    ['reassurance', 'There is nothing to worry about.'],
    ['reassurance', 'Her heart rate is perfectly normal.'],
    ['reassurance', 'This will pass.'],
  ])('refuses %s: %s', (kind, text) => expect(check(text)).toContain(kind));

  it.each([
    'Deep sleep fell 4 days after Lisinopril dose changed (20 mg) on 3 March.',
    'Could we talk about whether the evening dose fits?',
    'Could we talk about whether the dose and its time of day still fit?',
    'Resting heart rate is lower since the dose change.',
    'With high blood pressure in the record, is the pulse worth a look?',
    'The two came at the same time.',
  ])('accepts: %s', (text) => expect(check(text)).toEqual([]));

  it('wants a question to be one', () => {
    expect(checkQuestion('Could we talk?')).toEqual([]);
    expect(checkQuestion('Talk about it.')).toHaveLength(1);
  });
});
