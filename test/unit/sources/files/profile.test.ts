import { describe, expect, it } from 'vitest';
import { profileEntrySchemas } from '../../../../src/domain/profile.ts';
import { as, lines, readFixture, readText } from './fixture.ts';

describe('a profile', () => {
  it('becomes its entries, one by one', () => {
    const file = as(readFixture('profile.json'), 'profile');
    expect(file).toMatchObject({
      timezone: 'Europe/London',
      singles: [{ kind: 'birth-year', value: 1956 }],
      refusals: [],
    });
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

  it('holds allergies, a log of doses and the cycle beside them', () => {
    const profile = {
      allergies: [{ name: 'Penicillin', reaction: 'rash', since: '1983' }],
      medications: [{ name: 'Ibuprofen', asNeeded: true }],
      adherence: [
        { day: '2026-03-01', medication: 'Lisinopril', taken: 'missed' },
        { day: '2026-03-02', medication: 'Lisinopril', taken: 'late', time: '11:30', label: 'overslept' },
      ],
      cycle: [{ day: '2026-03-03', kind: 'period-start' }],
    };
    const file = as(readText(JSON.stringify(profile)), 'profile');
    expect(file.refusals).toEqual([]);
    expect(file.entries).toEqual([
      { kind: 'allergy', value: profile.allergies[0] },
      { kind: 'medication', value: { name: 'Ibuprofen', asNeeded: true, events: [] } },
      { kind: 'adherence', value: profile.adherence[0] },
      { kind: 'adherence', value: profile.adherence[1] },
      { kind: 'cycle', value: { day: '2026-03-03', kind: 'period-start' } },
    ]);
  });

  it('names what is wrong in them by its place', () => {
    const profile = {
      allergies: [{ name: 'Penicillin', severity: 'Zaphod' }, { reaction: 'rash' }],
      adherence: [
        { day: '2026-03-01', medication: 'Lisinopril', taken: 'Zaphod' },
        { day: '2026-03-01', medication: 'Lisinopril', taken: 'missed', time: '8 am' },
      ],
      cycle: [{ day: '3 March', kind: 'period' }],
    };
    const file = as(readText(JSON.stringify(profile)), 'profile');
    expect(lines(file)).toEqual([
      'profile allergies[0].severity: is not a known field',
      'profile allergies[1].name: is missing',
      'profile adherence[0].taken: must be one of: taken, missed, late, extra',
      'profile adherence[1].time: is not a time; write HH:MM',
      'profile cycle[0].day: is not a day; write YYYY-MM-DD',
      'profile cycle[0].kind: must be one of: period-start, period-end, ovulation, perimenopause, menopause, pregnancy-start, pregnancy-end, hormones-start, hormones-stop',
    ]);
    expect(file.entries).toEqual([]);
    expect(JSON.stringify(file)).not.toContain('Zaphod');
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
    expect(file.singles).toEqual([]);
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
