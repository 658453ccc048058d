import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/database.ts';
import type { ListedLink } from '../../../db/stores/share-upkeep.ts';
import { withTransaction } from '../../../db/transaction.ts';
import { enterShare } from '../../../src/jobs/open-share.ts';
import { scryptHash } from '../../../src/jobs/share-passcode.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { adjustableClock } from '../../support/adjustable-clock.ts';
import { answeringTerminal } from '../../support/answering-terminal.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { page } from '../../support/stores/samples.ts';
import { ignoreLostConnection } from '../../support/stores/stage.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();
const clock = adjustableClock('2026-03-20T07:00:00.000Z');
const place = (env: Record<string, string> = { ROUNDS_SHARE_URL: 'https://rounds.example/' }) => ({
  home: temp(),
  clock,
  environment: env,
});
const share = (...args: string[]) => runAt(place(), ['share', ...args]);
const make = (...args: string[]) => share('-p', 'edith', ...args);
const listed = async () => JSON.parse((await make('--list', '--json')).stdout) as ListedLink[];

beforeEach(async () => {
  await using app = await openAppAt(place());
  const edith = await app.people.insert('edith', 'Europe/London');
  const db = await openDatabase({ kind: 'sqlite', path: `${temp()}/rounds.db` }, ignoreLostConnection);
  for (const day of ['2026-03-18', '2026-03-20']) {
    const { id } = await app.rounds.upsert(edith, `nightly:${day}`, parseDay(day));
    await withTransaction(db, (transaction) => app.pages.put(transaction, edith, id, page(day)));
  }
  await db.destroy();
});

/** What the link of this address is, as the server sees it. */
async function entered(url: string, passcode: string) {
  await using app = await openAppAt(place());
  const link = await app.shares.findOpen(url.split('/s/')[1] ?? '');
  return await enterShare({ ...app, slowHash: scryptHash }, link, passcode);
}

