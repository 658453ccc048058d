import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateDemoPerson } from '../../src/demo/person/generate.ts';
import { plantedStory } from '../../src/demo/person/story.ts';
import { type Finding, findingsReportSchema } from '../../src/domain/finding.ts';
import { type Day, daysBetween, spellDay } from '../../src/shared/day.ts';
import {
  type Finished,
  finished,
  type Household,
  household,
  rounds,
  startRounds,
  waitForLine,
  withQueue,
} from '../support/cli.ts';
import { makeTempDirectory, removeDirectory } from '../support/temp-directory.ts';

/** One demo run, looked at from all sides. */
let directory: string;
let house: Household;
let first: Finished;
let asOf: Day;

beforeAll(async () => {
  directory = await makeTempDirectory();
  house = household(directory);
  first = await rounds(house, 'demo', '--once');
  asOf = readdirSync(join(house.home, 'reports', 'demo'))[0] as Day;
}, 120_000);

afterAll(() => removeDirectory(directory));

const story = () => plantedStory(asOf);

async function findings(): Promise<Finding[]> {
  const { stdout } = await rounds(house, 'analyze', '--person', 'demo', '--as-of', asOf, '--json');
  return findingsReportSchema.parse(JSON.parse(stdout)).findings.filter(({ grade }) => grade !== 'watch');
}

