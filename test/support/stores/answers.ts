import { describe, expect, it } from 'vitest';
import type { ProfileEntry } from '../../../db/stores/profile-subject.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { checkIn } from './samples.ts';
import type { Store } from './stage.ts';

/** What the person tells: check-ins and the profile. */
export function describeAnswers(store: () => Store): void {
  describe('check-ins', () => describeCheckIns(store));
  describe('profile', () => describeProfile(store));
}

function describeCheckIns(store: () => Store): void {
  const upsert = (...checkIns: ReturnType<typeof checkIn>[]) =>
    store().checkIns.upsert(store().anna, checkIns);
  const list = (from: string, to: string) =>
    store().checkIns.list(store().anna, parseDay(from), parseDay(to));
  const rows = async () =>
    (
      await store()
        .db.selectFrom('check_in')
        .select(['day', 'reporter', 'revision'])
        .orderBy('day')
        .orderBy('reporter')
        .orderBy('revision')
        .execute()
    ).map((row) => `${row.day} ${row.reporter} ${row.revision}`);

  const own = (day: string) => ({ day: parseDay(day), reporter: 'self' as const });

  it('gives the answers of the days asked for, in their order', async () => {
    const first = checkIn('2026-03-18', { mood: 5, notes: 'slept badly – ä🙂' });
    const second = checkIn('2026-03-19', { pain: 0 });
    expect(await upsert(second, first, checkIn('2026-03-25', { mood: 1 }))).toEqual([
      own('2026-03-19'),
      own('2026-03-18'),
      own('2026-03-25'),
    ]);
    const recorded = { revision: 1, recordedAt: '2026-03-20T06:00:00.000Z' };
    expect(await list('2026-03-18', '2026-03-19')).toEqual([
      { ...first, ...recorded },
      { ...second, ...recorded },
    ]);
  });

  it('leaves an answer alone that says the same again', async () => {
    await upsert(checkIn('2026-03-18', { mood: 5 }));
    expect(await upsert(checkIn('2026-03-18', { mood: 5 }))).toEqual([]);
    expect(await rows()).toEqual(['2026-03-18 self 1']);
  });

  it('keeps an edited answer as a new revision, and gives the latest', async () => {
    await upsert(checkIn('2026-03-18', { mood: 5, pain: 2 }), checkIn('2026-03-19', { mood: 6 }));
    expect(await upsert(checkIn('2026-03-18', { mood: 4 }), checkIn('2026-03-19', { mood: 6 }))).toEqual([
      own('2026-03-18'),
    ]);
    const [edited, ...others] = await list('2026-03-18', '2026-03-18');
    expect(others).toEqual([]);
    expect(edited).toMatchObject({ mood: 4, revision: 2 });
    expect(edited).not.toHaveProperty('pain');
    expect(await rows()).toEqual(['2026-03-18 self 1', '2026-03-18 self 2', '2026-03-19 self 1']);
  });

  it('takes the last of two answers for one day that come together', async () => {
    expect(await upsert(checkIn('2026-03-18', { mood: 5 }), checkIn('2026-03-18', { mood: 6 }))).toEqual([
      own('2026-03-18'),
    ]);
    expect(await list('2026-03-18', '2026-03-18')).toMatchObject([checkIn('2026-03-18', { mood: 6 })]);
  });

  it('keeps the answers of two reporters apart, the person’s own first', async () => {
    const carers = checkIn('2026-03-18', { mood: 3, reporter: 'caregiver' });
    expect(await upsert(carers)).toEqual([{ day: '2026-03-18', reporter: 'caregiver' }]);
    await upsert(checkIn('2026-03-18', { mood: 5 }));
    expect(await rows()).toEqual(['2026-03-18 caregiver 1', '2026-03-18 self 1']);
    expect(await list('2026-03-18', '2026-03-18')).toMatchObject([{ mood: 5 }, carers]);
  });

  it('finds the last word of one reporter', async () => {
    const { checkIns, anna, berta } = store();
    await upsert(checkIn('2026-03-18', { mood: 5 }), checkIn('2026-03-18', { mood: 6 }));
    expect(await checkIns.find(anna, own('2026-03-18'))).toMatchObject({ mood: 6, revision: 2 });
    expect(await checkIns.find(anna, { ...own('2026-03-18'), reporter: 'caregiver' })).toBeUndefined();
    expect(await checkIns.find(anna, own('2026-03-19'))).toBeUndefined();
    expect(await checkIns.find(berta, own('2026-03-18'))).toBeUndefined();
  });

  it('tells every revision of a day, who gave it and when', async () => {
    const { checkIns, anna, clock } = store();
    await upsert(checkIn('2026-03-18', { mood: 5 }), checkIn('2026-03-19', { mood: 1 }));
    clock.advance(60_000);
    await upsert(checkIn('2026-03-18', { mood: 3, reporter: 'caregiver' }));
    clock.advance(60_000);
    await upsert(checkIn('2026-03-18', { mood: 6, notes: 'after the nap' }));
    expect(await checkIns.history(anna, parseDay('2026-03-18'))).toMatchObject([
      { reporter: 'self', revision: 1, recordedAt: '2026-03-20T06:00:00.000Z', mood: 5, notes: '' },
      { reporter: 'caregiver', revision: 1, recordedAt: '2026-03-20T06:01:00.000Z', mood: 3 },
      { reporter: 'self', revision: 2, recordedAt: '2026-03-20T06:02:00.000Z', notes: 'after the nap' },
    ]);
    expect(await checkIns.history(anna, parseDay('2026-03-17'))).toEqual([]);
  });

  it('keeps a withdrawn answer in the history and out of the list', async () => {
    const { checkIns, anna } = store();
    await upsert(checkIn('2026-03-18', { mood: 5 }));
    expect(await upsert(checkIn('2026-03-18'))).toEqual([own('2026-03-18')]);
    expect(await list('2026-03-18', '2026-03-18')).toEqual([]);
    expect(await checkIns.find(anna, own('2026-03-18'))).toMatchObject(checkIn('2026-03-18'));
    expect(await checkIns.history(anna, parseDay('2026-03-18'))).toHaveLength(2);
  });

  it('knows an answer again that was kept before anybody but the person could give one', async () => {
    const { db, anna } = store();
    const { reporter, ...before } = checkIn('2026-03-18', { mood: 5 });
    await db
      .insertInto('check_in')
      .values({
        person_id: anna.id,
        day: '2026-03-18',
        reporter,
        revision: 1,
        digest: anna.vault.digest('{"day":"2026-03-18","mood":5,"notes":"","symptoms":""}'),
        recorded_at: '2026-03-18T06:00:00.000Z',
        body: anna.vault.seal({ table: 'check_in', column: 'body', row: '["2026-03-18","self",1]' }, before),
      })
      .execute();
    expect(await upsert(checkIn('2026-03-18', { mood: 5 }))).toEqual([]);
    expect(await list('2026-03-18', '2026-03-18')).toMatchObject([checkIn('2026-03-18', { mood: 5 })]);
  });

  it('gives two writers of one day two revisions', async () => {
    await Promise.all([
      upsert(checkIn('2026-03-18', { mood: 5 })),
      upsert(checkIn('2026-03-18', { mood: 6 })),
    ]);
    expect(await rows()).toEqual(['2026-03-18 self 1', '2026-03-18 self 2']);
  });
}

