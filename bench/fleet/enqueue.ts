import type { PersonStore } from '../../db/stores/person-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import { startRound } from '../../src/jobs/start-round.ts';
import type { JobQueue } from '../../src/queue/runtime.ts';
import type { Day } from '../../src/shared/day.ts';

export interface Ask {
  readonly slugs: readonly string[];
  readonly slot: string;
  readonly asOf: Day;
}

const AT_ONCE = 10;

export async function enqueueRounds(
  dependencies: { readonly people: PersonStore; readonly rounds: RoundStore; readonly queue: JobQueue },
  { slugs, slot, asOf }: Ask,
): Promise<void> {
  for (let done = 0; done < slugs.length; done += AT_ONCE) {
    const some = slugs.slice(done, done + AT_ONCE).map(async (slug) => {
      await startRound(dependencies, await dependencies.people.get(slug), slot, asOf);
    });
    await Promise.all(some);
  }
}