describe('rounds demo --once', () => {
  it('ends well and prints the talking points', () => {
    expect(first.stderr).not.toMatch(/error|unexpected/i);
    expect(first.code).toBe(0);
    expect(first.stdout).toContain('Ask:');
  });

  it('shows how far it is while it works', () => {
    expect(first.stdout + first.stderr).toContain(
      'Let the specialists speak: cardiology, medications, recovery, sleep, wellbeing',
    );
  });

  it('tells the planted fall of deep sleep with its day, its numbers and the dose change before it', () => {
    const text = first.stdout.replaceAll(/\s+/g, ' ');
    const [deepSleep] = story().shifts;
    expect(text.toLowerCase()).toContain('deep sleep');
    expect(text).toContain(spellDay(deepSleep?.onset as Day));
    expect(text).toMatch(/\b4 days after Lisinopril dose changed/);
    expect(text).toContain(spellDay(story().medication.day));
  });

  it('names the coming appointment', () => {
    const { appointment } = story();
    expect(first.stdout).toContain(appointment.clinician);
    expect(first.stdout).toContain(spellDay(appointment.day));
  });

  it('writes the page as Markdown, HTML and PDF, for its owner alone', () => {
    const folder = join(house.home, 'reports', 'demo', asOf);
    expect(readdirSync(folder).sort()).toEqual([
      'talking-points.html',
      'talking-points.md',
      'talking-points.pdf',
    ]);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect(readFileSync(join(folder, 'talking-points.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('shows the same page again without another round', async () => {
    const second = await rounds(house, 'demo', '--once');
    expect(second.code).toBe(0);
    expect(second.stderr).toContain('is there already');
    expect(first.stdout).toContain(second.stdout.trim().split('\n')[0] as string);
  });
});

describe('the findings of the demo person', () => {
  let found: readonly Finding[];
  beforeAll(async () => {
    found = await findings();
  });

  it('hold both planted shifts within three days of their onset', () => {
    for (const planted of story().shifts) {
      const shift = found.find((one) => one.kind === 'shift' && one.metric === planted.metric);
      expect(shift, planted.metric).toMatchObject({ direction: planted.direction });
      if (shift?.kind !== 'shift') throw new Error('not a shift');
      expect(Math.abs(daysBetween(planted.onset, shift.onset as Day))).toBeLessThanOrEqual(3);
      expect(shift.before.mean).toBeCloseTo(planted.before, -1);
      expect(shift.after.mean).toBeCloseTo(planted.after, -1);
      expect(shift.events.map(({ day }) => day)).toContain(story().medication.day);
    }
  });

  it('hold the planted chain, link by link and as a whole', () => {
    for (const { cause, effect, lag, sign } of story().chain) {
      expect(found).toContainEqual(
        expect.objectContaining({ kind: 'link', cause, effect, lag, direction: sign > 0 ? 'up' : 'down' }),
      );
    }
    const path = [...story().chain.map(({ cause }) => cause), story().chain.at(-1)?.effect];
    expect(found).toContainEqual(expect.objectContaining({ kind: 'chain', path }));
  });

  it('hold the planted rule near its threshold', () => {
    const { cause, effect, threshold, lag } = story().rule;
    const rule = found.find((one) => one.kind === 'rule' && one.cause === cause && one.effect === effect);
    if (rule?.kind !== 'rule') throw new Error('The rule was not found.');
    expect(rule).toMatchObject({ comparator: '<', effectDirection: 'down', lag });
    expect(Math.abs(rule.threshold - threshold)).toBeLessThanOrEqual(2.5);
    expect(rule.rate).toBeGreaterThan(2 * rule.baseRate);
  });
});

describe('what lies on the disk', () => {
  it('holds none of the person’s words and numbers outside of the reports', () => {
    const person = generateDemoPerson({ lastDay: asOf, seed: 1 });
    const night = person.oura.documents.sleep.find(({ hrv }) => (hrv?.items.length ?? 0) > 60);
    const series = (night?.hrv?.items ?? []).slice(10, 30);
    const marks = [
      'Lisinopril',
      'lisinopril',
      ...story().phrases,
      JSON.stringify(series).slice(1, -1),
      Buffer.from(new Float64Array(series.map((value) => value ?? 0)).buffer).toString('latin1'),
    ];
    const files = listFiles(house.home).filter((path) => !path.startsWith(join(house.home, 'reports')));
    expect(files.some((path) => path.endsWith('rounds.db'))).toBe(true);
    expect(files.some((path) => path.includes('queue'))).toBe(true);
    expect(files.some((path) => path.endsWith('rounds.log'))).toBe(true);
    for (const path of files) {
      const content = readFileSync(path).toString('latin1');
      for (const [place, mark] of marks.entries()) {
        expect(content.includes(mark), `mark ${place} in ${path.slice(house.home.length)}`).toBe(false);
      }
    }
  });

  it('keeps the master key apart, for its owner alone', () => {
    const path = house.environment.ROUNDS_KEY_FILE as string;
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(path.startsWith(house.home)).toBe(false);
  });
});

describe('rounds serve', () => {
  it('shows the last talking points, answers to localhost only, and ends when asked', async () => {
    const child = startRounds(house, ['serve']);
    const ended = finished(child);
    const [, url] = await waitForLine(child, /rounds is at (\S+)/);
    const page = await fetch(url as string);
    const html = await page.text();
    expect(html).toContain(story().appointment.clinician);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: 'ok' });
    expect((await fetch(`${url}/people/nobody`)).status).toBe(404);
    const other = await rounds(house, 'round', '--person', 'demo');
    expect(other.code).toBe(5);
    expect(other.stderr.trim().split('\n')).toHaveLength(1);
    expect(other.stderr).toContain(String(child.pid));
    const taken = await rounds(
      { ...house, environment: { ...house.environment, ROUNDS_HOME: join(directory, 'other') } },
      'serve',
      '--port',
      new URL(url as string).port,
    );
    expect(taken.code).toBe(5);
    expect(taken.stderr.trim().split('\n')).toHaveLength(1);
    expect(taken.stderr).toContain('is taken by another program');
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  }, 60_000);
});

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

describe('rounds demo without --once', () => {
  it('goes on serving after its round, and a second demo touches nothing', async () => {
    const own = await withQueue(household(join(directory, 'fresh')));
    const child = startRounds(own, ['demo']);
    const ended = finished(child);
    const [, url] = await waitForLine(child, /rounds is at (\S+)/);
    expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ status: 'ok' });
    const second = await rounds(own, 'demo', '--fresh', '--once');
    expect(second.code).toBe(5);
    expect((await rounds(own, 'report', '--person', 'demo')).code).toBe(0);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  }, 60_000);
});
