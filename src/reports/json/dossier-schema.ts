import { z } from 'zod';
import { checkInSchema } from '../../domain/check-in.ts';
import {
  birthYearSchema,
  countrySchema,
  personNameSchema,
  profileEntryKinds,
  profileEntrySchemas,
  profileLists,
} from '../../domain/profile.ts';
import { day, metric, words } from './fields.ts';
import { pageSchema } from './page-schema.ts';

type Lists = {
  [Kind in keyof typeof profileLists as (typeof profileLists)[Kind]]: z.ZodArray<
    (typeof profileEntrySchemas)[Kind]
  >;
};
const lists = Object.fromEntries(
  profileEntryKinds.map((kind) => [profileLists[kind], z.array(profileEntrySchemas[kind])]),
) as unknown as Lists;

const profile = z
  .strictObject({
    birthYear: birthYearSchema.exactOptional(),
    country: countrySchema.exactOptional(),
    displayName: personNameSchema.exactOptional().describe('As the person chose to be named.'),
    preparedBy: personNameSchema.exactOptional(),
    ...lists,
  })
  .describe('The profile as it was known when the findings were made, as `profile.json` is written.');

const series = z
  .strictObject({
    metric,
    label: words,
    unit: words,
    start: day,
    values: z.array(z.number().nullable()).describe('One a day from `start`; null where there is none.'),
    source: z.enum(['apple-health']).exactOptional().describe('Which device, where it was not the ring.'),
  })
  .describe('One metric. Clock times are minutes from local midnight, negative on the evening before.');

export const dossierSchema = z
  .strictObject({
    schema: z.literal('rounds.dossier/1'),
    page: pageSchema,
    profile,
    series: z.array(series).describe('By metric, within the window of the page.'),
    checkIns: z.array(checkInSchema).describe('The mornings of the window, a reporter each.'),
  })
  .describe('A page and everything of its window that it was made of.');

export type DossierDocument = z.output<typeof dossierSchema>;
