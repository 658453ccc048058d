import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type AdjustableClock, adjustableClock } from '../../support/adjustable-clock.ts';
import { answeringTerminal } from '../../support/answering-terminal.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();
let clock: AdjustableClock;
const place = () => ({ home: temp(), clock });

beforeEach(async () => {
  // 07:00 on 20 March in London.
  clock = adjustableClock('2026-03-20T07:00:00.000Z');
  await using app = await openAppAt(place());
  await app.people.insert('edith', 'Europe/London');
  await app.people.insert('kiri', 'Pacific/Auckland');
});

const profileOf = (who: string, args: readonly string[], around: Parameters<typeof runAt>[2] = {}) =>
  runAt(place(), ['profile', '--person', who, ...args], around);
const profile = (...args: readonly string[]) => profileOf('edith', args);
const add = (value: unknown, who = 'edith') => profileOf(who, ['--add'], { input: JSON.stringify(value) });
const json = async (...args: readonly string[]) =>
  JSON.parse((await profile('--json', ...args)).stdout) as Record<string, unknown>;
const withdraw = (...words: string[]) => profile('--withdraw', ...words, '--yes');

const lisinopril = (dose: string) => ({
  name: 'Lisinopril',
  events: [{ day: '2025-06-01', action: 'start', dose, time: '08:00' }],
});
const tsh = (value: number, rest = {}) => ({
  day: '2026-01-08',
  analyte: 'TSH',
  value,
  unit: 'mIU/L',
  ...rest,
});
const whole = {
  timezone: 'Europe/London',
  birthYear: 1956,
  conditions: [{ name: 'High blood pressure', since: '2019' }],
  allergies: [{ name: 'Penicillin', reaction: 'rash', since: '1983' }],
  medications: [
    {
      name: 'Lisinopril',
      events: [
        { day: '2025-06-01', action: 'start', dose: '10 mg', time: '08:00' },
        { day: '2026-02-10', action: 'dose', dose: '20 mg' },
      ],
    },
    { name: 'Paracetamol', asNeeded: true, events: [] },
  ],
  adherence: [{ day: '2026-03-14', medication: 'Lisinopril', taken: 'missed', time: '08:00' }],
  labs: [tsh(3.4, { day: '2025-07-02', low: null, high: null }), tsh(2.1, { low: 0.4, high: 4 })],
  appointments: [
    { day: '2026-04-20', time: '10:30', clinician: 'Dr Okafor', questions: ['Does the dose fit?'] },
  ],
  events: [{ day: '2026-02-20', kind: 'travel', label: 'Lisbon' }],
  cycle: [{ day: '2007-05-01', kind: 'menopause' }],
  notes: [{ day: '2026-02-21', author: 'Ada', text: 'Slept badly.' }],
  visits: [],
  goals: [],
};