describe('rounds share', () => {
  it('prints a link once, alone on standard output, and lists it without it', async () => {
    const { code, stdout, stderr } = await make('--label', 'for Dr Reyes');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^https:\/\/rounds\.example\/s\/[\w-]{43}\n$/);
    const [{ id }] = (await listed()) as [ListedLink];
    expect(stderr).toBe(
      `It shows the page of 20 March 2026 until 2026-04-03 08:00, and is not printed again.\nWhen it was read: rounds share --person edith --list\nTake it back: rounds share --revoke ${id}\n`,
    );
    const list = await make('--list');
    expect(list.stdout).toBe(
      `${id}  open until 2026-04-03 08:00 · page of 2026-03-20 · for Dr Reyes\n  not read yet\n`,
    );
    expect(JSON.stringify(list)).not.toContain(stdout.trim().split('/').at(-1));
  });

  it('shares another page, or always the newest, for as long as is said', async () => {
    await make('--as-of', '2026-03-18', '--days', '1');
    await make('--newest', '--days', '90');
    const { stdout } = await make('--list');
    expect(stdout).toContain('open until 2026-03-21 07:00 · page of 2026-03-18\n');
    expect(stdout).toContain('open until 2026-06-18 08:00 · newest page\n');
  });

  it('tells when it was read, and that it has ended', async () => {
    const { stdout } = await make('--days', '1');
    await using app = await openAppAt(place());
    const link = await app.shares.findOpen(stdout.trim().split('/s/')[1] ?? '');
    if (link === undefined) throw new Error('a new link is open');
    for (let time = 1; time <= 20; time += 1) await app.shares.log(link, 'page', 'asked');
    await app.shares.log(link, 'pdf', 'shown');
    await app.shares.log(link, 'page', 'wrong-passcode');
    const lines = (await make('--list')).stdout.split('\n');
    expect(lines[1]).toBe('  2 earlier');
    expect(lines.slice(-4)).toEqual([
      '  2026-03-20 07:00  page, asked for the passcode',
      '  2026-03-20 07:00  PDF',
      '  2026-03-20 07:00  page, wrong passcode',
      '',
    ]);
    expect((await share('--revoke', link.id)).stdout).toContain('Revoked');
    expect((await share('--revoke', link.id)).stdout).toContain('revoked before');
    expect((await make('--list')).stdout).toContain(`${link.id}  revoked 2026-03-20 07:00 · `);
  });

  it('takes a passcode from standard input, and shuts for who tries too often', async () => {
    const piped = await runAt(place(), ['share', '-p', 'edith', '--passcode'], { input: 'quiet river 47\n' });
    expect(piped.code).toBe(0);
    expect(await entered(piped.stdout.trim(), 'quiet river 47')).toHaveProperty('proof');
    for (let time = 1; time <= 5; time += 1)
      expect(await entered(piped.stdout.trim(), 'another')).toBe('wrong');
    expect((await make('--list')).stdout).toContain(
      'open until 2026-04-03 08:00, locked until 2026-03-20 07:15 · page of 2026-03-20 · passcode\n',
    );
  });

  it('asks for it at a terminal, twice and unseen', async () => {
    const terminal = answeringTerminal([
      ['Passcode, 6', 'quiet river 47\r'],
      ['The same once more', 'quiet river 47\r'],
    ]);
    const asked = await runAt(place(), ['share', '-p', 'edith', '--passcode'], { terminal });
    expect(asked.code).toBe(0);
    expect(terminal.shown()).not.toContain('river');
    expect(await entered(asked.stdout.trim(), 'quiet river 47')).toHaveProperty('proof');
    const brokenOff = answeringTerminal([['Passcode, 6', '\u0003']]);
    const stopped = await runAt(place(), ['share', '-p', 'edith', '--passcode'], { terminal: brokenOff });
    expect(stopped).toMatchObject({ code: 1, stdout: '' });
    expect(await listed()).toHaveLength(1);
  });

  it('refuses in one line what cannot be', async () => {
    const off = await runAt(place({}), ['share', '-p', 'edith', '--passcode']);
    expect(off).toMatchObject({ code: 2, stdout: '' });
    expect(off.stderr).toMatch(/^Nothing can be shared yet: set ROUNDS_SHARE_URL [^\n]*\n$/);
    expect(await make('--as-of', '2026-03-19')).toMatchObject({ code: 3, stdout: '' });
    expect(await share('-p', 'nobody')).toMatchObject({ code: 3, stdout: '' });
    expect(await share('--revoke', 'no-such-id')).toMatchObject({ code: 3, stdout: '' });
    const short = await runAt(place(), ['share', '-p', 'edith', '--passcode'], { input: '12345\n' });
    expect(short).toMatchObject({ code: 1, stderr: 'A passcode has 6 to 100 characters.\n' });
    const two = await runAt(place(), ['share', '-p', 'edith', '--passcode'], { input: 'one two\nthree\n' });
    expect(two).toMatchObject({ code: 1, stderr: 'Standard input is the passcode: one line.\n' });
    expect((await make('--list')).stderr).toBe('edith shares nothing.\n');
  });

  it('takes nothing that contradicts itself or has no bounds', async () => {
    const odd: readonly (readonly string[])[] = [
      [],
      ['-p', 'edith', '--revoke', 'id'],
      ['-p', 'edith', '--days', '0'],
      ['-p', 'edith', '--days', '91'],
      ['-p', 'edith', '--days', '1.5'],
      ['-p', 'edith', '--newest', '--as-of', '2026-03-18'],
      ['-p', 'edith', '--list', '--label', 'x'],
      ['-p', 'edith', '--label', 'x'.repeat(101)],
      ['-p', 'edith', '--passcode', 'in-clear-words'],
    ];
    for (const args of odd) {
      expect([args, await share(...args)]).toMatchObject([args, { code: 2, stdout: '' }]);
    }
  });

  it('lists and revokes where nothing new can be shared', async () => {
    await make();
    const [{ id }] = (await listed()) as [ListedLink];
    const elsewhere = (...args: string[]) => runAt(place({}), ['share', ...args]);
    expect((await elsewhere('-p', 'edith', '--list')).stdout).toContain(id);
    expect(await elsewhere('--revoke', id)).toMatchObject({ code: 0 });
  });
});
