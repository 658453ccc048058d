import { z } from 'zod';
import { redFlagSchema } from './red-flags/rule-schema.ts';

/** The shape of `knowledge/*.json`. Extra fields (how an entry was verified) are kept for the record and ignored. */
export const evidenceEntrySchema = z.object({
  id: z.string(),
  title: z.string(),
  authors: z.string(),
  year: z.int(),
  source: z.string(),
  doi: z.string().nullish(),
  url: z.string(),
  kind: z.string(),
  topics: z.array(z.string()),
  supports: z.string(),
  /** "abstract…": figures in `supports` may be told; anything else is cited without its figures. */
  figureCheck: z.string(),
});

export const drugSchema = z.object({
  name: z.string(),
  synonyms: z.array(z.string()),
  class: z.string(),
  expected: z.array(
    z.object({ metric: z.string(), direction: z.enum(['up', 'down', 'mixed']), note: z.string().optional() }),
  ),
  timingNote: z.string().nullish(),
  evidence: z.array(z.string()),
});

/** Another unit a result may come in: own = told × factor + offset. Only what is certain, and why it is. */
const conversionSchema = z.object({
  unit: z.string().min(1),
  factor: z.number().positive(),
  offset: z.number().optional(),
  synonyms: z.array(z.string().min(1)),
  basis: z.string().min(1),
});

export const analyteSchema = z.object({
  name: z.string(),
  synonyms: z.array(z.string()),
  loinc: z.string().nullish(),
  unit: z.string(),
  conversions: z.array(conversionSchema),
  referenceRange: z.object({
    low: z.number().nullish(),
    high: z.number().nullish(),
    note: z.string().optional(),
  }),
  related: z.array(z.object({ metric: z.string(), note: z.string() })),
  evidence: z.array(z.string()),
});

/** Whom to call, by country (ISO 3166-1 alpha-2), and the zones whose country is beyond doubt. */
export const emergencyNumbersSchema = z.object({
  numbers: z.record(z.string().regex(/^[A-Z]{2}$/), z.string().regex(/^\d{2,4}$/)),
  zones: z.record(z.string().regex(/^[A-Z]{2}$/), z.array(z.string())),
});

const redFlagsSchema = z.array(redFlagSchema).superRefine((rules, context) => {
  const ids = rules.map(({ id }) => id);
  const twice = ids
    .filter((id, place) => ids.indexOf(id) !== place)
    .map((id) => `the rule "${id}" stands twice`);
  for (const message of twice) context.addIssue({ code: 'custom', message });
});

export const knowledgeSchema = z.object({
  evidence: z.array(evidenceEntrySchema),
  medications: z.array(drugSchema),
  labs: z.array(analyteSchema),
  redFlags: redFlagsSchema,
  emergencyNumbers: emergencyNumbersSchema,
});

export type EvidenceEntry = z.infer<typeof evidenceEntrySchema>;
export type Drug = z.infer<typeof drugSchema>;
export type Analyte = z.infer<typeof analyteSchema>;
export type Knowledge = z.infer<typeof knowledgeSchema>;

/** Names as people write them ("Zestril 10 mg") against names and synonyms as the list has them. */
export function findDrug(
  knowledge: Pick<Knowledge, 'medications'>,
  medicationName: string,
): Drug | undefined {
  const words = ` ${plainWords(medicationName)} `;
  return knowledge.medications.find((drug) =>
    [drug.name, ...drug.synonyms].some((name) => words.includes(` ${plainWords(name)} `)),
  );
}

export type FindAnalyte = (analyteName: string) => Analyte | undefined;

/** By the whole name: "Urine glucose" is not glucose. */
export function analyteFinder({ labs }: Pick<Knowledge, 'labs'>): FindAnalyte {
  const byName = new Map(
    labs.flatMap((analyte) =>
      [analyte.name, ...analyte.synonyms].map((name) => [plainWords(name), analyte] as const),
    ),
  );
  return (analyteName) => byName.get(plainWords(analyteName));
}

function plainWords(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
