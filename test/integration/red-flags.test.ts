import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseDay } from '../../src/shared/day.ts';
import { type AdjustableClock, adjustableClock } from '../support/adjustable-clock.ts';
import { openAppAt, runAt } from '../support/cli-in-process.ts';
import { pageOn } from '../support/digest-pages.ts';
import { type Receiver, startReceiver } from '../support/notify/receiver.ts';
import { setTempDirectory } from '../support/temp-directory.ts';
import { writePages } from '../support/write-pages.ts';

const temp = setTempDirectory();
let clock: AdjustableClock;

/** 07:00 on 20 March in London. */
beforeEach(async () => {
  clock = adjustableClock('2026-03-20T07:00:00.000Z');
  await using app = await openAppAt({ home: temp(), clock });
  await app.people.insert('edith', 'Europe/London');
});

const words = "crushing chest pain, mum says it's nothing";

function roundsTelling(receiver: Pick<Receiver, 'url'>) {
  const place = { home: temp(), clock, environment: { ROUNDS_NOTIFY_URL: receiver.url } };
  return (args: readonly string[], input?: string) =>
    runAt(place, [...args, '--person', 'edith'], input === undefined ? {} : { input });
}

async function logged() {
  await using app = await openAppAt({ home: temp(), clock });
  const days = { from: parseDay('2020-01-01'), to: parseDay('2026-12-31') };
  return app.redFlags.list(await app.people.get('edith'), days);
}

async function redFlagsIn(rounds: ReturnType<typeof roundsTelling>, ...more: string[]) {
  const { stdout } = await rounds(['analyze', '--json', ...more]);
  const { findings } = JSON.parse(stdout) as {
    findings: { kind: string; rule?: string; urgency?: string }[];
  };
  return { first: findings[0], flags: findings.filter(({ kind }) => kind === 'red-flag') };
}

async function writtenAnywhere(): Promise<string> {
  const names = await readdir(temp());
  const files = names.filter((name) => /\.db(-wal)?$/.test(name));
  expect(files.length).toBeGreaterThan(0);
  return (await Promise.all(files.map((name) => readFile(join(temp(), name), 'latin1')))).join('\n');
}

