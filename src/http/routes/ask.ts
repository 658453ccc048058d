import { Hono } from 'hono';
import { z } from 'zod';
import type { Person, PersonStore } from '../../../db/stores/person-store.ts';
import type { Answer } from '../../domain/ask/answer.ts';
import { daySchema } from '../../domain/profile.ts';
import type { AskedQuestion } from '../../jobs/answer-question.ts';
import { InputError } from '../../shared/errors.ts';
import { limitBody, readJsonBody } from '../json-body.ts';

export interface AskRouteDependencies {
  readonly people: PersonStore;
  readonly ask: (person: Person, asked: AskedQuestion) => Promise<Answer>;
}

const bodySchema = z.strictObject({ question: z.string(), asOf: daySchema.optional() });

/** A question stands in the body: what stands in an address is written down by every machine on the way. */
export function askRoute({ people, ask }: AskRouteDependencies): Hono {
  return new Hono().post('/:slug/ask', limitBody(4), async (context) => {
    const body = bodySchema.safeParse(await readJsonBody(context));
    if (!body.success) {
      throw new InputError('Send {"question": "…"}, and "asOf": "YYYY-MM-DD" if it is not about today.');
    }
    const person = await people.get(context.req.param('slug'));
    context.header('Cache-Control', 'no-store');
    return context.json(await ask(person, body.data));
  });
}
