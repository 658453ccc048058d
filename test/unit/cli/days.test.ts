import { beforeEach, describe, expect, it } from 'vitest';
import type { RawDocument } from '../../../src/domain/raw-document.ts';
import { ofSource } from '../../../src/domain/series-source.ts';
import { recordCheckIns, recordDocuments } from '../../../src/jobs/record-observations.ts';
import { type Day, parseDay } from '../../../src/shared/day.ts';
import { adjustableClock } from '../../support/adjustable-clock.ts';
import { openAppAt, runAt } from '../../support/cli-in-process.ts';
import { checkIn } from '../../support/stores/samples.ts';
import { setTempDirectory } from '../../support/temp-directory.ts';

const temp = setTempDirectory();
/** 23:30 on 20 March in London, noon on the 21st in Auckland. */
const clock = adjustableClock('2026-03-20T23:30:00.000Z');

const openApp = () => openAppAt({ home: temp(), clock });

function document(
  collection: string,
  day: Day,
  fields: Record<string, unknown>,
  id: string = day,
): RawDocument {
  return { source: 'oura', collection, documentId: id, day, body: { id, day, ...fields } };
}

const [first, second, third] = ['2026-03-18', '2026-03-19', '2026-03-20'].map(parseDay) as [Day, Day, Day];
const night = {
  type: 'long_sleep',
  bedtime_start: '2026-03-17T22:45:00+00:00',
  bedtime_end: '2026-03-18T06:45:00+00:00',
  total_sleep_duration: 27_050,
  average_breath: 14.25,
};

beforeEach(async () => {
  await using app = await openApp();
  const edith = await app.people.insert('edith', 'Europe/London');
  await app.people.insert('kiri', 'Pacific/Auckland');
  await recordDocuments(app, edith, [
    document('sleep', first, night),
    document('sleep', first, { type: 'sleep', total_sleep_duration: 1800 }, 'nap'),
    document('daily_activity', second, { steps: 6012 }),
    document('daily_readiness', third, { temperature_deviation: -0.31 }),
  ]);
  await recordCheckIns(app, edith, [checkIn(second, { mood: 7 })]);
  const mass = ofSource('bodyMass', 'apple-health');
  const values = [{ metric: mass, day: third, value: 70.25 }];
  await app.series.write(edith, { days: [third], metrics: [mass], values });
});

const days = (...args: readonly string[]) =>
  runAt({ home: temp(), clock }, ['days', ...args], { columns: 60 });

describe('rounds days', () => {
  it('shows nights, days and check-ins as tables that the terminal is wide enough for', async () => {
    const { code, stdout } = await days('--person', 'edith', '--from', first);
    expect(code).toBe(0);
    expect(stdout).toBe(`Nights, each on the day it ended on

               total                           middle of
               sleep     bedtime   wake time       sleep
Day              min  clock time  clock time  clock time
2026-03-18       451       22:45        6:45        2:45
2026-03-19         –           –           –           –
2026-03-20         –           –           –           –

                               night
                         temperature
              breathing  against own
                   rate        usual
Day         breaths/min           °C
2026-03-18         14.3            –
2026-03-19            –            –
2026-03-20            –        −0.31

Days

                                 body weight
                      nap time            kg
Day            steps       min  apple-health
2026-03-18         –        30             –
2026-03-19      6012         –             –
2026-03-20         –         –          70.3

Check-ins

                mood
Day            of 10
2026-03-18         –
2026-03-19         7
2026-03-20         –
`);
  });

  it('gives another program every digit, the unit, and the device where it is not the ring', async () => {
    const csv = await days('--person', 'edith', '--from', first, '--csv');
    expect(csv.stdout).toBe(
      [
        'day,totalSleep (min),bedtime (min from midnight),wakeTime (min from midnight),sleepMidpoint (min from midnight),respiratoryRate (breaths/min),temperatureDeviation (°C),steps (steps),napTime (min),"bodyMass (kg, apple-health)",mood (of 10)',
        '2026-03-18,450.8333333333333,-75,405,165,14.25,,,30,,',
        '2026-03-19,,,,,,,6012,,,7',
        '2026-03-20,,,,,,-0.31,,,70.25,',
        '',
      ].join('\n'),
    );
    const json = await days('--person', 'edith', '--from', second, '--to', third, '--json');
    expect(JSON.parse(json.stdout)).toEqual({
      person: 'edith',
      timezone: 'Europe/London',
      from: '2026-03-19',
      to: '2026-03-20',
      metrics: [
        {
          metric: 'temperatureDeviation',
          label: 'night temperature against own usual',
          unit: '°C',
          span: 'night',
        },
        { metric: 'steps', label: 'steps', unit: 'steps', span: 'day' },
        { metric: 'bodyMass', label: 'body weight', unit: 'kg', span: 'day', source: 'apple-health' },
        { metric: 'mood', label: 'mood', unit: 'of 10', span: 'check-in' },
      ],
      days: [
        { day: '2026-03-19', values: { steps: 6012, mood: 7 } },
        { day: '2026-03-20', values: { temperatureDeviation: -0.31, bodyMass: 70.25 } },
      ],
    });
  });

  it('shows the fortnight up to today, where the person lives', async () => {
    const today = JSON.parse((await days('--person', 'edith', '--json')).stdout) as Record<string, unknown>;
    expect(today).toMatchObject({ from: '2026-03-07', to: '2026-03-20' });
    expect(today.days).toHaveLength(14);
    const beyond = JSON.parse((await days('--person', 'kiri', '--json')).stdout) as Record<string, unknown>;
    expect(beyond).toMatchObject({ from: '2026-03-08', to: '2026-03-21', metrics: [] });
  });

  it('says so where there is nothing, and refuses what makes no sense', async () => {
    expect(await days('--person', 'kiri')).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'There is no value from 2026-03-08 to 2026-03-21.\n',
    });
    expect(await days('--person', 'edith', '--from', third, '--to', first)).toMatchObject({ code: 1 });
    expect(await days('--person', 'edith', '--csv', '--json')).toMatchObject({ code: 2 });
    expect(await days('--person', 'edith', '--from', '20 March')).toMatchObject({ code: 2 });
    expect(await days('--person', 'nobody')).toMatchObject({ code: 3 });
  });
});
