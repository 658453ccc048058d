import { describe, expect, it } from 'vitest';
import { emergencyNumberFor } from '../../../../src/domain/red-flags/emergency-number.ts';
import { isTimeZone } from '../../../../src/shared/day.ts';
import { knowledge } from './screened.ts';

const anywhere = 'your local emergency number (112 works from most mobile phones)';

describe('emergencyNumberFor', () => {
  it.each([
    ['GB', '999'],
    ['uk', '999'],
    ['US', '911'],
    ['CA', '911'],
    ['IE', '112'],
    ['DE', '112'],
    ['AU', '000'],
    ['NZ', '111'],
    ['JP', '119'],
    ['KR', '119'],
    ['IN', '112'],
  ])('knows %s', (country, number) => {
    expect(emergencyNumberFor({ country }, knowledge)).toBe(`the emergency number (${number})`);
  });

  it('goes by the time zone where no country is known', () => {
    expect(emergencyNumberFor({ timezone: 'Europe/London' }, knowledge)).toContain('(999)');
    expect(emergencyNumberFor({ timezone: 'America/New_York' }, knowledge)).toContain('(911)');
    expect(emergencyNumberFor({ country: 'AU', timezone: 'Europe/London' }, knowledge)).toContain('(000)');
  });

  it('names no number where none is known for certain', () => {
    expect(emergencyNumberFor({ timezone: 'UTC' }, knowledge)).toBe(anywhere);
    expect(emergencyNumberFor({ country: 'AQ', timezone: 'Europe/London' }, knowledge)).toBe(anywhere);
    expect(emergencyNumberFor({})).toBe(anywhere);
  });

  it('has no zone twice, none that is no zone, and a number for each country of a zone', () => {
    const { zones, numbers } = knowledge.emergencyNumbers;
    const all = Object.values(zones).flat();
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((zone) => !isTimeZone(zone))).toEqual([]);
    expect(Object.keys(zones).filter((country) => numbers[country] === undefined)).toEqual([]);
  });
});
