import { describe, expect, it } from 'vitest';
import { profileEntrySchemas } from '../../../../src/domain/profile.ts';
import { as, lines, readFixture } from './fixture.ts';

describe('a profile', () => {
  it('becomes its entries, one by one', () => {
    const file = as(readFixture('profile.json'), 'profile');
    expect(file).toMatchObject({ timezone: 'Europe/London', birthYear: 1956, refusals: [] });
    expect(file.entries.map(({ kind }) => kind)).toEqual([
      'condition',
      'medication',
      'lab',
      'appointment',
      'event',
      'note',
    ]);
    expect(file.entries[1]).toEqual({
      kind: 'medication',
      value: {
        name: 'Lisinopril',
        events: [
          { day: '2025-06-01', action: 'start', dose: '10 mg', time: '08:00' },
          { day: '2026-02-10', action: 'dose', dose: '20 mg', time: '21:00' },
        ],
      },
    });
  });

  it('with faults: each is named by its place, what is good beside it stays, nothing is quoted', () => {
    const file = as(readFixture('profile-faults.json'), 'profile');
    expect(lines(file)).toEqual([
      'profile medicines: is not a known field',
      'profile conditions: must be a list',
      'profile medications[0].events[0].day: is not a day; write YYYY-MM-DD',
      'profile medications[1].name: is missing',
      'profile medications[2].strength: is not a known field',
      'profile labs[0].value: must be a number',
      'profile events[0].kind: must be one of: illness, travel, device, other',
      'profile appointments[0]: must be an object',
      'profile timezone: is not a time zone; write an IANA name such as Europe/London',
      'profile birthYear: must be a number',
    ]);
    expect(file.timezone).toBeUndefined();
    expect(file.birthYear).toBeUndefined();
    expect(file.entries).toEqual([
      { kind: 'medication', value: { name: 'Lisinopril', events: [{ day: '2026-02-10', action: 'dose' }] } },
      { kind: 'medication', value: { name: 'Metformin', events: [] } },
      { kind: 'lab', value: { day: '2026-01-12', analyte: 'Sodium', value: 139, unit: 'mmol/L' } },
    ]);
    expect(JSON.stringify(file)).not.toContain('Zaphod');
  });

  it('every entry that is returned satisfies its own schema', () => {
    for (const name of ['profile.json', 'profile-faults.json']) {
      for (const { kind, value } of as(readFixture(name), 'profile').entries) {
        expect(profileEntrySchemas[kind].safeParse(value).success).toBe(true);
      }
    }
  });
});