describe('a check-in that must not wait', () => {
  it('is answered with the emergency number, told of once, logged sealed, and found', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    const { code, stdout } = await rounds(['check-in', '--symptoms', words]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^EMERGENCY\. Call the emergency number \(999\) now\.\n/);
    expect(stdout).toContain('Seen on 20 March 2026: ');
    expect(stdout.trimEnd()).toMatch(/The check-in of 20 March 2026 \(self\) is kept\.$/);

    expect(receiver.received.map(({ body }) => JSON.parse(body))).toEqual([
      { event: 'red-flag', person: 'edith', day: '2026-03-20', id: expect.any(String) },
    ]);
    await rounds(['check-in', '--symptoms', words]);
    await rounds(['check-in', '--symptoms', words, '--reporter', 'caregiver']);
    expect(receiver.received).toHaveLength(1);

    expect(await logged()).toMatchObject([{ rule: 'chest-pain', urgency: 'emergency', day: '2026-03-20' }]);
    expect(await writtenAnywhere()).not.toMatch(/crushing|chest[- ]pain|emergency/);
    const { first, flags } = await redFlagsIn(rounds);
    expect(first).toMatchObject({ kind: 'red-flag', rule: 'chest-pain', urgency: 'emergency' });
    expect(flags).toHaveLength(1);
  });

  it('says so on both outputs where a program reads the answer', async () => {
    await using receiver = await startReceiver(204);
    const { stdout, stderr } = await roundsTelling(receiver)(['check-in', '--notes', words, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      notes: words,
      redFlags: [{ rule: 'chest-pain', urgency: 'emergency', day: '2026-03-20' }],
    });
    expect(stderr).toContain('Call the emergency number (999) now.');
  });

  it('leaves the findings when it is withdrawn, and stays in the log', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    await rounds(['check-in', '--symptoms', words]);
    const { stdout } = await rounds(['check-in', '--symptoms', '']);
    expect(stdout).not.toContain('EMERGENCY');
    expect((await redFlagsIn(rounds)).flags).toEqual([]);
    expect(await logged()).toHaveLength(1);
    await rounds(['check-in', '--symptoms', words]);
    expect(receiver.received).toHaveLength(1);
  });

  it('is kept and told of on the spot, though nobody can be reached', async () => {
    const rounds = roundsTelling({ url: 'http://127.0.0.1:9/nobody' });
    const { code, stdout } = await rounds(['check-in', '--symptoms', words]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^EMERGENCY\. Call the emergency number \(999\) now\.\n/);
    expect(stdout).toContain('is kept.');
    await using app = await openAppAt({ home: temp(), clock });
    expect(await app.notifications.listUnsettled()).toMatchObject([{ kind: 'red-flag', state: 'waiting' }]);
    const queue = await app.queue();
    expect((await queue.counts()).notices.waiting).toBe(1);
  });

  it('says that nobody is set to be told, once a command, and to a program in the answer alone', async () => {
    const rounds = (args: readonly string[]) =>
      runAt({ home: temp(), clock }, [...args, '--person', 'edith']);
    const { code, stderr } = await rounds(['check-in', '--symptoms', words]);
    expect(code).toBe(0);
    expect(stderr.match(/Nobody is set to be told: ROUNDS_NOTIFY_URL or "rounds contact"/g)).toHaveLength(1);
    const asJson = await rounds(['check-in', '--symptoms', words, '--json']);
    expect(asJson.stderr).not.toContain('Nobody is set');
    expect(JSON.parse(asJson.stdout).noticeFailed).toMatch(/^Nobody is set to be told/);
    for (const name of ['a.csv', 'b.csv'])
      await writeFile(join(temp(), name), `day,mood,symptoms\n2026-03-19,4,"${words} ${name}"\n`);
    const files = await rounds(['import', 'a.csv', 'b.csv']);
    expect(files.stderr.match(/Nobody is set to be told/g)).toHaveLength(1);
    expect((await rounds(['check-in', '--mood', '4', '--day', '2026-03-01'])).stderr).toBe('');
  });

  it('names the number of the country that the profile says', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    await rounds(['profile', '--add'], JSON.stringify({ country: 'US' }));
    expect((await rounds(['check-in', '--symptoms', words])).stdout).toContain(
      'Call the emergency number (911) now.',
    );
  });

  it('stands for a fortnight and is the same whenever that day is looked at again', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    await rounds(['check-in', '--symptoms', words]);
    clock.advance(20 * 86_400_000);
    const on = async (day: string) => (await redFlagsIn(rounds, '--as-of', day)).flags.length;
    expect(await on('2026-03-19')).toBe(0);
    expect(await on('2026-03-20')).toBe(1);
    expect(await on('2026-04-02')).toBe(1);
    expect(await on('2026-04-03')).toBe(0);
    const dataHash = async () => (await rounds(['analyze', '--json', '--as-of', '2026-03-20'])).stdout;
    expect(await dataHash()).toBe(await dataHash());
  });
});

