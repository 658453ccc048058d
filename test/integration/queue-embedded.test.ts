import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openQueue } from '../../src/queue/open-queue.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { compileForNode } from '../support/compile.ts';
import { silentLogger } from '../support/queue/silent-logger.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';
import { quickTimes } from '../support/queue/stage.ts';

const options = { logger: silentLogger, clock: systemClock };
let template = '';

beforeAll(async () => {
  template = await embeddedTemplate();
});
afterAll(() => rm(template, { recursive: true, force: true }));

describe('the directory of the embedded queue', () => {
  it('belongs to one process; the next gets it when that one is gone', async () => {
    const { config, remove } = await embeddedSite(template);
    await using program = await compileForNode(
      fileURLToPath(new URL('../support/queue/killed-worker.ts', import.meta.url)),
    );
    const child = fork(program.script, [JSON.stringify({ config, times: quickTimes })], { execArgv: [] });
    await once(child, 'message');
    const refused = openQueue(config, options);
    await expect(refused).rejects.toMatchObject({
      code: 'locked',
      publicMessage: expect.stringContaining(`process ${child.pid}`),
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    const queue = await openQueue(config, options);
    expect((await queue.counts()).analysis.active).toBe(1);
    await queue.close();
    await remove();
  });

  it('says what to do when it is damaged, and lets go of the lock', async () => {
    const { config, remove } = await embeddedSite(template);
    if (config.kind !== 'embedded') throw new Error('not embedded');
    await writeFile(join(config.directory, 'queue', 'PG_VERSION'), 'not a version');
    for (let time = 0; time < 2; time += 1) {
      await expect(openQueue(config, options)).rejects.toMatchObject({
        code: 'internal',
        publicMessage: expect.stringContaining('Move the directory "queue"'),
      });
    }
    await remove();
  });
});
