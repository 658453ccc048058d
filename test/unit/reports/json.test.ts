import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Dossier } from '../../../src/domain/dossier.ts';
import type { Page } from '../../../src/domain/page.ts';
import type { PageRecord } from '../../../src/domain/page-record.ts';
import type { Profile } from '../../../src/domain/profile.ts';
import { type DossierDocument, dossierSchema } from '../../../src/reports/json/dossier-schema.ts';
import type { pageSchema } from '../../../src/reports/json/page-schema.ts';
import { renderJson } from '../../../src/reports/json.ts';
import type { Day } from '../../../src/shared/day.ts';
import { dossiers, storyDossier } from '../../fixtures/pages/dossier.ts';
import { day } from '../../fixtures/pages/series.ts';
import { storyPage } from '../../fixtures/pages/story.ts';

/** A type without what JSON does not tell apart: marks of days, lists that may be written, keys without a value. */
type Plain<Type> = Type extends Day
  ? string
  : Type extends readonly (infer Part)[]
    ? Plain<Part>[]
    : Type extends object
      ? { [Key in keyof Type]-?: Plain<Exclude<Type[Key], undefined>> }
      : Type;
type Same<Left, Right> = [Plain<Left>] extends [Plain<Right>]
  ? [Plain<Right>] extends [Plain<Left>]
    ? true
    : false
  : false;

const typesAgree: [
  Same<Page, z.output<typeof pageSchema>>,
  Same<Profile, DossierDocument['profile']>,
  Same<Dossier['checkIns'], DossierDocument['checkIns']>,
] = [true, true, true];

/** Every field of the record is there. */
const record: PageRecord = {
  name: 'Elena M.',
  preparedBy: 'her daughter',
  checkInDays: [{ reporter: 'caregiver', days: 12 }],
  changes: [{ day: day('2026-01-02'), kind: 'device', label: 'another ring' }],
  usual: [{ metric: 'hrv', low: 34, median: 42, high: 51, values: 66 }],
  conditions: [{ name: 'Hypertension', since: '2019' }],
  allergies: [{ name: 'Penicillin', reaction: 'rash' }],
  medicines: [
    {
      name: 'Lisinopril',
      asNeeded: false,
      periods: [{ from: day('2026-03-03'), to: undefined, dose: '20 mg' }],
      since: day('2025-11-10'),
      doses: { taken: 80, missed: 3, late: 1 },
    },
  ],
  symptoms: {
    scores: [{ metric: 'fatigue', median: 6, days: 13, usual: undefined }],
    told: [
      { text: 'dizzy', days: 2, first: day('2026-03-01'), last: day('2026-03-05'), reporters: ['self'] },
    ],
  },
  labs: [
    {
      day: day('2026-02-03'),
      analyte: 'TSH',
      value: 4.6,
      unit: 'mIU/L',
      high: 4,
      range: 'high',
      previous: { day: day('2025-08-01'), value: 3.9 },
    },
  ],
  goals: [
    {
      goal: {
        day: day('2026-01-01'),
        metric: 'sleepEfficiency',
        comparator: '>=',
        target: 82,
        by: day('2026-04-01'),
      },
      verdict: 'nearing',
      now: { median: 80, values: 26, meeting: 5 },
      before: { median: 78, values: 24, meeting: 2 },
      trend: { perWeek: 0.5, interval: [0.2, 0.8], from: day('2026-01-01') },
      text: 'Nearing.',
    },
  ],
};

const withRecord = (): Dossier => ({ ...storyDossier(), page: { ...storyPage(), record } });

describe('the dossier as JSON', () => {
  it('has a schema that agrees with the types', () => {
    expect(typesAgree).toEqual([true, true, true]);
  });

  it.each(Object.entries({ ...dossiers, 'with a record': withRecord }))(
    'is what the schema says, nothing more and nothing less: %s',
    (_, make) => {
      const document = JSON.parse(renderJson(make()));
      expect(dossierSchema.parse(document)).toEqual(document);
    },
  );

  it('holds the page, the values and the words as they are', () => {
    const dossier = storyDossier();
    const document = JSON.parse(renderJson(dossier));
    expect(document.page).toEqual(JSON.parse(JSON.stringify(dossier.page)));
    expect(document.profile).toEqual(JSON.parse(JSON.stringify(dossier.profile)));
    expect(document.checkIns).toEqual(dossier.checkIns);
    expect(document.series.at(-1)).toEqual({
      metric: 'custom:caffeine',
      label: 'Coffee, cups',
      unit: 'cups',
      start: '2025-12-21',
      values: [2, 0, 3],
    });
    expect(
      document.series.find(({ metric }: { metric: string }) => metric === 'temperatureDeviation'),
    ).toEqual({
      metric: 'temperatureDeviation',
      label: 'night temperature against own usual',
      unit: '°C',
      start: '2025-12-21',
      values: [0.12, -0.34, null, 0.05],
    });
  });

  it('is the same bytes whatever order things were put together in', () => {
    const dossier = storyDossier();
    const turned = Object.fromEntries(Object.entries(dossier.page).toReversed()) as unknown as Page;
    expect(renderJson({ ...dossier, page: turned })).toBe(renderJson(dossier));
  });

  it('describes each of its fields in JSON Schema', () => {
    const schema = z.toJSONSchema(dossierSchema, { io: 'input' });
    expect(Object.keys(schema.properties ?? {})).toEqual(['schema', 'page', 'profile', 'series', 'checkIns']);
    expect(schema.additionalProperties).toBe(false);
  });
});
