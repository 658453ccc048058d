import { describe, expect, it } from 'vitest';
import { shapeOf, sharing } from '../support/shared-pages.ts';
import { checkIn } from '../support/stores/samples.ts';
import { setStore } from '../support/stores/stage.ts';
import { sqliteSite } from '../support/test-database.ts';

const DAY_MS = 86_400_000;
const question = 'Could the new dose be why I wake up tired?';
const passcode = 'quiet river 47';
const store = setStore(sqliteSite);

/** A page and a link to it. */
async function shared(terms: { passcode?: string; days?: number; newest?: boolean } = {}) {
  const world = sharing(store());
  const roundId = await world.putPage('2026-03-20', { questions: [question] });
  const { newest, ...others } = terms;
  return { ...world, roundId, ...(await world.link({ page: newest ? 'newest' : { roundId }, ...others })) };
}

const accesses = async () =>
  (await store().shares.list(store().anna)).flatMap((link) =>
    link.accesses.map(({ fetched, outcome }) => `${fetched} ${outcome}`),
  );

describe('a share link', () => {
  it('is a secret of 256 bits under the public address, another one each time', async () => {
    const { token, link, roundId } = await shared();
    expect(token).toMatch(/^[\w-]{43}$/);
    expect((await link({ page: { roundId } })).token).not.toBe(token);
  });

  it('shows the page and its PDF, and puts both on record', async () => {
    const { path, ask } = await shared();
    const html = await ask(path);
    expect(html.status).toBe(200);
    expect(await html.text()).toContain(question);
    const pdf = await ask(`${path}/page.pdf`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe('%PDF-');
    await ask(path, { method: 'HEAD' });
    expect(await accesses()).toEqual(['page shown', 'pdf shown', 'page shown']);
  });

  it('leads nowhere but to the PDF, and tells nobody where the reader comes from', async () => {
    const { path, token, ask } = await shared();
    const answer = await ask(path);
    const html = await answer.text();
    const ways = [...html.matchAll(/\s(?:href|src|action|data)="([^"]*)"/g)].map(([, way]) => way);
    expect(ways).toEqual([`./${token}/page.pdf`]);
    expect(html).not.toMatch(/<(script|form|iframe|object)/);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    });
  });

  it('shows what was sent, whatever comes after it', async () => {
    const { path, ask, putPage } = await shared();
    await putPage('2026-03-21', { questions: ['Asked later?'] });
    await store().checkIns.upsert(store().anna, [
      checkIn('2026-03-20', { symptoms: 'crushing chest pain since this morning' }),
    ]);
    const html = await (await ask(path)).text();
    expect(html).toContain(question);
    expect(html).not.toMatch(/Asked later|Urgent/);
  });

  it('begins with what could not wait when it was made', async () => {
    await store().checkIns.upsert(store().anna, [
      checkIn('2026-03-20', { symptoms: 'crushing chest pain since this morning' }),
    ]);
    const { path, ask } = await shared();
    expect(await (await ask(path)).text()).toContain('Urgent, since this page');
  });

  it('follows the newest page where it is meant to, and what cannot wait today', async () => {
    const { path, ask, putPage } = await shared({ newest: true });
    expect(await (await ask(path)).text()).toContain(question);
    await putPage('2026-03-21', { questions: ['Asked later?'] });
    await store().checkIns.upsert(store().anna, [
      checkIn('2026-03-20', { symptoms: 'crushing chest pain since this morning' }),
    ]);
    expect(await (await ask(path)).text()).toMatch(/Urgent, since this page[\s\S]*Asked later\?/);
  });

  it('is not there where nothing is shared', async () => {
    const { path } = await shared();
    const { ask } = sharing(store(), { shareUrl: undefined });
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain(question);
  });
});