describe('words that come in a file', () => {
  const take = async (rounds: ReturnType<typeof roundsTelling>, name: string, text: string) => {
    await writeFile(join(temp(), name), text);
    return rounds(['import', name]);
  };

  it('are logged when they are old, and told of when they are not, once', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    const old = await take(rounds, 'old.csv', `day,mood,symptoms\n2026-03-06,4,"${words}"\n`);
    expect([old.code, old.stdout]).toEqual([0, 'old.csv: 1 check-ins: 1 new or changed, 0 known\n']);
    expect(receiver.received).toEqual([]);
    expect(await logged()).toMatchObject([{ rule: 'chest-pain', day: '2026-03-06' }]);

    const recent = await take(rounds, 'recent.csv', `day,mood,symptoms\n2026-03-07,4,"${words}"\n`);
    expect(recent.stdout).toContain('EMERGENCY. Call the emergency number (999) now.');
    expect(receiver.received).toHaveLength(1);
    await rounds(['import', 'old.csv', 'recent.csv']);
    expect(receiver.received).toHaveLength(1);
  });

  it('are read in the tags of the ring, and in questions for a coming appointment', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    const tag = (id: string, start_day: string) => ({
      id,
      start_day,
      comment: words,
      tag_type_code: 'custom',
    });
    const tags = JSON.stringify({
      data: [tag('t1', '2026-03-19'), tag('t2', '2026-01-02')],
      next_token: null,
    });
    const { stdout } = await take(rounds, 'enhanced_tag.json', tags);
    expect(stdout).toContain('Call the emergency number (999) now.');
    expect(receiver.received).toHaveLength(1);
    expect((await logged()).map(({ day }) => day)).toEqual(['2026-01-02', '2026-03-19']);

    const appointments = [{ day: '2026-04-24', clinician: 'Dr. Okafor', questions: [words] }];
    const asked = await take(rounds, 'profile.json', JSON.stringify({ appointments }));
    expect(asked.stdout).toContain('Seen on 20 March 2026: ');
    expect(receiver.received).toHaveLength(2);
    clock.advance(86_400_000);
    await take(rounds, 'profile.json', JSON.stringify({ appointments }));
    expect(receiver.received).toHaveLength(2);
  });

  it('are read in the notes of a profile as well, however they come', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    const note = (day: string) => JSON.stringify({ notes: [{ day, text: words }] });
    expect((await rounds(['profile', '--add'], note('2026-03-19'))).stdout).toMatch(
      /^EMERGENCY\. Call the emergency number \(999\)/,
    );
    expect((await take(rounds, 'profile.json', note('2026-03-18'))).stdout).toContain(
      'Call the emergency number (999) now.',
    );
    expect(receiver.received).toHaveLength(2);
  });
});

describe('what came of a visit', () => {
  it('is read as well, and told before anything else', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    const visit = ['visit', '--day', '2026-03-18', '--clinician', 'Dr. Okafor'];
    const { code, stdout } = await rounds([...visit, '--said', words]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^EMERGENCY\. Call the emergency number \(999\) now\.\n/);
    expect(stdout).toMatch(/Kept\.\n$/);
    expect(receiver.received).toHaveLength(1);
    const agreed = JSON.stringify({ agreed: [{ day: '2026-04-01', what: 'coughing up blood' }] });
    const asJson = await rounds([...visit, '--add', '--json'], agreed);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ redFlags: [{ day: '2026-03-18' }] });
    expect(asJson.stderr).toContain('Seen on 18 March 2026: ');
  });
});

describe('a page that was made before', () => {
  it('is taken along with what was raised since above it, as text and as files', async () => {
    await using receiver = await startReceiver(204);
    const rounds = roundsTelling(receiver);
    {
      await using app = await openAppAt({ home: temp(), clock });
      await writePages(app, await app.people.get('edith'), [pageOn('2026-03-19', []).page]);
    }
    expect((await rounds(['report'])).stdout).not.toContain('since this page');
    await rounds(['check-in', '--symptoms', words]);
    const { stdout } = await rounds(['report']);
    expect(stdout).toContain('Urgent, since this page');
    expect(stdout.indexOf('call the emergency number (999) at once')).toBeLessThan(
      stdout.indexOf('Nights used'),
    );
    await rounds(['report', '--format', 'md,html', '--out', 'taken']);
    for (const name of ['talking-points.md', 'talking-points.html']) {
      const text = await readFile(join(temp(), 'taken', 'edith', '2026-03-19', name), 'utf8');
      expect(text).toContain('Urgent, since this page');
    }
  });
});
