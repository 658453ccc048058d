import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import {
  type Finished,
  finished,
  household,
  rounds,
  startRounds,
  waitForLine,
  withQueue,
} from '../support/cli.ts';
import { describeWithService } from '../support/services/available.ts';
import { makeTempDirectory, removeDirectory } from '../support/temp-directory.ts';

describeWithService('chromium', 'the web page in a browser', (path) => {
  let directory: string;
  let browser: Browser;
  let url: string;
  let stop: () => Promise<Finished>;

  beforeAll(async () => {
    directory = await makeTempDirectory();
    const house = await withQueue(household(directory));
    await rounds(house, 'demo', '--once');
    const child = startRounds(house, ['serve']);
    const ended = finished(child);
    url = (await waitForLine(child, /rounds is at (\S+)/))[1] as string;
    stop = () => {
      child.kill('SIGTERM');
      return ended;
    };
    browser = await launchChromium(path());
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await stop();
    await removeDirectory(directory);
  });

  async function open(width: number): Promise<{ page: Page; requests: string[]; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(url, { waitUntil: 'networkidle' });
    return { page, requests, complaints };
  }

  it('shows the talking points with their charts, asks nobody else for anything, and does not complain', async () => {
    const { page, requests, complaints } = await open(1200);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('svg').count()).toBeGreaterThan(2);
    expect(await page.locator('main').textContent()).toContain('Lisinopril');
    expect(requests.every((request) => request.startsWith(url))).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([320, 390, 768])('needs no sideways scrolling at %i pixels', async (width) => {
    const { page } = await open(width);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.close();
  });

  it('names its language, its parts and its pictures for a screen reader', async () => {
    const { page } = await open(1200);
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    const unnamed = await page
      .locator('svg')
      .evaluateAll(
        (pictures) =>
          pictures.filter((picture) => !(picture.closest('[aria-label]') ?? picture.closest('figure')))
            .length,
      );
    expect(unnamed).toBe(0);
    const levels = await page
      .locator('h1, h2, h3, h4')
      .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName[1])));
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
    await page.close();
  });
});
