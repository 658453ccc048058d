import { describe, expect, it } from 'vitest';
import { emptyProfile, type Profile } from '../../../src/domain/profile.ts';
import { profileAsOf } from '../../../src/domain/profile-as-of.ts';
import { parseDay } from '../../../src/shared/day.ts';

const profile: Profile = {
  ...emptyProfile,
  allergies: [{ name: 'penicillin', since: '1983' }, { name: 'latex', since: '2026-04' }, { name: 'nuts' }],
  adherence: [
    { day: parseDay('2026-03-20'), medication: 'Lisinopril', taken: 'missed' },
    { day: parseDay('2026-03-21'), medication: 'Lisinopril', taken: 'late', time: '11:30' },
  ],
  cycle: [
    { day: parseDay('2026-03-20'), kind: 'period-start' },
    { day: parseDay('2026-03-24'), kind: 'period-end' },
  ],
};

describe('a profile as of a day', () => {
  it('holds no dose, no cycle entry and no allergy of a later day', () => {
    const known = profileAsOf(profile, parseDay('2026-03-20'));
    expect(known.allergies.map(({ name }) => name)).toEqual(['penicillin', 'nuts']);
    expect(known.adherence.map(({ taken }) => taken)).toEqual(['missed']);
    expect(known.cycle.map(({ kind }) => kind)).toEqual(['period-start']);
  });

  it('holds them all once their days have come', () => {
    expect(profileAsOf(profile, parseDay('2026-04-30'))).toEqual(profile);
  });
});
