import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeConformance } from '../support/queue/conformance.ts';
import { embeddedSite, embeddedTemplate } from '../support/queue/site.ts';

describe('queue, embedded', () => {
  let template = '';
  beforeAll(async () => {
    template = await embeddedTemplate();
  });
  afterAll(() => rm(template, { recursive: true, force: true }));
  describeConformance(() => embeddedSite(template));
});
