import { join } from 'node:path';
import { Command } from 'commander';
import type { Person } from '../../../db/stores/person-store.ts';
import type { RoundPage } from '../../domain/page.ts';
import { importFile } from '../../jobs/import-files.ts';
import { pageFormats, reportFiles } from '../../jobs/report-formats.ts';
import { reportSource } from '../../jobs/report-source.ts';
import { slotOf } from '../../jobs/slots.ts';
import { startRound } from '../../jobs/start-round.ts';
import { writeFiles } from '../../jobs/write-files.ts';
import { renderText } from '../../reports/text.ts';
import { dayInZone } from '../../shared/day.ts';
import { PermanentError } from '../../shared/errors.ts';
import type { AppHandle, CliTools, DemoWorld } from '../app-handle.ts';
import { DEMO_SLUG } from '../options.ts';
import { followRound } from '../round-progress.ts';
import { fileInMemory } from '../source-files.ts';
import { serveUntilStopped } from './serve.ts';

const DEMO_TIMEZONE = 'Europe/London';

export function demoCommand(tools: CliTools): Command {
  return new Command('demo')
    .description('one whole round for an invented person, against a simulated Oura cloud on this machine')
    .option('--once', 'show the result and end instead of serving')
    .option('--fresh', 'begin again even if today’s demo is there')
    .action((options: { once?: true; fresh?: true }) =>
      runDemo(tools, { once: options.once ?? false, fresh: options.fresh ?? false }),
    );
}

export async function runDemo(tools: CliTools, options: { once: boolean; fresh?: boolean }): Promise<void> {
  const shown = options.fresh ? false : await showToday(tools, options.once);
  if (shown) return;
  await using world = await tools.openDemoWorld(dayInZone(tools.clock.now(), DEMO_TIMEZONE));
  await using app = await tools.openApp({ demo: world });
  await showPage(tools, app, await runDemoRound(tools, app, world));
  if (!options.once) await serveUntilStopped(tools, app);
}

/** The demo's day is today: yesterday's is told again from the start. */
async function showToday(tools: CliTools, once: boolean): Promise<boolean> {
  await using app = await tools.openApp();
  const person = await app.people.find(DEMO_SLUG);
  const today = dayInZone(app.clock.now(), DEMO_TIMEZONE);
  const made = person && (await app.pages.findLatestRound(person, today));
  if (made === undefined) return false;
  tools.note('Today’s demo round is there already ("rounds demo --fresh" runs it again).\n');
  await showPage(tools, app, made);
  if (!once) await serveUntilStopped(tools, app);
  return true;
}

async function runDemoRound(tools: CliTools, app: AppHandle, world: DemoWorld): Promise<RoundPage> {
  // The queue tells whether another process is at work here; nothing is touched before that is known.
  const queue = await app.queue();
  const before = await app.people.find(DEMO_SLUG);
  if (before !== undefined) await app.people.delete(before);
  const today = dayInZone(app.clock.now(), DEMO_TIMEZONE);
  const person = await importDemoPerson(app, world);
  await app.work();
  tools.note(`A simulated Oura cloud runs at ${world.ouraBaseUrl}. Connecting to it …\n`);
  const { url } = await app.oura.begin(person);
  await app.oura.complete(await followConsent(url));
  const round = await startRound({ rounds: app.rounds, queue }, person, slotOf('demo', today), today);
  const page = await followRound(tools, app, person, round);
  // The simulated cloud ends with this run; its tokens must not be offered to the real one tomorrow.
  await app.connections.delete(person);
  return { page, roundId: round.id };
}

async function importDemoPerson(app: AppHandle, world: DemoWorld): Promise<Person> {
  const target = { slug: DEMO_SLUG, timezone: DEMO_TIMEZONE };
  for (const [name, text] of [
    ['checkins.csv', world.checkInsCsv],
    ['profile.json', world.profileJson],
  ] as const) {
    const { refusals, alarms } = await importFile(app, target, fileInMemory(name, Buffer.from(text)));
    await Promise.all(alarms.map(({ settled }) => settled));
    if (refusals.length > 0) throw new PermanentError('The demo’s own files were refused.');
  }
  return app.people.get(DEMO_SLUG);
}

/** The demo's cloud consents at once: its answer is the redirect a browser would follow. */
async function followConsent(url: string): Promise<URL> {
  const response = await fetch(url, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location === null) throw new PermanentError('The simulated Oura cloud did not consent.');
  return new URL(location);
}

async function showPage(tools: CliTools, app: AppHandle, made: RoundPage): Promise<void> {
  const { page } = made;
  tools.print(`${renderText(page, { width: tools.columns, colour: tools.isTerminal })}\n`);
  const source = reportSource(app, await app.people.get(DEMO_SLUG), made);
  const folder = join(app.reportsDirectory, DEMO_SLUG, page.asOf);
  const paths = await writeFiles(folder, reportFiles(pageFormats, source));
  for (const path of paths) tools.note(`${path}\n`);
}
