import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountOf } from '../../../src/demo/oura-cloud/demo-account.ts';
import { generateDemoPerson } from '../../../src/demo/person/generate.ts';
import { parseDay } from '../../../src/shared/day.ts';
import { type Rig, startRig } from './cloud-rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ pageSize: 4 });
});
afterEach(() => rig.cloud.close());

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly next_token: string | null;
}

const may = 'start_date=2026-04-28&end_date=2026-05-28';

describe('listing', () => {
  it.each([
    ['alone', ''],
    ['with the range', `${may}&`],
  ])('pages through every document exactly once, the token sent %s', async (_how, prefix) => {
    const ids: string[] = [];
    let query = may;
    for (;;) {
      const page = (await (await rig.get(`sleep?${query}`)).json()) as Page;
      expect(page.data.length).toBeLessThanOrEqual(4);
      ids.push(...page.data.map(({ id }) => id));
      if (page.next_token === null) break;
      query = `${prefix}next_token=${encodeURIComponent(page.next_token)}`;
    }
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect(ids).toEqual([...ids].sort());
    expect(rig.cloud.requests().sleep).toBe(7);
  });

  it('refuses a token of another collection or of nowhere', async () => {
    const page = (await (await rig.get(`sleep?${may}`)).json()) as Page;
    for (const token of [page.next_token ?? '', 'nonsense']) {
      expect((await rig.get(`daily_readiness?next_token=${encodeURIComponent(token)}`)).status).toBe(400);
    }
  });

  it('returns only the fields asked for, and everything when none is known', async () => {
    const first = async (fields: string): Promise<string[]> => {
      const page = (await (await rig.get(`sleep?${may}&fields=${fields}`)).json()) as Page;
      return Object.keys(page.data[0] ?? {});
    };
    expect(await first('average_hrv,nonsense')).toEqual(['id', 'day', 'average_hrv']);
    expect(await first('nonsense')).toContain('bedtime_end');
  });

  it('answers 422 for a range that ends before it starts', async () => {
    expect((await rig.get('sleep?start_date=2026-05-10&end_date=2026-05-01')).status).toBe(422);
  });

  it('has an empty page for a known collection without documents', async () => {
    expect(await (await rig.get(`workout?${may}`)).json()).toEqual({ data: [], next_token: null });
  });
});

describe('single documents and the rest', () => {
  it('returns the bare document by id', async () => {
    expect(await (await rig.get('sleep/night-07')).json()).toMatchObject({
      id: 'night-07',
      day: '2026-05-07',
    });
    const missing = await rig.get('sleep/night-99');
    expect(missing.status).toBe(404);
    expect(await missing.json()).toEqual({ detail: 'Document not found.' });
  });

  it('tells the e-mail address only with its scope', async () => {
    expect(await (await rig.get('personal_info')).json()).toEqual({
      id: 'member-1',
      age: 70,
      email: 'one@example.org',
    });
    const { accessToken } = rig.cloud.issueTokens('member-1', ['personal']);
    expect(await (await rig.get('personal_info', accessToken)).json()).toMatchObject({ email: null });
    expect((await rig.get('personal_info/x')).status).toBe(404);
  });

  it('does not know other collections or other paths', async () => {
    for (const path of ['sleeps', 'toString', 'vo2_max', '../x'])
      expect((await rig.get(path)).status).toBe(404);
    expect((await fetch(`${rig.cloud.url}/`)).status).toBe(404);
  });

  it('lets nobody in without a token', async () => {
    expect((await fetch(`${rig.cloud.url}/v2/usercollection/sleep`)).status).toBe(401);
    expect((await rig.get('sleep', 'forged')).status).toBe(401);
  });
});

describe('the demo person as a member', () => {
  it('is served with the range a careful client asks for, and the last night needs the day before', async () => {
    const person = generateDemoPerson({ lastDay: parseDay('2026-05-26'), days: 40, seed: 42 });
    const { id } = accountOf(person);
    const served = await startRig({ accounts: [accountOf(person)] });
    try {
      const bearer = served.cloud.issueTokens(id).accessToken;
      const list = async (query: string): Promise<Page> =>
        (await (await served.get(`sleep?${query}`, bearer)).json()) as Page;
      const all = await list('start_date=2026-04-15&end_date=2026-05-28');
      expect(all.data).toEqual(JSON.parse(JSON.stringify(person.oura.documents.sleep)));
      const night = person.oura.documents.sleep.at(-1)?.id;
      expect((await list('start_date=2026-05-26&end_date=2026-05-26')).data).toEqual([]);
      expect((await list('start_date=2026-05-25&end_date=2026-05-26')).data.at(-1)?.id).toBe(night);
    } finally {
      await served.cloud.close();
    }
  });
});