const metoprolol = (dose: string): ProfileEntry => ({
  kind: 'medication',
  value: { name: 'Metoprolol', events: [{ day: '2026-02-01', action: 'start', dose }] },
});
const lab = (value: number, day = '2026-03-01'): ProfileEntry => ({
  kind: 'lab',
  value: { day, analyte: 'ferritin', value, unit: 'ug/L' },
});
const note = (text: string): ProfileEntry => ({
  kind: 'note',
  value: { day: '2026-03-02', author: 'self', text },
});

function describeProfile(store: () => Store): void {
  const upsert = (...entries: ProfileEntry[]) => store().profiles.upsert(store().anna, entries);
  const read = () => store().profiles.get(store().anna);

  it('is empty at first', async () => {
    expect(await read()).toEqual({
      conditions: [],
      allergies: [],
      medications: [],
      adherence: [],
      labs: [],
      appointments: [],
      events: [],
      cycle: [],
      notes: [],
      visits: [],
      goals: [],
    });
  });

  it('gives back every kind of entry as it was written', async () => {
    const entries: ProfileEntry[] = [
      { kind: 'birth-year', value: 1958 },
      { kind: 'condition', value: { name: 'asthma', since: '2001' } },
      { kind: 'allergy', value: { name: 'penicillin', reaction: 'rash', since: '1983' } },
      metoprolol('25 mg'),
      { kind: 'adherence', value: { day: '2026-03-04', medication: 'Metoprolol', taken: 'missed' } },
      lab(40),
      { kind: 'appointment', value: { day: '2026-04-01', clinician: 'Dr Low', questions: ['Why?'] } },
      { kind: 'event', value: { day: '2026-03-05', kind: 'travel', label: 'Lisbon' } },
      { kind: 'cycle', value: { day: '2026-03-06', kind: 'period-start' } },
      note('ä–🙂'),
      {
        kind: 'visit',
        value: { day: '2026-03-10', clinician: 'Dr Low', said: 'Come back.', agreed: [], points: [] },
      },
      {
        kind: 'goal',
        value: { day: '2026-03-11', metric: 'hrv', comparator: '>=', target: 45, by: '2026-06-01' },
      },
      { kind: 'name', value: 'Anna B.' },
      { kind: 'prepared-by', value: 'her son' },
      { kind: 'country', value: 'PT' },
    ];
    expect(await upsert(...entries)).toBe(15);
    const of = (kind: ProfileEntry['kind']) =>
      entries.filter((entry) => entry.kind === kind).map(({ value }) => value);
    expect(await read()).toEqual({
      birthYear: 1958,
      country: 'PT',
      displayName: 'Anna B.',
      preparedBy: 'her son',
      conditions: of('condition'),
      allergies: of('allergy'),
      medications: of('medication'),
      adherence: of('adherence'),
      labs: of('lab'),
      appointments: of('appointment'),
      events: of('event'),
      cycle: of('cycle'),
      notes: of('note'),
      visits: of('visit'),
      goals: of('goal'),
    });
  });

  it('changes nothing when the same entries come again', async () => {
    const entries = [
      metoprolol('25 mg'),
      lab(40),
      lab(41),
      note('one'),
      { kind: 'birth-year', value: 1958 } as const,
    ];
    expect(await upsert(...entries)).toBe(5);
    const before = await read();
    expect(await upsert(...entries)).toBe(0);
    expect(await read()).toEqual(before);
    expect(await store().db.selectFrom('profile_entry').select('id').execute()).toHaveLength(5);
  });

  it('puts a newer entry on the same thing in the place of the older, which stays known as of then', async () => {
    await upsert(metoprolol('25 mg'), { kind: 'birth-year', value: 1958 });
    store().clock.advance(60_000);
    expect(await upsert(metoprolol('50 mg'), { kind: 'birth-year', value: 1959 })).toBe(2);
    const profile = await read();
    expect(profile.birthYear).toBe(1959);
    expect(profile.medications).toEqual([metoprolol('50 mg').value]);
    const rows = await store()
      .db.selectFrom('profile_entry')
      .select(['recorded_at', 'superseded_at'])
      .where('kind', '=', 'medication')
      .orderBy('recorded_at')
      .execute();
    expect(rows).toEqual([
      { recorded_at: '2026-03-20T06:00:00.000Z', superseded_at: '2026-03-20T06:01:00.000Z' },
      { recorded_at: '2026-03-20T06:01:00.000Z', superseded_at: null },
    ]);
  });

  it('gives the profile as it was recorded at any instant', async () => {
    const { profiles, clock, anna } = store();
    await upsert(metoprolol('25 mg'));
    clock.advance(60_000);
    await upsert(metoprolol('50 mg'), note('one'));
    clock.advance(60_000);
    await profiles.withdraw(anna, note('one'));
    const at = async (knownAt: string) => {
      const { medications, notes } = await profiles.get(anna, { knownAt });
      return [medications.map(({ events }) => events[0]?.dose), notes.map(({ text }) => text)];
    };
    expect(await at('2026-03-20T05:59:59.999Z')).toEqual([[], []]);
    expect(await at('2026-03-20T06:00:00.000Z')).toEqual([['25 mg'], []]);
    expect(await at('2026-03-20T06:00:59.999Z')).toEqual([['25 mg'], []]);
    expect(await at('2026-03-20T06:01:00Z')).toEqual([['50 mg'], ['one']]);
    expect(await at('2026-03-20T08:01:30+02:00')).toEqual([['50 mg'], ['one']]);
    expect(await at('2026-03-20T06:02:00.000Z')).toEqual([['50 mg'], []]);
    expect(await profiles.get(anna, { knownAt: '2027-01-01T00:00:00Z' })).toEqual(await read());
    await expect(profiles.get(anna, { knownAt: 'yesterday' })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  it('lists every version of a kind with the time it stood', async () => {
    const { profiles, clock, anna, berta } = store();
    await upsert(metoprolol('25 mg'), note('one'));
    clock.advance(60_000);
    await upsert(metoprolol('50 mg'));
    clock.advance(60_000);
    await profiles.withdraw(anna, metoprolol('50 mg'));
    expect(await profiles.history(anna, 'medication')).toEqual([
      {
        value: metoprolol('25 mg').value,
        recordedAt: '2026-03-20T06:00:00.000Z',
        supersededAt: '2026-03-20T06:01:00.000Z',
      },
      {
        value: metoprolol('50 mg').value,
        recordedAt: '2026-03-20T06:01:00.000Z',
        supersededAt: '2026-03-20T06:02:00.000Z',
      },
    ]);
    expect(await profiles.history(anna, 'note')).toEqual([
      { value: note('one').value, recordedAt: '2026-03-20T06:00:00.000Z', supersededAt: undefined },
    ]);
    expect(await profiles.history(berta, 'medication')).toEqual([]);
  });

  it('withdraws an entry that is there, once, and nobody else’s', async () => {
    const { profiles, anna, berta } = store();
    await upsert(note('one'), note('two'));
    await profiles.upsert(berta, [note('one')]);
    expect(await profiles.withdraw(anna, note('three'))).toBe(false);
    expect(await profiles.withdraw(anna, note('one'))).toBe(true);
    expect(await profiles.withdraw(anna, note('one'))).toBe(false);
    expect((await read()).notes.map(({ text }) => text)).toEqual(['two']);
    expect((await profiles.get(berta)).notes).toHaveLength(1);
    expect(await upsert(note('one'))).toBe(1);
    expect((await read()).notes).toHaveLength(2);
  });

  it('withdraws one of two results of a day without the other coming twice when it is told again', async () => {
    await upsert(lab(40), lab(41));
    expect(await store().profiles.withdraw(store().anna, lab(40))).toBe(true);
    expect(await upsert(lab(41))).toBe(0);
    expect((await read()).labs.map(({ value }) => value)).toEqual([41]);
  });

  it('knows results of one day again in any order, and one of them without the other', async () => {
    await upsert(lab(41), lab(40));
    expect(await upsert(lab(40), lab(41))).toBe(0);
    expect(await upsert(lab(40))).toBe(0);
    expect((await read()).labs.map(({ value }) => value)).toEqual([40, 41]);
  });

  it('puts a corrected result of a day in the place of the one that is not told again', async () => {
    await upsert(lab(40), lab(41), lab(42));
    expect(await upsert(lab(43), lab(42), lab(40))).toBe(1);
    expect((await read()).labs.map(({ value }) => value)).toEqual([40, 42, 43]);
    expect(await upsert(lab(44), lab(44))).toBe(2);
    expect((await read()).labs).toHaveLength(3);
  });

  it('takes a name that is written larger for the same name', async () => {
    await upsert(metoprolol('25 mg'));
    await upsert({ kind: 'medication', value: { name: 'METOPROLOL', events: [] } });
    expect((await read()).medications).toEqual([{ name: 'METOPROLOL', events: [] }]);
  });

  it('keeps what is about different things side by side', async () => {
    await upsert(lab(40), lab(41, '2026-03-08'), note('one'), note('two'));
    const { labs, notes } = await read();
    expect(labs.map(({ value }) => value)).toEqual([40, 41]);
    expect(notes.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('reads the same whatever the order it was told in', async () => {
    const entries = ['zinc', 'iron', 'asthma', 'Metoprolol'].map(
      (name): ProfileEntry => ({ kind: 'medication', value: { name, events: [] } }),
    );
    await upsert(...entries);
    for (const entry of [...entries].reverse()) {
      store().clock.advance(1_000);
      await store().profiles.upsert(store().berta, [entry]);
    }
    const names = ['asthma', 'iron', 'Metoprolol', 'zinc'];
    expect((await read()).medications.map(({ name }) => name)).toEqual(names);
    const bertas = await store().profiles.get(store().berta);
    expect(bertas.medications.map(({ name }) => name)).toEqual(names);
  });

  it('keeps all entries of one call or none, the superseded one included', async () => {
    await upsert(metoprolol('25 mg'));
    const unsealable: ProfileEntry = { kind: 'note', value: { day: '2026-03-02', text: 'x', big: 1n } };
    await expect(upsert(metoprolol('50 mg'), unsealable)).rejects.toThrow();
    const profile = await read();
    expect(profile.medications).toEqual([metoprolol('25 mg').value]);
    expect(profile.notes).toEqual([]);
  });
}