describe('a link that shows nothing', () => {
  it('answers the same to the letter, whatever the reason', async () => {
    const world = await shared();
    const { ask, link, path, roundId } = world;
    const fixed = { page: { roundId } } as const;
    const [expired, revoked, locked, gone] = [
      await link({ ...fixed, days: 1, passcode }),
      await link({ ...fixed, passcode }),
      await link({ ...fixed, passcode }),
      await link(fixed),
    ];
    store().clock.advance(DAY_MS);
    await store().shares.revoke(revoked.id);
    for (let time = 1; time <= 5; time += 1) await ask(locked.path, { passcode: 'wrong', from: '192.0.2.9' });
    await store().db.updateTable('share_link').set({ round_id: 'gone' }).where('id', '=', gone.id).execute();
    for (let time = 1; time <= 30; time += 1) await ask('/s/guess', { from: '192.0.2.66' });

    const paths = {
      guessed: `/s/${'A'.repeat(43)}`,
      'cut short': path.slice(0, -1),
      'something else': '/s/x.y',
      'badly encoded': '/s/%E0%A4%A',
      'very long': `/s/${'A'.repeat(5_000)}`,
      expired: expired.path,
      revoked: revoked.path,
      locked: locked.path,
      'of a page that is gone': gone.path,
    };
    for (const own of [{ method: 'GET' }, { method: 'HEAD' }, { passcode }]) {
      const reference = await shapeOf(await ask(`/s/${'B'.repeat(43)}`, own));
      expect(reference).toMatchObject({ status: 404 });
      for (const [what, at] of Object.entries(paths)) {
        // Who opens the page that is gone enters nothing there.
        if (what === 'of a page that is gone' && 'passcode' in own) continue;
        expect([what, await shapeOf(await ask(at, own))]).toEqual([what, reference]);
        if ('passcode' in own) continue;
        expect([what, await shapeOf(await ask(`${at}/page.pdf`, own))]).toEqual([what, reference]);
      }
      // The right link, but asked for by who asks too often.
      expect(await shapeOf(await ask(path, { ...own, from: '192.0.2.66' }))).toEqual(reference);
      store().clock.advance(60_000);
      for (let time = 1; time <= 30; time += 1) await ask('/s/guess', { from: '192.0.2.66' });
    }
    const reference = await shapeOf(await ask('/s/guess'));
    for (const odd of [
      '/s/',
      `${path}/`,
      `${path}/page.html`,
      `${path}/page.pdf/x`,
      `${path}/..%2f..%2fpeople`,
    ]) {
      expect([odd, await shapeOf(await ask(odd))]).toEqual([odd, reference]);
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect([method, await shapeOf(await ask(path, { method }))]).toEqual([method, reference]);
    }
  });

  it('says what to do, and leads nowhere', async () => {
    const { ask } = await shared();
    const html = await (await ask('/s/guess')).text();
    expect(html).toContain('ask the one who sent it');
    expect([...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, way]) => way)).toEqual(['data:,']);
  });

  it('is every link of a person who was erased', async () => {
    const { path, ask } = await shared();
    const reference = await shapeOf(await ask('/s/guess'));
    await store().people.delete(store().anna);
    expect(await shapeOf(await ask(path))).toEqual(reference);
  });

  it('leaves the others alone: who guesses shuts out nobody but themselves', async () => {
    const { path, ask } = await shared();
    for (let time = 1; time <= 200; time += 1) await ask(`/s/guess-${time}`, { from: '192.0.2.66' });
    expect((await ask(path, { from: '192.0.2.66' })).status).toBe(404);
    expect((await ask(path)).status).toBe(200);
    store().clock.advance(60_000);
    expect((await ask(path, { from: '192.0.2.66' })).status).toBe(200);
  });

  it('is one that too many ask for together, for a minute', async () => {
    const { path, ask } = await shared();
    const from = (address: number) => ({ method: 'HEAD', from: `192.0.2.${address}` });
    for (let time = 0; time < 90; time += 1) expect((await ask(path, from(time % 9))).status).toBe(200);
    expect((await ask(path, from(77))).status).toBe(404);
    store().clock.advance(60_000);
    expect((await ask(path, from(77))).status).toBe(200);
  });

  it('goes by who asks behind a proxy, and believes nobody from afar', async () => {
    const { path, ask } = await shared();
    const behind = (client: string, from = '127.0.0.1') => ({ from, headers: { 'x-forwarded-for': client } });
    for (let time = 1; time <= 31; time += 1) await ask('/s/guess', behind(`1.2.3.${time}, 198.51.100.7`));
    expect((await ask(path, behind('198.51.100.7'))).status).toBe(404);
    expect((await ask(path, behind('198.51.100.8'))).status).toBe(200);
    for (let time = 1; time <= 31; time += 1) await ask('/s/guess', behind(`1.2.3.${time}`, '203.0.113.5'));
    expect((await ask(path, behind('198.51.100.9', '203.0.113.5'))).status).toBe(404);
  });
});

