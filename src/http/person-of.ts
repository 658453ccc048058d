import type { Context } from 'hono';
import type { Person, PersonStore } from '../../db/stores/person-store.ts';
import { NotFoundError, RoundsError } from '../shared/errors.ts';

/** Whom a request is about: who is named in it; in a household of one there is no need to say. */
export async function personOf(context: Context, people: PersonStore): Promise<Person> {
  const named = context.req.query('person') ?? context.req.header('x-person');
  if (named !== undefined) {
    const person = await people.find(named);
    if (person !== undefined) return person;
    throw new NotFoundError('There is no person of this name here. "rounds people" lists them.');
  }
  const [only, second] = await people.list();
  if (only === undefined)
    throw unclear('There is nobody here yet. "rounds import FILES --person NAME" creates somebody.');
  if (second !== undefined)
    throw unclear('Say whom this is about: with ?person=NAME, or with the header "x-person: NAME".');
  return people.getById(only.id);
}

function unclear(publicMessage: string): RoundsError {
  return new RoundsError(publicMessage, { code: 'unprocessable' });
}
