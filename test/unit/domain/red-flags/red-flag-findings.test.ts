import { describe, expect, it } from 'vitest';
import { findingSchema } from '../../../../src/domain/finding.ts';
import type { RaisedFlag } from '../../../../src/domain/red-flags/raised-flag.ts';
import { redFlagFindings } from '../../../../src/domain/red-flags/red-flag-findings.ts';
import { addDays } from '../../../../src/shared/day.ts';
import { day, knowledge } from './screened.ts';

const flag = (rule: string, days: number, seen: string): RaisedFlag => {
  const { urgency, message } = knowledge.redFlags.find(({ id }) => id === rule) ?? {
    urgency: 'mention',
    message: '',
  };
  return { rule, urgency, message, day: addDays(day, days), seen };
};
const emergencyNumber = 'the emergency number (999)';

describe('redFlagFindings', () => {
  it('makes one finding of the days of a rule, the newest words seen, whatever their order', () => {
    const flags = [flag('chest-pain', 2, 'tight chest'), flag('chest-pain', 0, 'chest pain')];
    const [finding, ...others] = redFlagFindings(flags, knowledge, { emergencyNumber });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      rule: 'chest-pain',
      from: day,
      to: addDays(day, 2),
      seen: 'tight chest',
      urgency: 'emergency',
      n: 1,
      p: null,
      q: null,
      grade: 'established',
      direction: null,
      agents: ['cardiology'],
    });
    expect(redFlagFindings(flags.toReversed(), knowledge, { emergencyNumber })).toEqual([finding]);
  });

  it('keeps its id while the rule goes on being met', () => {
    const first = redFlagFindings([flag('stroke-fast', 0, 'a')], knowledge);
    const later = redFlagFindings([flag('stroke-fast', 0, 'a'), flag('stroke-fast', 1, 'b')], knowledge);
    expect(later[0]?.id).toBe(first[0]?.id);
  });

  it('puts what cannot wait first', () => {
    const flags = ['do-not-stop-suddenly', 'sleepy-driving', 'gi-bleeding'].map((rule) => flag(rule, 0, 'x'));
    expect(redFlagFindings(flags, knowledge).map(({ urgency }) => urgency)).toEqual([
      'emergency',
      'same-day',
      'mention',
    ]);
  });

  it.each(knowledge.redFlags.map(({ id }) => id))('tells %s by the contract, with the number', (rule) => {
    const [finding] = redFlagFindings([flag(rule, 0, 'x')], knowledge, { emergencyNumber });
    expect(findingSchema.safeParse(finding).success).toBe(true);
    if (finding?.urgency === 'emergency') expect(finding.summary).toContain('999');
    expect(finding?.summary).not.toMatch(/the emergency number(?! \()/);
  });
});
