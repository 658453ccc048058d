import { PermanentError } from '../shared/errors.ts';

/** The server refused the request as malformed: another form may be taken. */
export class FormRefused extends PermanentError {
  constructor(provider: string, status: number) {
    super(`${provider} refused the request (status ${status}).`);
  }
}

/** After this many requests that no form could save, it is the request and not the form: one try is enough. */
const HOPELESS = 2;

/**
 * From the strictest form of a request to the one that every server understands; what is taken is remembered. Of the
 * reasons for which a request can be malformed, the form is the one that can be avoided here.
 */
export function createFormLadder<Form>(forms: readonly [Form, ...Form[]]) {
  const last = forms.length - 1;
  let best = 0;
  let refused = 0;
  return async function climb<Answer>(send: (form: Form) => Promise<Answer>): Promise<Answer> {
    const start = refused < HOPELESS ? best : last;
    for (let place = start; ; place += 1) {
      try {
        const answer = await send(forms[place] ?? forms[0]);
        // A last form that was tried alone says nothing about the stricter ones.
        if (start === best) best = place;
        refused = 0;
        return answer;
      } catch (error) {
        if (!(error instanceof FormRefused)) throw error;
        if (place < last) continue;
        refused += 1;
        throw error;
      }
    }
  };
}
