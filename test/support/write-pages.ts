import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { RoundStore } from '../../db/stores/round-store.ts';
import type { StepStore } from '../../db/stores/step-store.ts';
import type { Page } from '../../src/domain/page.ts';

interface PageStores {
  readonly rounds: RoundStore;
  readonly steps: StepStore;
  readonly pages: PageStore;
}

/** Pages as rounds would have left them. */
export async function writePages(stores: PageStores, person: Person, pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const { id } = await stores.rounds.upsert(person, `nightly:${page.asOf}`, page.asOf);
    const claim = await stores.steps.claim(id, person.id, 'coordinate');
    if (claim === undefined) throw new Error('a fresh step can be claimed');
    await stores.steps.finish(claim, (transaction) => stores.pages.put(transaction, person, id, page));
  }
}
