import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderHtml } from '../../src/reports/html.ts';
import { renderPatientHtml } from '../../src/reports/patient/patient-html.ts';
import { recordedPage } from '../fixtures/pages/record.ts';
import { emptyPage, insufficientPage, longNamePage } from '../fixtures/pages/variants.ts';
import { launchChromium } from '../support/chromium.ts';
import { describeWithService } from '../support/services/available.ts';
import { makeTempDirectory, removeDirectory } from '../support/temp-directory.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const share = { url: 'https://rounds.example.org/s/abcdefghijklmnop', expiresAt: '2026-04-03T12:00:00Z' };
const files: Readonly<Record<string, string>> = {
  story: renderHtml(recordedPage(), { share }),
  empty: renderHtml(emptyPage()),
  urgent: renderHtml(insufficientPage()),
  'long name': renderHtml(longNamePage()),
  patient: renderPatientHtml(recordedPage()),
};

describeWithService('chromium', 'the page as a file in a browser', (path) => {
  let directory: string;
  let browser: Browser;

  beforeAll(async () => {
    directory = await makeTempDirectory();
    browser = await launchChromium(path());
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    await removeDirectory(directory);
  });

  it.each(Object.keys(files))(
    'asks for nothing and hides from nobody: %s',
    async (name) => {
      const file = join(directory, 'page.html');
      await writeFile(file, files[name] ?? '');
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ colorScheme, bypassCSP: true });
        const requests: string[] = [];
        page.on('request', (request) => requests.push(request.url()));
        await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
        expect(requests).toEqual([pathToFileURL(file).href]);
        await page.evaluate(axe);
        const violations: unknown = await page.evaluate(
          `axe.run({ runOnly: ['wcag2a', 'wcag2aa'] }).then(({ violations }) =>
          violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`,
        );
        expect(violations).toEqual([]);
        await page.close();
      }
    },
    60_000,
  );

  it.each(['A4', 'Letter'] as const)(
    'prints page one on one sheet of %s',
    async (format) => {
      const page = await browser.newPage();
      await page.setContent(files.story ?? '');
      await page.emulateMedia({ media: 'print' });
      const height = { A4: 297, Letter: 279.4 }[format] - 24;
      const width = { A4: 210, Letter: 215.9 }[format] - 30;
      await page.setViewportSize({ width: Math.floor((width / 25.4) * 96), height: 1000 });
      const bottom: unknown = await page.evaluate(
        `document.querySelector('.page-one').getBoundingClientRect().bottom`,
      );
      expect(bottom).toBeLessThanOrEqual((height / 25.4) * 96);
      await page.close();
    },
    60_000,
  );
});
