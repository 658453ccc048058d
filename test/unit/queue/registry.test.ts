import { describe, expect, it } from 'vitest';
import { buildRegistry, handle } from '../../../src/queue/registry.ts';
import { sampleJob } from '../../support/queue/jobs.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';

const sync = sampleJob('sync-person', { queue: 'sources' });
const analyse = sampleJob('analyse-person');
const doNothing = async () => undefined;
const context = { signal: new AbortController().signal, attempt: 1, logger: silentLogger };

describe('buildRegistry', () => {
  it('refuses two handlers of one job', () => {
    const twice = [handle(sync, doNothing), handle(sync, doNothing)];
    expect(() => buildRegistry(twice, ['sources'], [])).toThrow('The job sync-person has two handlers.');
  });

  it('refuses a served queue with a job that nobody handles', () => {
    const known = [sync, analyse];
    expect(() => buildRegistry([handle(sync, doNothing)], ['sources', 'analysis'], known)).toThrow(
      'The job analyse-person of the served queue analysis has no handler.',
    );
    expect(buildRegistry([handle(sync, doNothing)], ['sources'], known).size).toBe(1);
  });
});

describe('handle', () => {
  it('parses what the queue held before the handler sees it', async () => {
    const seen: unknown[] = [];
    const registration = handle(sync, async (payload) => void seen.push(payload));
    await registration.run({ run: 'one', added: 'by a later version' }, context);
    expect(seen).toEqual([{ run: 'one' }]);
    await expect(registration.run({ run: 5 }, context)).rejects.toMatchObject({
      code: 'invalid-input',
      retryable: false,
      publicMessage: 'The job sync-person does not fit its description (run).',
    });
  });
});
