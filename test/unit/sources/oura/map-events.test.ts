import { describe, expect, it } from 'vitest';
import type { RawDocument } from '../../../../src/domain/raw-document.ts';
import { mapEvents } from '../../../../src/sources/oura/map-events.ts';
import { raw } from './documents.ts';

const tag = (day: string, code: string | null, fields: Record<string, unknown> = {}) =>
  raw('enhanced_tag', day, { start_day: day, end_day: null, tag_type_code: code, ...fields });
const oldTag = (day: string, ...tags: unknown[]) => raw('tag', day, { tags, text: 'Zaphod was sick' });
const rest = (day: string, end: string | null, ...tags: unknown[]) =>
  raw('rest_mode_period', day, {
    start_day: day,
    end_day: end,
    episodes: [{ tags, timestamp: `${day}T09:00:00+00:00` }],
  });
const ring = (id: string, set_up_at: string | null): RawDocument => ({
  source: 'oura',
  collection: 'ring_configuration',
  documentId: id,
  day: undefined,
  body: { id, set_up_at, hardware_type: 'gen4', color: null },
});
const eventsOf = (...documents: RawDocument[]) =>
  mapEvents(documents, 'Europe/London').map(({ day, kind, label }) => `${day} ${kind}: ${label}`);

describe('tags', () => {
  it.each([
    ['tag_generic_sick', '2026-03-01 illness: Illness (Oura tag)'],
    ['tag_generic_common_cold', '2026-03-01 illness: Illness (Oura tag)'],
    ['tag_generic_commoncold', '2026-03-01 illness: Illness (Oura tag)'],
    ['tag_generic_confirmed_covid_19', '2026-03-01 illness: Illness (Oura tag)'],
    ['tag_sleep_jet_lag', '2026-03-01 travel: Travel (Oura tag)'],
    ['tag_generic_airplane', '2026-03-01 travel: Travel (Oura tag)'],
  ])('%s is told in our words', (code, event) => {
    expect(eventsOf(tag('2026-03-01', code, { comment: 'Zaphod' }))).toEqual([event]);
    expect(eventsOf(oldTag('2026-03-01', 'tag_sleep_latemeal', code))).toEqual([event]);
  });

  it.each([
    'tag_generic_coffee',
    'tag_sleep_alcohol',
    'tag_sleep_latemeal',
    'tag_generic_flu_shot',
    'tag_generic_cold_shower',
    'tag_generic_cold_exposure',
    'tag_generic_covid_19_vaccine',
    'tag_generic_headache',
    'tag_generic_train',
    'custom',
    null,
  ])('%s is no event', (code) => {
    expect(eventsOf(tag('2026-03-01', code, { custom_name: 'sick', comment: 'travel' }))).toEqual([]);
  });

  it('of days that follow each other are one event on the first; after a fortnight it is another', () => {
    expect(
      eventsOf(
        tag('2026-03-03', 'tag_generic_sick'),
        tag('2026-03-01', 'tag_generic_cold'),
        tag('2026-03-14', 'tag_generic_sick'),
        tag('2026-03-28', 'tag_generic_flu'),
      ),
    ).toEqual(['2026-03-01 illness: Illness (Oura tag)', '2026-03-28 illness: Illness (Oura tag)']);
  });

  it('of somebody who flies every week are a habit: one event, long ago', () => {
    const weeks = Array.from({ length: 20 }, (_, week) =>
      tag(new Date(Date.UTC(2026, 0, 5 + 7 * week)).toISOString().slice(0, 10), 'tag_generic_airplane'),
    );
    expect(eventsOf(...weeks)).toEqual(['2026-01-05 travel: Travel (Oura tag)']);
  });

  it('that are malformed tell nothing', () => {
    expect(
      eventsOf(
        tag('2026-03-01', 7 as unknown as string),
        oldTag('2026-03-01', null, { sick: 1 }),
        raw('tag', '2026-03-02', { tags: 'tag_generic_sick' }),
        raw('rest_mode_period', '2026-04-02', { episodes: ['x', null, { tags: 'y' }], end_day: 'soon' }),
      ),
    ).toEqual(['2026-04-02 other: Rest mode (Oura)']);
  });
});

describe('rest mode', () => {
  it('is an illness only where its episodes or a tag of these days say so', () => {
    expect(eventsOf(rest('2026-03-01', '2026-03-04', 'tag_generic_cold'))).toEqual([
      '2026-03-01 illness: Illness (Oura tag)',
    ]);
    expect(eventsOf(rest('2026-03-01', null, 'tag_generic_alcohol'))).toEqual([
      '2026-03-01 other: Rest mode (Oura)',
    ]);
    // Tagged two days before it was switched on, and on the day it ended.
    expect(eventsOf(rest('2026-03-03', '2026-03-06'), tag('2026-03-01', 'tag_generic_sick'))).toEqual([
      '2026-03-01 illness: Illness (Oura tag)',
    ]);
    expect(eventsOf(rest('2026-03-03', '2026-03-06'), tag('2026-03-06', 'tag_generic_sick'))).toEqual([
      '2026-03-06 illness: Illness (Oura tag)',
    ]);
    expect(eventsOf(rest('2026-03-10', '2026-03-12'), tag('2026-03-01', 'tag_generic_sick'))).toEqual([
      '2026-03-01 illness: Illness (Oura tag)',
      '2026-03-10 other: Rest mode (Oura)',
    ]);
  });
});

describe('rings', () => {
  it('are a change from the second on; 1970 is no day', () => {
    expect(eventsOf(ring('a', '2024-05-01T10:00:00+00:00'))).toEqual([]);
    expect(eventsOf(ring('a', '1970-01-01T00:00:00+00:00'), ring('b', '2024-05-01T10:00:00Z'))).toEqual([]);
    expect(
      eventsOf(
        ring('c', '2026-02-01T23:30:00.000Z'),
        ring('a', '2022-05-01T10:00:00Z'),
        ring('d', null),
        ring('e', 'lately'),
        // Set up again a week later: the same change.
        ring('f', '2026-02-08T10:00:00Z'),
      ),
    ).toEqual(['2026-02-01 device: New ring (Oura)']);
  });

  it('are set up on the day of the place the person lives in', () => {
    const rings = [ring('a', '2022-05-01T10:00:00Z'), ring('b', '2026-02-01T23:30:00Z')];
    expect(mapEvents(rings, 'Pacific/Auckland').map(({ day }) => day)).toEqual(['2026-02-02']);
  });
});

it('nothing else of the ring is an event', () => {
  expect(eventsOf(raw('session', '2026-03-01', { type: 'rest', tags: ['tag_generic_sick'] }))).toEqual([]);
});
