import type { DemoPerson } from '../person/generate.ts';
import type { CloudAccount } from './account.ts';

/** The invented person as a member of the simulated cloud. */
export function accountOf(person: DemoPerson): CloudAccount {
  const { userId, ...held } = person.oura;
  return { id: userId, name: person.name, ...held };
}
