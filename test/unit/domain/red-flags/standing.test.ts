import { describe, expect, it } from 'vitest';
import { byUrgency, mostUrgent, stillStands } from '../../../../src/domain/red-flags/standing.ts';
import { parseDay } from '../../../../src/shared/day.ts';

const asOf = parseDay('2026-03-20');

describe('how long a flag is told of', () => {
  it.each([
    ['emergency', '2026-03-20', true],
    ['emergency', '2026-03-07', true],
    ['emergency', '2026-03-06', false],
    ['same-day', '2026-03-07', true],
    ['same-day', '2026-03-06', false],
    ['mention', '2026-03-06', true],
    ['mention', '2025-12-21', true],
    ['mention', '2025-12-20', false],
    ['mention', '2026-03-21', false],
  ] as const)('%s of %s as of 20 March: %s', (urgency, day, stands) => {
    expect(stillStands({ urgency, day: parseDay(day) }, asOf)).toBe(stands);
  });

  it('goes by urgency, then by how new it is', () => {
    const flag = (urgency: 'emergency' | 'same-day' | 'mention', day: string) => ({
      urgency,
      day: parseDay(day),
    });
    const inOrder = [
      flag('emergency', '2026-03-20'),
      flag('emergency', '2026-03-02'),
      flag('same-day', '2026-03-19'),
      flag('mention', '2026-03-20'),
    ];
    expect(byUrgency(inOrder.toReversed())).toEqual(inOrder);
    expect(mostUrgent(['mention', 'emergency', 'same-day'])).toBe('emergency');
    expect(mostUrgent([])).toBeUndefined();
  });
});
