import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agentsAddressed } from '../../agents/agents-addressed.ts';
import { confidences } from '../../agents/narrate/weight.ts';
import { allAgents } from '../../agents/registry.ts';
import type { FindingSet } from '../../db/stores/finding-store.ts';
import type { Page } from '../../src/domain/page.ts';
import { consultAgent } from '../../src/jobs/consult-agent.ts';
import { nightlySlot } from '../../src/jobs/slots.ts';
import { startRound } from '../../src/jobs/start-round.ts';
import { anthropicModel } from '../../src/llm/anthropic.ts';
import type { Model } from '../../src/llm/model.ts';
import { openAiModel } from '../../src/llm/openai.ts';
import { renderHtml } from '../../src/reports/html.ts';
import { renderMarkdown } from '../../src/reports/markdown.ts';
import { renderText } from '../../src/reports/text.ts';
import { RoundsError } from '../../src/shared/errors.ts';
import { faultMarker, faults, lies, lying } from '../support/model-server/liar.ts';
import { type ModelServer, startModelServer } from '../support/model-server/model-server.ts';
import { claimsOf, unfounded, wordsOf } from '../support/model-server/oracle.ts';
import { asOf, ended, handlersOf, siteWithData, work } from '../support/pipeline/pipeline.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';
import { setStage } from '../support/queue/stage.ts';
import { setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';

let template = '';
beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

const store = setStore(siteWithData);
const stage = setStage(() => embeddedSite(template));
const temp = setTempDirectory();

/** Long enough for a machine that is busy, and a hundredth of the sixty seconds that the slow server takes. */
const PATIENCE_MS = 600;
const protocols: readonly (readonly [string, (server: ModelServer, name: string) => Model])[] = [
  [
    'anthropic',
    ({ url }, model) => anthropicModel({ apiKey: 'k', baseURL: url, model, timeoutMs: PATIENCE_MS }),
  ],
  [
    'openai',
    ({ url }, model) => openAiModel({ apiKey: 'k', baseURL: `${url}/v1`, model, timeoutMs: PATIENCE_MS }),
  ],
];

/**
 * Runs the steps of rounds one after the other, as the queue would, without its pauses. What is found is the same in
 * all of them, so it is looked for once.
 */
async function roundRunner(): Promise<(model: Model | undefined) => Promise<Page>> {
  const queue = await stage.open();
  const { anna, rounds, findings, pages, steps } = store();
  const signal = new AbortController().signal;
  let count = 0;
  let set: FindingSet | undefined;
  return async (model) => {
    const handlers = handlersOf(store(), queue, { models: () => model, reportsDirectory: temp() });
    const round = await rounds.upsert(anna, `demand:${count++}`, asOf);
    const run = async (name: string, more: object = {}, attempt = 1): Promise<void> => {
      const payload = { personId: anna.id, roundId: round.id, ...more };
      const handler = handlers.find((one) => one.name === name);
      await handler?.run(payload, { signal, attempt, logger: silentLogger });
    };
    const known = set;
    if (known === undefined) {
      await run('analyse-person');
      set = await findings.find(anna, round.id);
    } else {
      const claim = await steps.claim(round.id, anna.id, 'analyse');
      if (claim === undefined) throw new Error('a fresh step can be claimed');
      await steps.finish(claim, (transaction) => findings.insert(transaction, anna, round.id, known));
    }
    const spokenTo = agentsAddressed(allAgents, set?.report.findings ?? []);
    const consulted = allAgents.filter(({ id }) => spokenTo.has(id)).map(({ id }) => ({ agent: id }));
    const again = (agent: object) => (error: unknown) => {
      if (!(error instanceof RoundsError) || !error.retryable) throw error;
      return run('consult-agent', agent, consultAgent.retry.attempts);
    };
    await Promise.all(consulted.map((agent) => run('consult-agent', agent).catch(again(agent))));
    await run('coordinate-round');
    const page = await pages.find(anna, round.id);
    if (page === undefined) throw new Error('Every round has a page.');
    return page;
  };
}

const everywhere = (page: Page): string =>
  [
    renderMarkdown(page),
    renderHtml(page),
    renderText(page, { width: 80, colour: false }),
    JSON.stringify(page),
  ].join('\n');

describe('a model server that lies', () => {
  it('brings nothing false onto a page, and takes nothing from it', async () => {
    const round = await roundRunner();
    const truth = await round(undefined);
    expect(claimsOf(truth).length).toBeGreaterThan(3);
    expect(unfounded(truth)).toEqual([]);
    const trueWords = everywhere(truth);
    const failures: string[] = [];
    for (const [protocol, connect] of protocols) {
      for (const lie of lies) {
        await using server = await startModelServer(lying(lie));
        const page = await round(connect(server, lie.name));
        const found = [
          ...(lie.marker.test(everywhere(page)) ? ['the lie itself'] : []),
          ...(lie.marker.test(trueWords) ? ['a marker that stands in the truth'] : []),
          ...unfounded(page),
          ...(claimsOf(page).join() === claimsOf(truth).join() ? [] : ['other claims']),
          ...surerThan(page, truth),
          ...(page.silent.length > 0 ? ['somebody silent'] : []),
          ...(server.requests.length > 0 ? [] : ['nobody asked']),
          ...(lie.isHarmless || (page.usage?.rejected ?? 0) > 0 ? [] : ['nothing held back']),
        ];
        if (found.length > 0) failures.push(`${lie.name} (${protocol}): ${found.join(', ')}`);
      }
    }
    expect(failures).toEqual([]);
  }, 120_000);

  it('stops no round, whatever it does instead of answering', async () => {
    const round = await roundRunner();
    const truth = await round(undefined);
    for (const [protocol, connect] of protocols) {
      for (const [fault, step] of Object.entries(faults)) {
        const name = `${fault} (${protocol})`;
        await using server = await startModelServer([step]);
        const page = await round(connect(server, fault));
        expect(everywhere(page), name).not.toMatch(faultMarker);
        expect(wordsOf(page), name).toBe(wordsOf(truth));
        expect(claimsOf(page), name).toEqual(claimsOf(truth));
        expect(page.usage, name).toMatchObject({ models: [], fallbacks: ['no-answer'] });
      }
    }
  }, 120_000);
});

/** Points that are told with more certainty than the findings have. */
function surerThan(page: Page, truth: Page): string[] {
  return page.points.flatMap(({ claims, confidence }) => {
    const same = truth.points.find((point) => point.claims.join() === claims.join());
    const allowed = confidences.indexOf(same?.confidence ?? 'high');
    return confidences.indexOf(confidence) > allowed ? [`surer of ${claims[0]}`] : [];
  });
}

describe('through the queue', () => {
  it('a round whose model fails twice is done, and a round over its limit says so', async () => {
    await using broken = await startModelServer([{ kind: 'status', status: 529 }]);
    const [[, connect]] = protocols as [(typeof protocols)[number]];
    const queue = await stage.open();
    const roundLimit = { tokens: 1_000_000 };
    await work(store(), queue, {
      models: () => connect(broken, 'overloaded'),
      reportsDirectory: temp(),
      roundLimit,
    });
    const { anna, pages, roundUsages, interpretations } = store();
    const failed = await startRound({ ...store(), queue }, anna, nightlySlot(asOf), asOf);
    expect(await ended(store(), failed)).toMatchObject({ state: 'done' });
    expect((await pages.find(anna, failed.id))?.usage?.fallbacks).toEqual(['no-answer']);
    // Nothing was answered, so nothing was spent; nothing stays reserved either.
    expect(await roundUsages.find(failed.id)).toMatchObject({ inputTokens: 0, outputTokens: 0 });
    expect(await roundUsages.reserve(failed, { tokens: 1_000_000, cost: 0 }, roundLimit)).toBe(true);

    roundLimit.tokens = 10;
    const before = broken.requests.length;
    const limited = await startRound({ ...store(), queue }, anna, 'demand:1', asOf);
    expect(await ended(store(), limited)).toMatchObject({ state: 'done' });
    expect(broken.requests).toHaveLength(before);
    const page = await pages.find(anna, limited.id);
    expect(page?.usage).toMatchObject({ models: [], fallbacks: ['ceiling'] });
    const [spoken] = await interpretations.list(anna, limited.id);
    expect(spoken?.wording).toMatchObject({ kind: 'rule-based', fallback: 'ceiling' });
  });
});
