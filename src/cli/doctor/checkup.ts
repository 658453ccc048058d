import type { Check } from './check.ts';
import { checkDatabase } from './database.ts';
import type { Facts } from './facts.ts';
import { checkFiles } from './files.ts';
import { checkKeys } from './keys.ts';
import { checkMachine } from './machine.ts';
import { checkSettings } from './settings.ts';
import { checkWork } from './work.ts';

/** All checks, in the order in which somebody would look. */
export function checkUp(facts: Facts): Check[] {
  return [checkMachine, checkFiles, checkKeys, checkDatabase, checkWork, checkSettings].flatMap((check) =>
    check(facts),
  );
}
