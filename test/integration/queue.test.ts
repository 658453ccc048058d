import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeConformance } from '../support/queue/conformance.ts';
import { embeddedSite, embeddedTemplate, postgresSite, redisSite } from '../support/queue/site.ts';
import { describeWithService } from '../support/services/available.ts';

describe('queue, embedded', () => {
  let template = '';
  beforeAll(async () => {
    template = await embeddedTemplate();
  });
  afterAll(() => rm(template, { recursive: true, force: true }));
  describeConformance(() => embeddedSite(template));
});

describeWithService('redis', 'queue on Redis', (location) =>
  describeConformance(() => redisSite(location())),
);

describeWithService('postgres', 'queue on PostgreSQL', (location) =>
  describeConformance(() => postgresSite(location())),
);
