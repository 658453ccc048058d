import { withTransaction } from '../../db/transaction.ts';
import type { Page } from '../../src/domain/page.ts';
import { createHttpApp, type HttpDependencies } from '../../src/http/http-app.ts';
import { createShare, type ShareTerms } from '../../src/jobs/share-page.ts';
import { parseDay } from '../../src/shared/day.ts';
import { httpDependencies } from './http-dependencies.ts';
import { silentLogger } from './queue/silent-logger.ts';
import { page } from './stores/samples.ts';
import type { Store } from './stores/stage.ts';

const shareUrl = 'https://rounds.example';

export interface Asked {
  readonly method?: string;
  readonly passcode?: string;
  readonly cookie?: string;
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page of Anna's, and links to it through the whole HTTP application, as a reader from outside reaches it. */
export function sharing(store: Store, own: Partial<HttpDependencies> = {}) {
  const lines: unknown[][] = [];
  let askers = 0;
  const log = (...words: unknown[]) => void lines.push(words);
  const logger = { ...silentLogger, info: log, warn: log, error: log, debug: log };
  const dependencies = httpDependencies(store, { shareUrl, logger, ...own });
  const app = createHttpApp(dependencies);

  /** Nobody who asks twice, unless a test says so. */
  const freshAddress = () => {
    askers += 1;
    return `198.18.${askers >> 8}.${askers & 255}`;
  };

  const ask = async (path: string, asked: Asked = {}): Promise<Response> => {
    const {
      method = asked.passcode === undefined ? 'GET' : 'POST',
      passcode,
      cookie,
      from = freshAddress(),
    } = asked;
    return app.request(
      `https://rounds.example${path}`,
      {
        method,
        headers: {
          host: 'rounds.example',
          'x-request-id': 'the-same-for-all',
          ...(cookie === undefined ? {} : { cookie }),
          ...(passcode === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
          ...asked.headers,
        },
        ...(passcode === undefined ? {} : { body: new URLSearchParams({ passcode }).toString() }),
      },
      { incoming: { socket: { remoteAddress: from } } },
    );
  };

  return {
    lines,
    ask,
    async putPage(day: string, fields: Partial<Page> = {}): Promise<string> {
      const { rounds, pages, db, anna } = store;
      const { id } = await rounds.upsert(anna, `nightly:${day}`, parseDay(day));
      await withTransaction(db, (transaction) => pages.put(transaction, anna, id, page(day, fields)));
      return id;
    },
    /** A link, and where it leads. */
    async link(terms: ShareTerms): Promise<{ id: string; path: string; token: string }> {
      const { id, url } = await createShare(dependencies, store.anna, terms);
      const { pathname } = new URL(url);
      return { id, path: pathname, token: pathname.split('/').at(-1) ?? '' };
    },
  };
}

/** All that a reader can tell one answer from another by. */
export async function shapeOf(answer: Response): Promise<unknown> {
  const headers = [...answer.headers].filter(([name]) => name !== 'date').sort();
  return { status: answer.status, headers, body: await answer.text() };
}
