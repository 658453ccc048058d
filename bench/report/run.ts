import { parseArgs } from 'node:util';
import type { Page } from '../../src/domain/page.ts';
import { renderHtml } from '../../src/reports/html.ts';
import { renderPdf } from '../../src/reports/pdf.ts';
import { medianOf } from '../truth/rates.ts';
import { printTable } from '../truth/text-table.ts';
import { fullPage } from './full-page.ts';

/** How long a page of a whole year takes to be set, once the typeface and the charts are loaded. */
const { values: options } = parseArgs({
  options: { repeat: { type: 'string', default: '10' }, json: { type: 'boolean', default: false } },
});
const repeat = Number(options.repeat);
const WARM_UP = 3;
const page = fullPage();
/** What is kept of a page from one format to the next must not flatter them. */
const fresh = (): Page => structuredClone(page);
const LIMITS = { pdf: 1500, html: 200 } as const;

interface Times {
  readonly wall: number;
  readonly processor: number;
}

async function timesOf(render: (page: Page) => Promise<unknown>): Promise<Times> {
  const runs: Times[] = [];
  for (let run = 0; run < repeat + WARM_UP; run++) {
    const subject = fresh();
    const [began, used] = [performance.now(), process.cpuUsage()];
    await render(subject);
    const { user, system } = process.cpuUsage(used);
    runs.push({ wall: performance.now() - began, processor: (user + system) / 1000 });
  }
  const warm = runs.slice(WARM_UP);
  return {
    wall: medianOf(warm.map(({ wall }) => wall)) ?? 0,
    processor: medianOf(warm.map(({ processor }) => processor)) ?? 0,
  };
}

const measured = {
  pdf: await timesOf((subject) => renderPdf(subject)),
  html: await timesOf(async (subject) => renderHtml(subject)),
};

if (options.json) {
  process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
} else {
  const row = (name: 'pdf' | 'html') => [
    name.toUpperCase(),
    `${measured[name].wall.toFixed(0)} ms`,
    `${measured[name].processor.toFixed(0)} ms`,
    `${LIMITS[name]} ms`,
  ];
  process.stdout.write(
    printTable({
      title: 'The page of a person with a full year, after warm-up',
      header: ['format', 'by the clock', 'of the processor', 'limit'],
      rows: [row('pdf'), row('html')],
    }),
  );
}
