import { rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../src/http/listen.ts';
import { applyRetention } from '../../src/jobs/apply-retention.ts';
import { handleWebhook } from '../../src/jobs/handle-webhook.ts';
import { jobDefinitions } from '../../src/jobs/index.ts';
import { keepWebhooks } from '../../src/jobs/keep-webhooks.ts';
import { mapCustomObservations } from '../../src/jobs/map-custom-observations.ts';
import { startReanalysis } from '../../src/jobs/reanalyse-day.ts';
import type { TouchedSeries } from '../../src/jobs/record-custom-observations.ts';
import { reportFormats } from '../../src/jobs/report-formats.ts';
import { requestExport } from '../../src/jobs/request-export.ts';
import { resumeRounds } from '../../src/jobs/resume-rounds.ts';
import { rotateKeys } from '../../src/jobs/rotate-keys.ts';
import { startAppointmentRound } from '../../src/jobs/start-appointment-round.ts';
import { startNightlyRound } from '../../src/jobs/start-nightly-round.ts';
import { startWeeklyDigest } from '../../src/jobs/start-weekly-digest.ts';
import { openAiModel } from '../../src/llm/openai.ts';
import { loadPrompt } from '../../src/llm/prompts.ts';
import { openChannels } from '../../src/notify/open-channels.ts';
import { newId } from '../../src/shared/ids.ts';
import { createLogger } from '../../src/shared/logger.ts';
import { packageRoot } from '../../src/shared/package-root.ts';
import { createSubscriptionClient } from '../../src/sources/oura/subscriptions.ts';
import { enterMarked, markedAccount, markedHrv, marks } from '../support/leaks/marked.ts';
import { startModelServer } from '../support/model-server/model-server.ts';
import { startReceiver } from '../support/notify/receiver.ts';
import { startSmtpServer } from '../support/notify/smtp-server.ts';
import { client, openWorld } from '../support/oura/world.ts';
import { asOf, handlersOf } from '../support/pipeline/pipeline.ts';
import {
  embeddedSite,
  embeddedTemplate,
  postgresSite,
  type QueueSite,
  redisSite,
} from '../support/queue/site.ts';
import { setStage } from '../support/queue/stage.ts';
import { describeWithService } from '../support/services/available.ts';
import { filesOf } from '../support/stores/files-of.ts';
import { setStore } from '../support/stores/stage.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { sqliteSite } from '../support/test-database.ts';

/** Everything a logger is given, whatever its level. */
function listeningLogger() {
  let text = '';
  const destination = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { logger: createLogger({ level: 'trace', destination }), written: () => text };
}

/** Says yes to Oura's question whether the address of a subscription is really ours. */
function doorForOura(): Hono {
  return new Hono().get('/webhooks/oura', (context) =>
    context.json({ challenge: context.req.query('challenge') }),
  );
}

/** A marked person goes through every job there is, and then everything that was written anywhere is searched. */
function describeLeaks(createSite: () => Promise<QueueSite>): void {
  const store = setStore(sqliteSite);
  const stage = setStage(createSite);
  const temp = setTempDirectory();

  it('holds nothing that was said, measured or found', async () => {
    const { anna, clock } = store();
    const account = markedAccount();
    await using world = await openWorld(store(), { account });
    await using models = await startModelServer([{ kind: 'status', status: 500 }]);
    await using receiver = await startReceiver(204);
    await using smtp = await startSmtpServer({});
    const door = await listen(doorForOura(), '127.0.0.1', 0);
    const log = listeningLogger();
    const queue = await stage.open({ logger: log.logger, clock });
    await world.connect(anna);
    const stored = await enterMarked(store(), anna);

    const ran = new Set<string>();
    const handlers = handlersOf(store(), queue, {
      reportsDirectory: temp(),
      channels: openChannels({ notifyUrl: receiver.url, smtpUrl: smtp.url }),
      oura: {
        ...world.dependencies,
        webhooks: {
          url: `${door.url}/webhooks/oura`,
          clientSecret: client.clientSecret,
          subscriptions: createSubscriptionClient({ ...client, baseUrl: world.cloud.url, fetch }),
        },
      },
      // One asks a provider that quotes in its errors, one stumbles over a word and dies of it.
      models: (agent) =>
        agent === 'sleep'
          ? openAiModel({ apiKey: 'red-key', baseURL: `${models.url}/v1`, model: 'm', timeoutMs: 5_000 })
          : undefined,
      prompt: (agent) => {
        if (agent.id === 'cardiology') throw new Error(`cannot read ${marks.medication} ${marks.dose}`);
        return loadPrompt(`${packageRoot()}/prompts`, agent.prompt);
      },
    });
    // Told by the jobs themselves: on PostgreSQL the queue may skip an event.
    const telling = handlers.map((one) => ({
      ...one,
      run: async (...given: Parameters<typeof one.run>) => {
        await one.run(...given);
        ran.add(one.name);
      },
    }));
    await queue.work(telling, { definitions: jobDefinitions });

    const personId = anna.id;
    clock.advance(Date.parse('2026-03-20T18:00:30Z') - clock.now().getTime());
    await queue.enqueue(startNightlyRound, { personId });
    await queue.enqueue(startAppointmentRound, { personId });
    await queue.enqueue(keepWebhooks, {});
    await queue.enqueue(mapCustomObservations, {
      personId,
      batchId: newId(),
      ...(stored.touched as TouchedSeries),
    });
    const documentId = String(account.documents.sleep?.[0]?.id);
    const announced = { personId, collection: 'sleep', documentId, operation: 'update' as const };
    const { id: eventId } = await store().webhookEvents.insert(announced, clock.now().toISOString());
    await queue.enqueue(handleWebhook, { eventId });
    const rounds = async (state?: string) => {
      const rows = await store().db.selectFrom('round').select(['slot', 'state']).execute();
      return rows.filter((row) => state === undefined || row.state === state).length;
    };
    await expect.poll(() => rounds('done'), { timeout: 40_000, interval: 100 }).toBe(2);
    await startReanalysis({ ...store(), queue }, anna, asOf, asOf);
    // Its model fails at first, and after days of waiting nothing is tried again.
    await expect.poll(() => rounds('done'), { timeout: 20_000, interval: 100 }).toBe(3);
    await requestExport({ ...store(), queue }, anna, { appointment: 'next', formats: reportFormats });
    for (const job of [resumeRounds, applyRetention, rotateKeys]) await queue.enqueue(job, {});
    clock.advance(Date.parse('2026-03-23T11:00:30Z') - clock.now().getTime());
    await queue.enqueue(startWeeklyDigest, { personId });
    const names = jobDefinitions.map(({ name }) => name).sort();
    await expect.poll(() => [...ran].sort(), { timeout: 20_000, interval: 100 }).toEqual(names);
    await expect.poll(() => smtp.taken.length, { timeout: 10_000 }).toBe(4);
    const dead = await queue.listDead();
    expect(dead.map(({ name }) => name)).toContain('consult-agent');
    await queue.close();
    await door[Symbol.asyncDispose]();

    const page = await store().pages.findLatest(anna);
    expect(page?.points.length).toBeGreaterThan(0);
    expect(page?.redFlagLog?.length).toBeGreaterThan(0);
    expect(models.requests.length).toBeGreaterThan(0);
    const told = [...(page?.findings ?? []), ...(page?.points ?? []).map(({ text }) => ({ summary: text }))];
    const secrets = [
      ...Object.values(marks),
      String(markedHrv),
      '47.123456789',
      'red-token-41',
      'red-key',
      // The name of a rule says what somebody has.
      ...(page?.findings ?? []).flatMap((finding) => (finding.kind === 'red-flag' ? [finding.rule] : [])),
      client.clientSecret,
      'SECRET-PROMPT',
      ...told.map(({ summary }) => summary.slice(0, 40)),
    ];
    const places: Record<string, string> = {
      log: log.written(),
      queue: await stage.site().contents(),
      notices: receiver.received.map(({ body, path }) => path.split('?')[0] + body).join('\n'),
      mails: smtp.taken.join('\n').replaceAll(marks.email, ''),
    };
    for (const [name, bytes] of await filesOf(store())) places[name] = bytes.toString('latin1');
    for (const [place, text] of Object.entries(places)) {
      expect(`${place}: ${secrets.filter((secret) => text.includes(secret)).join(' | ')}`).toBe(`${place}: `);
    }
    // The look itself works: what is plain by design is found where it should be.
    for (const place of ['log', 'queue', 'rounds.db-wal']) expect(places[place]).toContain(personId);
  }, 120_000);
}

describe('on the embedded queue', () => {
  let template = '';
  beforeAll(async () => {
    template = await embeddedTemplate();
  });
  afterAll(() => rm(template, { recursive: true, force: true }));
  describeLeaks(() => embeddedSite(template));
});

describeWithService('redis', 'on Redis', (url) => describeLeaks(() => redisSite(url())));

describeWithService('postgres', 'on PostgreSQL', (url) => describeLeaks(() => postgresSite(url())));
