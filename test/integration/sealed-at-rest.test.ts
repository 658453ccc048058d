import { describe, expect, it } from 'vitest';
import { checkKey } from '../../db/stores/key-check.ts';
import { listCustomMetrics } from '../../src/jobs/custom-metrics.ts';
import {
  recordCustomObservation,
  storeCustomObservations,
} from '../../src/jobs/record-custom-observations.ts';
import { parseDay } from '../../src/shared/day.ts';
import { filesOf } from '../support/stores/files-of.ts';
import { raised } from '../support/stores/red-flags.ts';
import {
  browser,
  checkIn,
  digest,
  findingsReport,
  interpretation,
  page,
  sleepDocument,
} from '../support/stores/samples.ts';
import { masterKey, type Store, setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

/** Nowhere else in the world, so that finding one of them means finding the record it stands in. */
const marks = {
  medication: 'Zyxotropinol',
  dose: '7351 mg',
  condition: 'Morbus Quexwahn',
  analyte: 'Vlorbastin',
  clinician: 'Dr Pfnurzelmann',
  note: 'Schwindel beim Aufstehen – 头晕 🫨',
  symptoms: 'kribbelnde Qwertzfinger',
  documentTag: 'tag_gloopwander',
  talkingPoint: 'The gribblefax fell in March.',
  finding: 'Wobbleshift after the bleem.',
  question: 'Is this my zorkle?',
  accessToken: 'oura-access-token-8f31c7',
  refreshToken: 'oura-refresh-token-19ae02',
  address: 'red.florpington@example.net',
  topic: 'https://ntfy.example.org/red-plimsoltopic',
  endpoint: 'https://push.example.org/red-frobnickel',
  metricSlug: 'flumpwatch-minutes',
  metricLabel: 'Minutes of flumpwatching',
  metricUnit: 'flumps',
  redFlagRule: 'zwirbelrule-of-anna',
  shareToken: 'N0b0dyGu3ss3sTh1sT0k3nInAM1ll10nY34rs',
  shareLabel: 'for Doctor Wumpletwig',
  redFlagSeen: 'crushing quonk in the left vlork',
};
const hrv = [47.123456789, 38.987654321, 51.246813579];

describe('what lies on the disk', () => {
  const store = setStore(sqliteSite);

  it('holds nothing that was said or measured, while the database is open, after it is closed and after edits', async () => {
    await writeMarked(store(), 'first');
    const open = await filesOf(store());
    expect([...open.keys()].sort()).toEqual(['rounds.db', 'rounds.db-shm', 'rounds.db-wal']);
    expect(found(open)).toEqual([]);
    // The look itself works: what is plain by design is found, in the log of the open database.
    expect(textPatterns('anna').some((pattern) => open.get('rounds.db-wal')?.includes(pattern))).toBe(true);

    await writeMarked(store(), 'second');
    await store().people.delete(store().anna);
    expect(found(await filesOf(store()))).toEqual([]);
    await store().db.destroy();
    const closed = await filesOf(store());
    expect(closed.get('rounds.db')?.length).toBeGreaterThan(0);
    expect(found(closed)).toEqual([]);
  });

  it('gives what was written back to the one who has the key', async () => {
    await writeMarked(store(), 'first');
    const { anna, profiles, checkIns, series } = store();
    expect((await profiles.get(anna)).medications[0]?.name).toBe(marks.medication);
    const answered = await checkIns.list(anna, parseDay('2026-03-19'), parseDay('2026-03-19'));
    expect(answered[0]?.notes).toBe(`${marks.note} first`);
    const loaded = await series.load(anna, parseDay('2026-03-18'), parseDay('2026-03-20'));
    expect([...(loaded.get('hrv')?.values ?? [])]).toEqual(hrv);
    expect(await listCustomMetrics(store(), anna)).toMatchObject([
      { slug: marks.metricSlug, label: `${marks.metricLabel} first`, unit: marks.metricUnit },
    ]);
  });
});

/** Every store writes once, and what it writes is marked. */
async function writeMarked(store: Store, turn: string): Promise<void> {
  const { db, keyRing, anna } = store;
  await checkKey(db, keyRing);
  await store.profiles.upsert(anna, [
    {
      kind: 'medication',
      value: {
        name: marks.medication,
        events: [{ day: '2026-02-01', action: 'start', dose: marks.dose }],
        turn,
      },
    },
    { kind: 'condition', value: { name: marks.condition } },
    { kind: 'lab', value: { day: '2026-03-01', analyte: marks.analyte, value: hrv[0], unit: 'x' } },
    {
      kind: 'appointment',
      value: { day: '2026-04-01', clinician: marks.clinician, questions: [marks.question] },
    },
    { kind: 'note', value: { day: '2026-03-02', author: 'self', text: marks.note } },
  ]);
  await store.checkIns.upsert(anna, [
    checkIn('2026-03-19', { mood: 5, symptoms: marks.symptoms, notes: `${marks.note} ${turn}` }),
  ]);
  await store.rawDocuments.upsert(anna, [
    sleepDocument('s1', '2026-03-19', {
      average_hrv: hrv[0],
      tag: marks.documentTag,
      hrv: { items: hrv },
      turn,
    }),
  ]);
  const observation = {
    metric: {
      slug: marks.metricSlug,
      label: `${marks.metricLabel} ${turn}`,
      unit: marks.metricUnit,
      aggregationHint: 'sum' as const,
    },
    value: hrv[0] ?? 0,
    occurredAt: '2026-03-19T00:00:00Z',
  };
  await recordCustomObservation(store, anna, observation);
  await storeCustomObservations(store, anna, [{ ...observation, value: hrv[1] ?? 0 }]);
  const days = ['2026-03-18', '2026-03-19', '2026-03-20'].map(parseDay);
  const values = days.map((day, index) => ({ metric: 'hrv', day, value: hrv[index] ?? Number.NaN }));
  await store.series.write(anna, { days, metrics: ['hrv'], values });
  await store.connections.upsert(anna, {
    accessToken: marks.accessToken,
    refreshToken: marks.refreshToken,
    expiresAt: '2026-03-21T00:00:00.000Z',
    scopes: ['daily'],
  });
  await store.contacts.upsert(anna, { email: marks.address, ntfy: marks.topic });
  await store.pushSubscriptions.upsert(anna, browser(marks.endpoint));
  await store.serverKeys.findOrMake('vapid', () => ({ kty: 'EC', d: marks.accessToken }));
  const asked = {
    questions: [marks.question],
    joined: [line(marks.talkingPoint)],
    gone: [line(marks.finding)],
  };
  await store.digests.insert(anna, digest('2026-03-22', asked));
  await store.redFlags.insertAll(anna, [raised('2026-03-19', marks.redFlagRule, marks.redFlagSeen)]);
  await store.shares.insert(anna, `${marks.shareToken} ${turn}`, {
    roundId: undefined,
    expiresAt: '2026-04-03T06:00:00.000Z',
    body: { label: marks.shareLabel },
  });
  await writeRound(store, turn);
}

async function writeRound(store: Store, turn: string): Promise<void> {
  const { anna } = store;
  const round = await store.rounds.upsert(anna, `nightly:${turn}`, parseDay('2026-03-20'));
  const claim = await store.steps.claim(round.id, anna.id, 'all');
  if (claim === undefined) throw new Error('a fresh step can be claimed');
  const chart = {
    metric: 'hrv',
    label: 'x',
    unit: 'ms',
    start: parseDay('2026-03-18'),
    values: hrv,
    band: undefined,
  };
  await store.steps.finish(claim, async (transaction) => {
    await store.findings.insert(transaction, anna, round.id, {
      engine: '1',
      dataHash: anna.vault.digest(JSON.stringify(hrv)),
      report: { ...findingsReport, coverage: { ...findingsReport.coverage, missing: [gap(marks.finding)] } },
    });
    await store.interpretations.insert(
      transaction,
      anna,
      round.id,
      interpretation('sleep', marks.talkingPoint),
    );
    const shown = page('2026-03-20', {
      questions: [marks.question],
      notSeen: [marks.finding],
      charts: [chart],
    });
    await store.pages.put(transaction, anna, round.id, shown);
  });
}

function line(text: string) {
  return { text, isUrgent: false, source: { roundId: 'r', asOf: parseDay('2026-03-20'), findings: [] } };
}

function gap(reason: string) {
  return { from: '2026-03-01', to: '2026-03-02', reason };
}

/** Which marks stand in which files, in whatever way they can be written. */
function found(files: ReadonlyMap<string, Buffer>): string[] {
  const key = [
    masterKey,
    ...textPatterns(masterKey.toString('hex')),
    ...textPatterns(masterKey.toString('base64')),
  ];
  const patterns = new Map<string, readonly Buffer[]>([['master key', key]]);
  for (const mark of Object.values(marks)) patterns.set(mark, textPatterns(mark));
  for (const number of hrv) {
    patterns.set(`hrv ${number}`, [...textPatterns(String(number)), ...doublePatterns(number)]);
  }
  return [...files].flatMap(([name, bytes]) =>
    [...patterns]
      .filter(([, writings]) => writings.some((writing) => bytes.includes(writing)))
      .map(([mark]) => `${mark} in ${name}`),
  );
}

function textPatterns(text: string): Buffer[] {
  const wide = Buffer.from(text, 'utf16le');
  const escaped = JSON.stringify(text).slice(1, -1);
  return [
    Buffer.from(text, 'utf8'),
    Buffer.from(escaped, 'utf8'),
    wide,
    Buffer.from(wide).swap16(),
    Buffer.from(Buffer.from(text, 'utf8').toString('hex')),
  ];
}

function doublePatterns(number: number): Buffer[] {
  const little = Buffer.alloc(8);
  little.writeDoubleLE(number);
  return [little, Buffer.from(little).swap64()];
}
