import { beforeEach, describe, expect, it } from 'vitest';
import { freshPage, occasionOf } from '../../../src/jobs/appointment-page.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { enterAppointment, madeFor } from '../../support/appointment-pages.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

/** It is 06:00 on 20 March 2026 in London, where Anna lives. */
const store = setStore(sqliteSite);
const HOUR_MS = 3_600_000;
const visit = '2026-03-21';
const occasion = (asOf?: string) =>
  occasionOf(store(), store().anna, {
    appointment: 'next',
    asOf: asOf === undefined ? undefined : parseDay(asOf),
  });
const fresh = async (asOf?: string) =>
  (await freshPage(store(), store().anna, await occasion(asOf)))?.roundId;

beforeEach(() => enterAppointment(store(), store().anna, visit));

describe('the page to take along', () => {
  it('is that of the evening before, on the day of the visit as well', async () => {
    const { id } = await madeFor(store(), store().anna, visit, '2026-03-20');
    expect(await fresh()).toBe(id);
    store().clock.advance(24 * HOUR_MS);
    expect(await fresh()).toBe(id);
  });

  it('is made anew when it is older, when the profile was changed since, and when somebody says from which day', async () => {
    expect(await fresh()).toBeUndefined();
    await madeFor(store(), store().anna, visit, '2026-03-20');
    expect(await fresh('2026-03-20')).toBeUndefined();
    store().clock.advance(HOUR_MS);
    await store().profiles.upsert(store().anna, [{ kind: 'condition', value: { name: 'Asthma' } }]);
    expect(await fresh()).toBeUndefined();
  });

  it('is made anew when somebody answered on a morning since', async () => {
    await madeFor(store(), store().anna, visit, '2026-03-20');
    store().clock.advance(HOUR_MS);
    const answers = { mood: 3, symptoms: 'dizzy', notes: '' };
    await store().checkIns.upsert(store().anna, [
      { day: parseDay('2026-03-20'), reporter: 'self', ...answers },
    ]);
    expect(await fresh()).toBeUndefined();
  });

  it('of three days before is not what is taken along', async () => {
    await madeFor(store(), store().anna, visit, '2026-03-18');
    expect(await fresh()).toBeUndefined();
  });

  it('is for the appointment that is named, also where another one is nearer', async () => {
    await enterAppointment(store(), store().anna, '2026-04-02');
    const asked = { appointment: parseDay('2026-04-02') };
    expect(await occasionOf(store(), store().anna, asked)).toEqual({
      appointment: '2026-04-02',
      asOf: '2026-03-20',
      isAnew: false,
    });
    await expect(
      occasionOf(store(), store().anna, { ...asked, asOf: parseDay('2026-03-21') }),
    ).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('is none where nothing was made for a visit that has passed', async () => {
    store().clock.advance(48 * HOUR_MS);
    const past = await occasionOf(store(), store().anna, { appointment: parseDay(visit) });
    await expect(freshPage(store(), store().anna, past)).rejects.toThrow(/--as-of DAY/);
  });
});
