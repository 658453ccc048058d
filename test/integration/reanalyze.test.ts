import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Terminal } from '../../src/cli/app-handle.ts';
import { nightlySlot } from '../../src/jobs/slots.ts';
import { startRound } from '../../src/jobs/start-round.ts';
import { addDays } from '../../src/shared/day.ts';
import { adjustableClock } from '../support/adjustable-clock.ts';
import { answeringTerminal } from '../support/answering-terminal.ts';
import { openAppAt, runAt } from '../support/cli-in-process.ts';
import { asOf, ended, giveData } from '../support/pipeline/pipeline.ts';
import { embeddedTemplate } from '../support/queue/site.ts';

const clock = adjustableClock('2026-03-20T10:00:00.000Z');
const person = ['--person', 'edith'];
const twoDays = ['--from', addDays(asOf, -1), '--to', asOf];
const oneDay = ['--from', asOf, '--to', asOf];
let home = '';

function rounds(args: readonly string[], terminal?: Terminal, environment: Record<string, string> = {}) {
  return runAt({ home, clock, environment }, args, { terminal });
}

const openApp = () => openAppAt({ home, clock });

/** Half a year of somebody, and the round of one morning: what is looked back at stays as it was. */
beforeAll(async () => {
  home = await embeddedTemplate();
  await using app = await openApp();
  const edith = await app.people.insert('edith', 'Europe/London');
  await giveData(app, edith);
  const queue = await app.queue();
  await app.work();
  const round = await startRound({ ...app, queue }, edith, nightlySlot(asOf), asOf);
  expect((await ended(app, round)).state).toBe('done');
});
afterAll(() => rm(home, { recursive: true, force: true }));

/** Every change of a medicine was a day earlier than it was written down. */
async function correctDoseDays(): Promise<void> {
  await using app = await openApp();
  const edith = await app.people.get('edith');
  const { medications } = await app.profiles.get(edith);
  const corrected = medications.map((medication) => ({
    kind: 'medication' as const,
    value: {
      ...medication,
      events: medication.events.map((event) => ({ ...event, day: addDays(event.day, -1) })),
    },
  }));
  await app.profiles.upsert(edith, corrected);
}

describe('rounds reanalyze', () => {
  const models = { OPENAI_BASE_URL: 'http://127.0.0.1:9', ROUNDS_MODELS: 'default=none,sleep=openai:m' };

  it('sees the same where nothing is different, and asks no model for findings alone', async () => {
    const same = await rounds(['reanalyze', ...person, ...twoDays, '--findings-only'], undefined, models);
    expect(same.stdout).toBe(
      'Every day is seen as it was seen then.\n\nNo round was run for 1 of 2 days: nothing to compare them with.\n',
    );
    expect(same.stderr).not.toContain('Up to');
  });

  it('says how often models may be asked, and asks none without a yes', async () => {
    const args = ['reanalyze', ...person, ...twoDays];
    const nobody = await rounds(args, undefined, models);
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toContain('Up to 2 days × 1 specialist may be asked of models (openai:m).');
    expect(nobody.stderr).toContain('There is no terminal to ask at.');
    const refused = await rounds(args, answeringTerminal([['Ask them?', '\r']]), models);
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('Nothing was read again.');
  });

  it('takes only a run that it named itself', async () => {
    const { code, stderr } = await rounds(['reanalyze', ...person, ...oneDay, '--resume', 'x']);
    expect(code).toBe(2);
    expect(stderr).toContain('A run is named as it was printed when it began.');
  });

  it('shows before and after of what a correction of the profile changes, also as JSON', async () => {
    await correctDoseDays();
    const { code, stdout, stderr } = await rounds(['reanalyze', ...person, ...oneDay]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/goes on with --resume [0-9a-f-]{36}\n.*Looked at 1 of 1 days again\./s);
    expect(stdout).toMatch(/^20 March 2026\n {2}(new|changed): \[/);
    expect(stdout).toMatch(/ {2}→ \[\w+\] |before it: medication/);
    const run = /--resume (\S+)/.exec(stderr)?.[1] ?? '';
    const resumed = await rounds(['reanalyze', ...person, ...oneDay, '--resume', run, '--json']);
    const told = JSON.parse(resumed.stdout);
    expect(told).toMatchObject({ run, days: [{ day: asOf }] });
    expect(told.days[0].changed.length).toBeGreaterThan(0);
    expect(told.spans.length).toBeGreaterThan(0);
  });
});
