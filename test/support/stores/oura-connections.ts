import { expect, it } from 'vitest';
import type { Store } from './stage.ts';

const tokens = (name: string) => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresAt: '2026-03-21T06:00:00.000Z',
  scopes: ['daily', 'heartrate'],
});

export function describeOuraConnections(store: () => Store): void {
  it('keeps the tokens and counts the sets', async () => {
    const { connections, anna, berta } = store();
    expect(await connections.find(anna)).toBeUndefined();
    await connections.upsert(anna, tokens('one'));
    expect(await connections.find(anna)).toEqual({ state: 'connected', version: 1, tokens: tokens('one') });
    await connections.upsert(anna, tokens('two'));
    expect(await connections.find(anna)).toEqual({ state: 'connected', version: 2, tokens: tokens('two') });
    expect(await connections.find(berta)).toBeUndefined();
  });

  it('lets one of two workers renew', async () => {
    const { connections, anna } = store();
    await connections.upsert(anna, tokens('one'));
    const claims = await Promise.all([1, 2, 3].map(() => connections.claimRefresh(anna, 1)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await connections.claimRefresh(anna, 1)).toBe(false);
  });

  it('does not let a worker renew tokens that were replaced since it read them', async () => {
    const { connections, anna, berta } = store();
    await connections.upsert(anna, tokens('one'));
    await connections.upsert(anna, tokens('two'));
    expect(await connections.claimRefresh(anna, 1)).toBe(false);
    expect(await connections.claimRefresh(anna, 2)).toBe(true);
    expect(await connections.claimRefresh(berta, 1)).toBe(false);
  });

  it('puts renewed tokens in the place of those they were made with, and of no others', async () => {
    const { connections, anna, berta } = store();
    await connections.upsert(anna, tokens('one'));
    await connections.claimRefresh(anna, 1);
    await connections.renew(anna, 1, tokens('two'));
    const renewed = { state: 'connected', version: 2, tokens: tokens('two') };
    expect(await connections.find(anna)).toEqual(renewed);
    expect(await connections.claimRefresh(anna, 2)).toBe(true);
    await connections.renew(anna, 1, tokens('late'));
    expect(await connections.find(anna)).toEqual(renewed);
    await connections.renew(berta, 1, tokens('hers'));
    expect(await connections.find(berta)).toBeUndefined();
  });

  it('frees the claim with the new tokens', async () => {
    const { connections, anna } = store();
    await connections.upsert(anna, tokens('one'));
    await connections.claimRefresh(anna, 1);
    await connections.upsert(anna, tokens('two'));
    expect(await connections.claimRefresh(anna, 2)).toBe(true);
  });

  it('lets another worker take over a claim that was left behind, after a minute and not before', async () => {
    const { connections, anna, clock } = store();
    await connections.upsert(anna, tokens('one'));
    expect(await connections.claimRefresh(anna, 1)).toBe(true);
    clock.advance(60_000);
    expect(await connections.claimRefresh(anna, 1)).toBe(false);
    clock.advance(1);
    expect(await connections.claimRefresh(anna, 1)).toBe(true);
    expect(await connections.claimRefresh(anna, 1)).toBe(false);
  });

  it('remembers that the person has to connect again, until they do', async () => {
    const { connections, anna, berta } = store();
    await connections.upsert(anna, tokens('one'));
    await connections.upsert(berta, tokens('hers'));
    await connections.claimRefresh(anna, 1);
    await connections.markForReconnect(anna, (await connections.find(anna))?.version ?? 0);
    expect(await connections.find(anna)).toMatchObject({ state: 'reconnect', version: 1 });
    expect(await connections.find(berta)).toMatchObject({ state: 'connected' });
    await connections.upsert(anna, tokens('two'));
    expect(await connections.find(anna)).toMatchObject({ state: 'connected', version: 2 });
  });

  it('forgets a connection', async () => {
    const { connections, anna, berta } = store();
    await connections.upsert(anna, tokens('one'));
    await connections.upsert(berta, tokens('hers'));
    await connections.delete(anna);
    expect(await connections.find(anna)).toBeUndefined();
    expect(await connections.find(berta)).toMatchObject({ tokens: tokens('hers') });
  });
}
