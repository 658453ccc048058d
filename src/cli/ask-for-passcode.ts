import { password } from '@clack/prompts';
import type { Terminal } from './app-handle.ts';
import { ask } from './ask.ts';

/** Twice, because nobody sees what is typed. Undefined: broken off. */
export async function askForPasscode(terminal: Terminal): Promise<string | undefined> {
  const first = await ask(terminal, (at) => password({ ...at, message: 'Passcode, 6 characters or more' }));
  if (first === undefined) return undefined;
  return ask(terminal, (at) =>
    password({
      ...at,
      message: 'The same once more',
      validate: (again) => (again === first ? undefined : 'This is another one.'),
    }),
  );
}