describe('rounds profile', () => {
  it('lists what is kept', async () => {
    await add(whole);
    const { code, stdout, stderr } = await profile();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toBe(`edith · Europe/London · born 1956

Conditions
  High blood pressure, since 2019

Allergies
  Penicillin: rash, since 1983

Medicines
  Lisinopril: 10 mg at 08:00, 1 June 2025 to 9 February 2026; 20 mg at 08:00, from 10 February
    2026
  Paracetamol (as needed)

Doses missed or late in the last 30 days
  Lisinopril: 1 missed

Laboratory results
  TSH
    8 January 2026: 2.1 mIU/L, range 0.4 to 4
    2 July 2025: 3.4 mIU/L

Coming appointments
  20 April 2026 10:30: Dr Okafor
    - Does the dose fit?

Events
  20 February 2026: travel, Lisbon

Cycle
  1 May 2007: menopause

Notes
  21 February 2026, Ada: Slept badly.
`);
  });

  it('says how to add to an empty one', async () => {
    expect(await profile()).toEqual({
      code: 0,
      stdout:
        'edith · Europe/London\nThere are no entries yet. Add some with: rounds import profile.json --person edith\n',
      stderr: '',
    });
  });

  it('says where the rest is when nothing of it is current', async () => {
    await add({ appointments: [{ day: '2026-03-19', clinician: 'Dr Gone' }] });
    expect((await profile()).stdout).toMatch(/nothing current to list; --json/);
  });

  it('knows only people who are here', async () => {
    expect((await profileOf('nobody', [])).code).toBe(3);
    expect((await add(whole, 'nobody')).code).toBe(3);
  });

  it.each([
    ['--history', 'note', '--known-at', '2026-03-20'],
    ['--history', 'note', '--add'],
    ['--add', '--json'],
    ['--json', '--withdraw', 'condition', 'Asthma'],
    ['--add', '--withdraw', 'condition', 'Asthma'],
  ])('refuses %s %s %s as a contradiction', async (...args) => {
    expect(await profile(...args)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('rounds profile --json', () => {
  it('prints the profile as it is imported', async () => {
    await add(whole);
    expect(await json()).toEqual(whole);
  });

  it('gives what changes nothing when it is imported again, and makes the same profile of somebody else', async () => {
    const name = fc.constantFrom('Asthma', 'asthma', 'Zinc', 'Vitamin D');
    const on = fc.constantFrom('2026-01-08', '2026-01-09', '2026-04-01');
    const time = fc.option(fc.constantFrom('08:00', '21:00'), { nil: undefined });
    const list = (entry: Record<string, fc.Arbitrary<unknown>>) =>
      fc.array(fc.record(entry), { maxLength: 5 });
    const profiles = fc.record({
      conditions: list({ name }),
      medications: list({
        name,
        events: list({ day: on, action: fc.constantFrom('start', 'dose', 'stop'), dose: name, time }),
      }),
      adherence: list({ day: on, time, medication: name, taken: fc.constantFrom('missed', 'late') }),
      labs: list({ day: on, time, analyte: name, value: fc.integer({ min: 0, max: 3 }), unit: name }),
      appointments: list({ day: on, clinician: name, questions: fc.array(name, { maxLength: 2 }) }),
      events: list({ day: on, kind: fc.constantFrom('travel', 'illness'), label: name }),
      notes: list({ day: on, author: name, text: name }),
    });
    let run = 0;
    const check = async (first: unknown, second: unknown) => {
      const [one, other] = [`one${run}`, `other${run++}`];
      await using app = await openAppAt(place());
      for (const slug of [one, other]) await app.people.insert(slug, 'Europe/London');
      await add(first, one);
      await add(second, one);
      const { stdout: told } = await profileOf(one, ['--json']);
      const again = await profileOf(one, ['--add'], { input: told });
      expect([again.code, again.stderr]).toEqual([0, '']);
      expect(again.stdout).toMatch(/^profile: 0 entries new or changed|^nothing in it/);
      await profileOf(other, ['--add'], { input: told });
      expect((await profileOf(other, ['--json'])).stdout).toBe(told);
    };
    await fc.assert(fc.asyncProperty(profiles, profiles, check), { seed: 20_260_320, numRuns: 12 });
  }, 60_000);
});

describe('rounds profile --known-at', () => {
  const doses = async (at: string, who = 'edith') => {
    const { stdout } = await profileOf(who, ['--json', '--known-at', at]);
    const { medications } = JSON.parse(stdout) as { medications: { events: { dose: string }[] }[] };
    return medications.flatMap(({ events }) => events.map(({ dose }) => dose));
  };

  it('takes an instant', async () => {
    await add({ medications: [lisinopril('10 mg')] });
    clock.advance(60_000);
    await add({ medications: [lisinopril('20 mg')] });
    expect(await doses('2026-03-20T06:59:59Z')).toEqual([]);
    expect(await doses('2026-03-20T07:00:59.999Z')).toEqual(['10 mg']);
    expect(await doses('2026-03-20T09:01+02:00')).toEqual(['20 mg']);
  });

  it('takes a day for its end where the person lives', async () => {
    // 23:30 on 20 March in London is 12:30 on the 21st in Auckland.
    clock = adjustableClock('2026-03-20T23:30:00.000Z');
    for (const who of ['edith', 'kiri']) await add({ medications: [lisinopril('10 mg')] }, who);
    expect(await doses('2026-03-20')).toEqual(['10 mg']);
    expect(await doses('2026-03-20', 'kiri')).toEqual([]);
    expect(await doses('2026-03-21', 'kiri')).toEqual(['10 mg']);
    expect(await doses('2026-03-19')).toEqual([]);
  });

  it('lists what was coming then, and says of when it is', async () => {
    await add(whole);
    const { stdout } = await profile('--known-at', '2026-04-20');
    expect(stdout).toContain('edith · Europe/London · born 1956 · as known on 2026-04-20 23:59\n');
    expect(stdout).toContain('20 April 2026 10:30: Dr Okafor');
    expect((await profile('--known-at', '2026-04-21')).stdout).not.toContain('Dr Okafor');
    expect((await profile('--known-at', '2026-03-19')).stdout).toMatch(/no entries by then/);
  });

  it.each(['yesterday', '2026-02-30', '2026-02-30T07:00:00Z', '2026-03-20T07:00', '2026-03-20T25:00Z'])(
    'refuses %s',
    async (when) => {
      expect(await profile('--known-at', when)).toMatchObject({ code: 2, stdout: '' });
    },
  );
});

describe('rounds profile --history', () => {
  it('tells every version, by the person’s clock', async () => {
    // Summer time in London, an hour before the clock of the computer.
    clock = adjustableClock('2026-04-02T07:05:00.000Z');
    await add({ medications: [lisinopril('10 mg')], conditions: [{ name: 'Asthma' }] });
    clock.advance(60_000);
    await add({ medications: [lisinopril('20 mg'), { name: 'Zinc' }] });
    clock.advance(60_000);
    await withdraw('medication', 'Lisinopril');
    const { code, stdout } = await profile('--history', 'medication');
    expect([code, stdout]).toEqual([
      0,
      `recorded 2026-04-02 08:05, replaced 2026-04-02 08:06
  Lisinopril: 10 mg at 08:00, from 1 June 2025
recorded 2026-04-02 08:06, withdrawn 2026-04-02 08:07
  Lisinopril: 20 mg at 08:00, from 1 June 2025
recorded 2026-04-02 08:06, stands
  Zinc
`,
    ]);
    const versions = JSON.parse((await profile('--history', 'medication', '--json')).stdout) as unknown[];
    expect(versions[0]).toEqual({
      value: lisinopril('10 mg'),
      recordedAt: '2026-04-02T07:05:00.000Z',
      supersededAt: '2026-04-02T07:06:00.000Z',
    });
  });

  it('says when there is none, and which kinds there are without a word of what was typed', async () => {
    expect(await profile('--history', 'note')).toMatchObject({ code: 3, stdout: '' });
    const { code, stderr } = await profile('--history', 'Lisinopril');
    expect(code).toBe(1);
    expect(stderr).toMatch(/one of these kinds: condition, allergy, medication, .*birth-year/);
    expect(stderr).not.toContain('Lisinopril');
  });
});

describe('rounds profile --withdraw', () => {
  const left = async (key: keyof typeof whole) => (await json())[key];

  it.each([
    ['medication', ['medication', 'lisinopril'], 'medications', 'Lisinopril: 10 mg', 1],
    ['condition', ['condition', 'High', 'blood', 'pressure'], 'conditions', 'High blood', 0],
    ['condition in one word', ['condition', 'High blood pressure'], 'conditions', 'High blood', 0],
    ['allergy', ['allergy', 'Penicillin'], 'allergies', 'Penicillin: rash', 0],
    ['dose', ['adherence', '2026-03-14', 'Lisinopril'], 'adherence', '14 March 2026 08:00: Lisinopril', 0],
    ['lab', ['lab', '2026-01-08', 'tsh'], 'labs', '8 January 2026: TSH 2.1 mIU/L', 1],
    ['appointment', ['appointment', '2026-04-20', 'Dr', 'Okafor'], 'appointments', '20 April 2026', 0],
    ['event', ['event', '2026-02-20', 'travel'], 'events', '20 February 2026: travel', 0],
    ['cycle', ['cycle', '2007-05-01', 'menopause'], 'cycle', '1 May 2007: menopause', 0],
    ['note', ['note', '2026-02-21'], 'notes', '21 February 2026, Ada', 0],
  ] as const)(
    'takes a %s out after showing it, and tells how to undo it',
    async (_what, words, key, shown, count) => {
      await add(whole);
      const { code, stdout, stderr } = await withdraw(...words);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout.startsWith(shown)).toBe(true);
      expect(stdout).toContain('It stays in the history; import it again to bring it back.\n');
      expect(await left(key)).toHaveLength(count);
      expect((await add(whole)).stdout).toMatch(/^profile: 1 entries new or changed/);
      expect(await json()).toEqual(whole);
    },
  );

  it('takes the year of birth out', async () => {
    await add(whole);
    expect((await withdraw('birth-year')).code).toBe(0);
    expect(await left('birthYear')).toBeUndefined();
    expect((await withdraw('birth-year')).code).toBe(3);
  });

  it('tells two of one name apart by further words, and takes none where they fit both', async () => {
    await add({ labs: [tsh(2.1, { time: '08:00' }), tsh(21), tsh(2.5)] });
    const { code, stdout, stderr } = await withdraw('lab', '2026-01-08', 'TSH');
    expect(code).toBe(1);
    expect(stdout.split('\n')).toHaveLength(4);
    expect(stderr).toMatch(/Several entries are called so/);
    expect((await withdraw('lab', '2026-01-08', 'TSH', '2')).code).toBe(3);
    expect((await withdraw('lab', '2026-01-08', 'TSH', '21')).code).toBe(0);
    expect((await withdraw('lab', '2026-01-08', 'TSH', '08:00')).code).toBe(0);
    expect(await left('labs')).toEqual([tsh(2.5)]);
  });

  it('takes an exact name before a longer one, and one of two that say the same', async () => {
    await add({ medications: [{ name: 'Vitamin' }, { name: 'Vitamin D' }], labs: [tsh(2), tsh(2)] });
    expect((await withdraw('medication', 'Vitamin', 'D')).code).toBe(0);
    expect(await left('medications')).toEqual([{ name: 'Vitamin', events: [] }]);
    expect((await withdraw('lab', '2026-01-08', 'TSH')).code).toBe(0);
    expect(await left('labs')).toEqual([tsh(2)]);
  });

  it.each([
    [['lab', 'TSH'], 3, /no such entry.*day and analyte/],
    [['medication'], 3, /no such entry.*by its name/],
    [['medication', 'Zaphod'], 3, /no such entry/],
    [['Zaphod'], 1, /one of these kinds/],
  ])('does not find %j, and does not repeat it', async (words, expected, line) => {
    await add(whole);
    const { code, stdout, stderr } = await withdraw(...words);
    expect([code, stdout]).toEqual([expected, '']);
    expect(stderr).toMatch(line);
    expect(stderr).not.toMatch(/Zaphod|TSH/);
    expect(await json()).toEqual(whole);
  });

  it('needs --yes where there is nobody to ask', async () => {
    await add(whole);
    const { code, stdout, stderr } = await profile('--withdraw', 'medication', 'Lisinopril');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/no terminal to ask at. Add --yes/);
    expect(await json()).toEqual(whole);
  });

  it.each([
    ['yes', 'y', true],
    ['no', 'n', false],
    ['Enter alone', '\r', false],
    ['Ctrl-C', '\u0003', false],
    ['Ctrl-D', '\u0004', false],
  ])('asks at a terminal: %s', async (_answer, keys, isDone) => {
    await add(whole);
    const terminal = answeringTerminal([['Withdraw this', keys]]);
    const said = await profileOf('edith', ['--withdraw', 'allergy', 'Penicillin'], { terminal });
    expect(said.stdout).toContain('Penicillin: rash, since 1983\n');
    expect(said.code).toBe(isDone ? 0 : 1);
    expect(said.stderr).toBe(isDone ? '' : 'Nothing was withdrawn.\n');
    expect(await left('allergies')).toHaveLength(isDone ? 0 : 1);
  });

  it('does not ask with --yes, nor about what is not there', async () => {
    await add(whole);
    const terminal = answeringTerminal([]);
    const args = ['--withdraw', 'allergy', 'Latex'];
    expect((await profileOf('edith', args, { terminal })).code).toBe(3);
    await profileOf('edith', ['--withdraw', 'allergy', 'Penicillin', '--yes'], { terminal });
    expect(terminal.shown()).toBe('');
    expect(await left('allergies')).toEqual([]);
  });
});

describe('rounds profile --add', () => {
  it('takes a part of a profile in beside what is there', async () => {
    await add(whole);
    const { code, stdout } = await add({ notes: [{ day: '2026-03-19', text: 'Better.' }] });
    expect([code, stdout]).toEqual([0, 'profile: 1 entries new or changed, 0 known\n']);
    const note = { day: '2026-03-19', author: '', text: 'Better.' };
    expect(await json()).toEqual({ ...whole, notes: [...whole.notes, note] });
  });

  it('puts an entry in the place of the one of its name', async () => {
    await add({ medications: [lisinopril('10 mg')] });
    await add({ medications: [lisinopril('20 mg')] });
    expect(await json()).toMatchObject({ medications: [lisinopril('20 mg')] });
  });

  it('keeps what is good, names what is not without quoting it, and says so by its exit code', async () => {
    const { code, stdout, stderr } = await add({
      conditions: [{ name: 'Asthma' }, { name: 'Gout', since: 'Zaphod' }],
    });
    expect([code, stdout]).toEqual([1, 'profile: 1 entries new or changed, 0 known\n']);
    expect(stderr).toMatch(/^refused: standard input, profile, conditions\[1\]\.since: is not a year/);
    expect(stderr).not.toMatch(/Zaphod|Gout/);
  });

  it.each([
    ['', /standard input, file: is empty/],
    ['{ "notes": [', /standard input, line 1, column 13: is not valid JSON/],
    [
      '[{ "id": "n1", "day": "2026-03-18", "type": "long_sleep" }]',
      /standard input, file: is not of a collection/,
    ],
    ['day,mood\n2026-03-18,5\n', /is not a profile; see "rounds import"/],
  ])('takes nothing of %j', async (input, line) => {
    const { code, stderr } = await profileOf('edith', ['--add'], { input });
    expect(code).toBe(1);
    expect(stderr).toMatch(line);
    expect((await profile()).stdout).toMatch(/no entries yet/);
  });

  it('says at a terminal how to end', async () => {
    const around = { terminal: answeringTerminal([]), input: '{ "birthYear": 1956 }' };
    const { code, stderr } = await profileOf('edith', ['--add'], around);
    expect([code, stderr]).toEqual([0, 'Write or paste profile JSON and end it with Ctrl-D.\n']);
    expect(await json()).toMatchObject({ birthYear: 1956 });
  });
});
