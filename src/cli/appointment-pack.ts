import type { Person } from '../../db/stores/person-store.ts';
import type { RoundPage } from '../domain/page.ts';
import { type AskedPack, freshPage, occasionOf } from '../jobs/appointment-page.ts';
import { requestRound } from '../jobs/request-round.ts';
import type { AppHandle, CliTools } from './app-handle.ts';
import { followRound } from './round-progress.ts';

/** The page for an appointment and the day of it: the one that was made for it, or the one of a round that is run now. */
export async function packPage(
  tools: CliTools,
  app: AppHandle,
  person: Person,
  asked: AskedPack,
): Promise<RoundPage & { readonly appointment: string }> {
  const occasion = await occasionOf(app, person, asked);
  const { appointment, asOf } = occasion;
  const made = await freshPage(app, person, occasion);
  if (made !== undefined) {
    tools.note(`The page of ${made.page.asOf}, made for the appointment on ${appointment}.\n`);
    return { ...made, appointment };
  }
  const queue = await app.queue();
  await app.work();
  const round = await requestRound({ ...app, queue }, person, asOf, undefined, appointment);
  return { page: await followRound(tools, app, person, round), roundId: round.id, appointment };
}