describe('a link with a passcode', () => {
  const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';

  it('shows nothing of the page before, then both for an hour, in the browser that knew it', async () => {
    const { path, token, ask } = await shared({ passcode });
    for (const at of [path, `${path}/page.pdf`]) {
      const form = await ask(at);
      expect(form.status).toBe(200);
      const html = await form.text();
      expect(html).toContain('<form method="post"');
      expect(html).not.toMatch(/anna|2026/);
    }
    const entered = await ask(path, { passcode: ` ${passcode} `, headers: { origin: 'null' } });
    expect(entered.status).toBe(303);
    expect(entered.headers.get('location')).toBe(`./${token}`);
    expect(entered.headers.get('set-cookie')).toMatch(
      new RegExp(
        `^rounds-share=[^;]{50,}; Max-Age=3600; Path=/s/${token}; HttpOnly; Secure; SameSite=Strict$`,
      ),
    );
    const cookie = cookieOf(entered);
    expect(await (await ask(path, { cookie })).text()).toContain(question);
    expect((await ask(`${path}/page.pdf`, { cookie })).headers.get('content-type')).toBe('application/pdf');
    expect(await (await ask(path, { cookie: `${cookie}x` })).text()).not.toContain(question);
    store().clock.advance(3_600_000);
    expect(await (await ask(path, { cookie })).text()).not.toContain(question);
    expect(await accesses()).toEqual([
      'page asked',
      'pdf asked',
      'page shown',
      'pdf shown',
      'page asked',
      'page asked',
    ]);
  });

  it('takes no proof of another link, nor a later end of its own', async () => {
    const { path, ask, link, roundId } = await shared({ passcode });
    const other = await link({ page: { roundId }, passcode });
    const cookie = cookieOf(await ask(other.path, { passcode }));
    expect(await (await ask(other.path, { cookie })).text()).toContain(question);
    expect(await (await ask(path, { cookie })).text()).not.toContain(question);
    const [, signature = ''] = cookie.split('.');
    const later = `rounds-share=99999999999.${signature}`;
    expect(await (await ask(other.path, { cookie: later })).text()).not.toContain(question);
  });

  it('is shut for a quarter of an hour after five wrong ones, for the right one and for proofs as well', async () => {
    const { path, ask } = await shared({ passcode });
    const cookie = cookieOf(await ask(path, { passcode }));
    for (let time = 1; time <= 5; time += 1) {
      const answer = await ask(path, { passcode: `wrong ${time}` });
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('That was not the passcode.');
    }
    const reference = await shapeOf(await ask('/s/guess'));
    expect(await shapeOf(await ask(path, { passcode }))).toEqual(reference);
    expect(await shapeOf(await ask(path, { cookie }))).toEqual(reference);
    store().clock.advance(15 * 60_000);
    expect((await ask(path, { passcode })).status).toBe(303);
    expect((await ask(path, { passcode: 'wrong again' })).status).toBe(403);
    expect((await ask(path, { passcode })).status).toBe(303);
  });

  it('ends with its proofs when it is revoked', async () => {
    const { path, id, ask } = await shared({ passcode });
    const cookie = cookieOf(await ask(path, { passcode }));
    await store().shares.revoke(id);
    expect((await ask(path, { cookie })).status).toBe(404);
  });

  it('takes a passcode of six characters or more', async () => {
    const { link, roundId } = await shared();
    for (const tooOdd of ['12345', ' 12345 ', 'x'.repeat(101)]) {
      await expect(link({ page: { roundId }, passcode: tooOdd })).rejects.toMatchObject({
        code: 'invalid-input',
        publicMessage: 'A passcode has 6 to 100 characters.',
      });
    }
  });

  it('asks nobody where there is none', async () => {
    const { path, ask } = await shared();
    const answer = await ask(path, { passcode: 'anything' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toBeNull();
  });
});

describe('the log', () => {
  it('never holds a token or a passcode, nor does an answer that failed', async () => {
    const { path, token, ask, lines } = await shared({ passcode });
    await ask(path);
    await ask(path, { passcode });
    await ask(path, { passcode: 'a-wrong-passcode' });
    await ask(`${path}/page.pdf`);
    await ask(`${path}/${token}`);
    await ask(`${path}?again=${token}`, { method: 'DELETE' });
    const broken = sharing(store(), {
      shares: { ...store().shares, findOpen: (asked) => Promise.reject(new Error(`no ${asked}`)) },
    });
    const failed = await broken.ask(path);
    expect(failed.status).toBe(503);
    expect(await failed.text()).not.toContain(token);
    const logged = JSON.stringify([lines, broken.lines], (_key, value: unknown) =>
      value instanceof Error ? 'an error, which the logger reduces' : value,
    );
    expect(logged).toContain('"route":"/s/*"');
    expect(logged).not.toContain(token);
    expect(logged).not.toMatch(/quiet|wrong/);
  });
});

describe('what is open to the outside', () => {
  it('is the link alone, under whatever name the server is reached', async () => {
    const { path, ask } = await shared();
    expect((await ask(path, { headers: { host: 'anything.example' } })).status).toBe(200);
    for (const other of [
      '/',
      '/people/anna',
      '/people/anna/talking-points.pdf',
      '/api/health',
      '/s',
      '/jobs',
    ]) {
      expect([other, (await ask(other)).status]).toEqual([other, 403]);
    }
  });
});
