import { z } from 'zod';

export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .describe('A local calendar day, YYYY-MM-DD.');
export const metric = z
  .string()
  .min(1)
  .describe('A metric of the catalogue, or `custom:` and a name of the person’s own.');
export const words = z.string().describe('Words as they were written.');
export const slugs = z.array(metric);
export const findingIds = z.array(z.string()).describe('Ids of findings of the page.');
export const count = z.int().nonnegative();
