import { beforeEach, describe, expect, it } from 'vitest';
import type { Terminal } from '../../../src/cli/app-handle.ts';
import type { Visit } from '../../../src/domain/profile.ts';
import { topicOf } from '../../../src/domain/topic.ts';
import { adjustableClock } from '../../support/adjustable-clock.ts';
import { answeringTerminal } from '../../support/answering-terminal.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { pageOn, pointOn, shiftOn } from '../../support/digest-pages.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';
import { writePages } from '../../support/write-pages.ts';

const temp = setTempDirectory();
// 07:00 on 26 March in London, two days after the appointment.
const clock = adjustableClock('2026-03-26T07:00:00.000Z');
const hrv = shiftOn('2026-03-23', 'hrv');
const efficiency = shiftOn('2026-03-23', 'sleepEfficiency', 'down');

const visit = (args: readonly string[], around: { terminal?: Terminal; input?: string } = {}) =>
  runAt({ home: temp(), clock }, ['visit', '--person', 'edith', ...args], around);

async function told(): Promise<Visit[]> {
  const { code, stdout } = await visit(['--list', '--json']);
  return code === 0 ? (JSON.parse(stdout) as Visit[]) : [];
}

beforeEach(async () => {
  await using app = await openAppAt({ home: temp(), clock });
  const person = await app.people.insert('edith', 'Europe/London');
  const appointment = (day: string, clinician: string) => ({
    kind: 'appointment' as const,
    value: { day, clinician, questions: [] },
  });
  await app.profiles.upsert(person, [
    appointment('2026-03-24', 'Dr. Okafor'),
    appointment('2026-04-24', 'Dr. Other'),
  ]);
  const [day] = ['2026-03-23'];
  await writePages(app, person, [pageOn(day ?? '', [pointOn('a', hrv), pointOn('b', efficiency)]).page]);
});

describe('rounds visit with options', () => {
  it('is about the last appointment that has passed, and names points by their numbers', async () => {
    const numbered = (await visit(['--points'])).stdout;
    expect(numbered).toMatch(/^1\. .*\n2\. /s);
    const { code, stdout } = await visit([
      '--said',
      'Come back in a month.',
      '--agreed',
      'walk after dinner [sleepEfficiency, hrv]',
      '2026-03-28: no coffee',
      '--closed',
      '1',
      '--kept',
      '2',
      '--not-useful',
      '2',
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain('24 March 2026: visit to Dr. Okafor');
    expect(await told()).toEqual([
      {
        day: '2026-03-24',
        clinician: 'Dr. Okafor',
        said: 'Come back in a month.',
        agreed: [
          { day: '2026-03-24', what: 'walk after dinner', watch: ['sleepEfficiency', 'hrv'] },
          { day: '2026-03-28', what: 'no coffee', watch: [] },
        ],
        points: [
          { topics: [topicOf(hrv)], outcome: 'closed' },
          { topics: [topicOf(efficiency)], outcome: 'kept', useful: false },
        ],
      },
    ]);
  });

  it('changes what they name and leaves the rest', async () => {
    await visit(['--said', 'One.', '--closed', '1']);
    await visit(['--kept', '1', '--useful', '1']);
    expect(await told()).toMatchObject([
      { said: 'One.', points: [{ topics: [topicOf(hrv)], outcome: 'kept', useful: true }] },
    ]);
  });

  it('takes JSON from standard input, of a day and a clinician of its own', async () => {
    const other = { day: '2026-03-20', clinician: 'Dr. Third', said: 'Nothing.' };
    expect((await visit(['--add'], { input: JSON.stringify(other) })).code).toBe(0);
    expect(await told()).toEqual([{ ...other, agreed: [], points: [] }]);
  });

  it.each([
    ['no answer at all without a terminal', [], /There is no terminal to ask at/, 1],
    ['a point there is none of', ['--closed', '3'], /no point of this number/, 1],
    ['a point that is no number', ['--closed', 'x'], /Points are named by their numbers/, 2],
    [
      'a day without an appointment',
      ['--day', '2026-03-20', '--said', 'x'],
      /Say whom the visit was with/,
      1,
    ],
    ['a metric there is none of', ['--agreed', 'walk [Zaphod]'], /names what is no metric/, 1],
    ['a day that is none', ['--agreed', '2026-02-31: walk'], /agreed\[0\]\.day is not a day/, 1],
  ])('refuses %s', async (_what, args, line, code) => {
    const refused = await visit(args);
    expect([refused.code, refused.stdout]).toEqual([code, '']);
    expect(refused.stderr).toMatch(line);
    expect(await told()).toEqual([]);
  });
});

describe('rounds visit at a terminal', () => {
  const enter = '\r';
  const down = '\u001b[B';

  it('asks what was said and agreed, and about each point; nothing is kept when it is broken off', async () => {
    const terminal = answeringTerminal([
      ['What was said?', `Sleep first.${enter}`],
      ['What was agreed', `walk after dinner${enter}`],
      ['From which day?', enter],
      ['What is it meant for?', `${down} ${enter}`],
      ['What else was agreed', enter],
      ['What became of it?', enter],
      ['What became of it?', `\u001b[A${enter}`],
      ['Was it useful?', '\u0003'],
    ]);
    const broken = await visit([], { terminal });
    expect(broken.stderr).toContain('Broken off');
    expect(await told()).toEqual([]);
  });

  it('keeps the answers', async () => {
    const up = '\u001b[A';
    const terminal = answeringTerminal([
      ['What was said?', `Sleep first.${enter}`],
      ['What was agreed', `walk after dinner${enter}`],
      ['From which day?', enter],
      ['What is it meant for?', `${down} ${enter}`],
      ['What else was agreed', enter],
      ['What became of it?', `${up}${enter}`],
      ['Was it useful?', `${up}${up}${enter}`],
      ['What became of it?', enter],
    ]);
    const { code, stderr } = await visit([], { terminal });
    expect([code, stderr]).toEqual([0, '']);
    expect(await told()).toEqual([
      {
        day: '2026-03-24',
        clinician: 'Dr. Okafor',
        said: 'Sleep first.',
        agreed: [{ day: '2026-03-24', what: 'walk after dinner', watch: ['sleepEfficiency'] }],
        points: [{ topics: [topicOf(hrv)], outcome: 'closed', useful: true }],
      },
    ]);
    const listing = await runAt({ home: temp(), clock }, ['profile', '--person', 'edith']);
    expect(listing.stdout).toContain(
      [
        'Visits',
        '  24 March 2026: visit to Dr. Okafor',
        '    “Sleep first.”',
        '    agreed from 24 March 2026: walk after dinner (watched: sleep efficiency)',
        '    1 point closed',
      ].join('\n'),
    );
  });
});
