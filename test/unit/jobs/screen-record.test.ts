import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../db/stores/person-store.ts';
import type { ProfileEntry } from '../../../db/stores/profile-subject.ts';
import { loadKnowledge } from '../../../knowledge/load-knowledge.ts';
import { screen } from '../../../src/domain/red-flags/screen.ts';
import { raiseRedFlags } from '../../../src/jobs/raise-red-flags.ts';
import { storeCustomObservations } from '../../../src/jobs/record-custom-observations.ts';
import { screenDays } from '../../../src/jobs/screen-record.ts';
import { addDays, type Day, parseDay } from '../../../src/shared/day.ts';
import { packageRoot } from '../../../src/shared/package-root.ts';
import { mapEvents } from '../../../src/sources/oura/map-events.ts';
import { setStore } from '../../support/stores/stage.ts';
import { sqliteSite } from '../../support/test-database.ts';

/** It is 06:00 on 20 March 2026 in London, where Anna lives. */
const store = setStore(sqliteSite);
const knowledge = loadKnowledge(join(packageRoot(), 'knowledge'));
const today = parseDay('2026-03-20');
const fortnight = { from: addDays(today, -13), to: today };
const words = 'I have crushing chest pain.';

const on = (text: string): Day => parseDay(text);
const screened = async (days = fortnight) =>
  (await screenDays({ ...store(), knowledge }, store().anna, days)).flags.map(({ rule, day }) => [rule, day]);

describe('words of a profile', () => {
  it.each<[string, ProfileEntry, string]>([
    [
      'what was said at a visit',
      {
        kind: 'visit',
        value: { day: on('2026-03-18'), clinician: 'Dr. A', said: words, agreed: [], points: [] },
      },
      '2026-03-18',
    ],
    [
      'what was agreed to begin later, as of the visit',
      {
        kind: 'visit',
        value: {
          day: on('2026-03-18'),
          clinician: 'Dr. A',
          agreed: [{ day: on('2026-04-01'), what: words, watch: [] }],
          points: [],
        },
      },
      '2026-03-18',
    ],
    [
      'a question for a coming appointment, on the day it was written',
      {
        kind: 'appointment',
        value: { day: on('2026-04-24'), clinician: 'Dr. A', questions: ['Why?', words] },
      },
      '2026-03-20',
    ],
    [
      'a question of an appointment that is over',
      { kind: 'appointment', value: { day: on('2026-03-12'), clinician: 'Dr. A', questions: [words] } },
      '2026-03-12',
    ],
    [
      'what was written beside a dose',
      {
        kind: 'adherence',
        value: { day: on('2026-03-17'), medication: 'Lisinopril', taken: 'missed', label: words },
      },
      '2026-03-17',
    ],
    [
      'what was written beside the cycle',
      { kind: 'cycle', value: { day: on('2026-03-16'), kind: 'period-start', label: words } },
      '2026-03-16',
    ],
    [
      'a reaction without a time',
      { kind: 'allergy', value: { name: 'Penicillin', reaction: words } },
      '2026-03-20',
    ],
    [
      'a reaction since a day',
      { kind: 'allergy', value: { name: 'Penicillin', reaction: words, since: '2026-03-10' } },
      '2026-03-10',
    ],
  ])('are read: %s', async (_what, entry, day) => {
    await store().profiles.upsert(store().anna, [entry]);
    expect(await screened()).toEqual([['chest-pain', day]]);
  });

  it.each(['2019', '2019-02', '2026-02'])('are as old as the allergy can be at most: %s', async (since) => {
    const value = { name: 'Penicillin', reaction: words, since };
    await store().profiles.upsert(store().anna, [{ kind: 'allergy', value }]);
    expect(await screened()).toEqual([]);
  });

  it('stay on the day they were first recorded, until they are about something else', async () => {
    const { profiles, anna, clock } = store();
    const ask = (day: string, ...questions: string[]) =>
      profiles.upsert(anna, [
        { kind: 'appointment', value: { day: on(day), clinician: 'Dr. A', questions } },
      ]);
    await ask('2026-04-24', words);
    clock.advance(3 * 86_400_000);
    await ask('2026-04-24', words, 'Is the dose right?');
    const days = { from: fortnight.from, to: on('2026-03-23') };
    expect(await screened(days)).toEqual([['chest-pain', '2026-03-20']]);
    await ask('2026-06-24', words);
    expect(await screened(days)).toEqual([
      ['chest-pain', '2026-03-20'],
      ['chest-pain', '2026-03-23'],
    ]);
  });
});

