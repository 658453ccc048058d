import { InputError } from '../shared/errors.ts';

/** Where a person wants to be told that there is something to read. */
export interface Contact {
  readonly email: string;
}

const LONGEST = 254;
/** One address and nothing beside it: no name, no second one, nothing that could open another header. */
const ADDRESS = /^[^\s@<>"(),:;\\[\]\p{Cc}]+@[^\s@<>"(),:;\\[\]\p{Cc}]+$/u;

export function parseEmail(text: string): string {
  const email = text.trim();
  if (email.length <= LONGEST && ADDRESS.test(email)) return email;
  throw new InputError('This is not a mail address; one is written name@example.org.');
}