describe('what is read of the archive', () => {
  /** What the store was asked for, by its name and the days. */
  async function asked(work: (dependencies: ReturnType<typeof watched>['dependencies']) => Promise<unknown>) {
    const { dependencies, calls } = watched();
    await work(dependencies);
    return calls;
  }

  function watched() {
    const { rawDocuments } = store();
    const calls: { name: string; from: Day | undefined }[] = [];
    const dependencies = {
      ...store(),
      knowledge,
      rawDocuments: {
        ...rawDocuments,
        list: (...args: Parameters<typeof rawDocuments.list>) => {
          calls.push({ name: 'list', from: args[2] });
          return rawDocuments.list(...args);
        },
        listCollection: (...args: Parameters<typeof rawDocuments.listCollection>) => {
          calls.push({ name: 'listCollection', from: args[2]?.from });
          return rawDocuments.listCollection(...args);
        },
      },
    };
    return { dependencies, calls };
  }

  const measure = async (person: Person, metrics: number) => {
    const observations = Array.from({ length: metrics }, (_, which) => ({
      metric: { slug: `systolic-${which}`, label: 'Systolic blood pressure', unit: 'mmHg' },
      value: which === 0 ? 188 : 120,
      occurredAt: '2026-03-19T07:00:00.000Z',
    }));
    await storeCustomObservations(store(), person, observations as never);
  };

  it('is asked for once, however many metrics somebody named, and finds the one that matters', async () => {
    const { anna } = store();
    await measure(anna, 9);
    const calls = await asked((dependencies) => screenDays(dependencies, anna, fortnight));
    expect(calls).toHaveLength(2);
    expect(await screened()).toEqual([['bp-crisis-no-symptoms', '2026-03-19']]);
  });

  it('begins a fortnight before the days that are looked at', async () => {
    const calls = await asked((dependencies) => screenDays(dependencies, store().anna, fortnight));
    const first = addDays(fortnight.from, -14);
    expect(calls.every(({ from }) => from === undefined || from >= first)).toBe(true);
  });

  it('lacks nothing that the app of the ring told of in words of ours', () => {
    const told = [
      ['enhanced_tag', { tag_type_code: 'tag_generic_fever' }],
      ['enhanced_tag', { tag_type_code: 'tag_generic_flight' }],
      ['rest_mode_period', {}],
      ['ring_configuration', { set_up_at: '2025-01-01T00:00:00Z' }],
      ['ring_configuration', { set_up_at: '2026-03-01T00:00:00Z' }],
    ].map(([collection, body], index) => ({
      source: 'oura' as const,
      collection: collection as string,
      documentId: String(index),
      day: addDays(today, -40 * index),
      body: body as Record<string, unknown>,
    }));
    const texts = mapEvents(told, 'Europe/London').map(({ day, label }) => ({
      day,
      source: 'event' as const,
      text: label,
    }));
    expect(new Set(texts.map(({ text }) => text)).size).toBe(4);
    expect(screen({ texts, readings: [], medications: [] }, knowledge)).toEqual([]);
  });
});

describe('a night after nights', () => {
  it('tells only of what is new or has reached nobody', async () => {
    const { anna, profiles, notifications } = store();
    const note = (day: string) => ({
      kind: 'note' as const,
      value: { day: on(day), author: '', text: words },
    });
    await profiles.upsert(anna, [note('2026-03-15'), note('2026-03-16'), note('2026-03-17')]);
    const told: string[] = [];
    const outcomes: Record<string, 'sent' | 'refused' | undefined> = {
      '2026-03-15': 'sent',
      '2026-03-16': 'refused',
    };
    const dependencies = {
      ...store(),
      knowledge,
      tell: async (telling: Parameters<typeof notifications.insert>[0]) => {
        const day = await store().redFlags.dayOf(telling.about);
        told.push(day);
        const outcome = outcomes[day];
        const { id } = await notifications.insert(telling, 'url');
        const claim = outcome === undefined ? undefined : await notifications.claim(id);
        if (claim !== undefined && outcome !== undefined)
          await notifications.settle(claim, { state: outcome });
      },
    };
    const night = async () => {
      told.length = 0;
      await (await raiseRedFlags(dependencies, anna, fortnight)).settled;
      return told.toSorted();
    };
    expect(await night()).toEqual(['2026-03-15', '2026-03-16', '2026-03-17']);
    expect(await night()).toEqual(['2026-03-16', '2026-03-17']);
    await profiles.upsert(anna, [note('2026-03-18')]);
    expect(await night()).toEqual(['2026-03-16', '2026-03-17', '2026-03-18']);
  });
});
