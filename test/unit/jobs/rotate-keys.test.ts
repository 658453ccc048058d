import { describe, expect, it } from 'vitest';
import { createStores } from '../../../db/stores/stores.ts';
import { rotateKeys, rotateKeysHandler, scheduleKeyRotation } from '../../../src/jobs/rotate-keys.ts';
import { createKeyRing } from '../../../src/vault/key-ring.ts';
import { silentLogger } from '../../support/queue/silent-logger.ts';
import { masterKey, setStore } from '../../support/stores/stage.ts';
import { scratchSite } from '../../support/test-database.ts';

const context = { signal: new AbortController().signal, attempt: 1, logger: silentLogger };

describe('the nightly look after the keys', () => {
  const store = setStore(scratchSite);
  const newKey = Buffer.alloc(32, 8);
  const storesWith = (...keys: Buffer[]) => createStores(store().db, createKeyRing(keys), store().clock);

  it('brings everybody under the newest key of the ring, once', async () => {
    const both = storesWith(newKey, masterKey);
    const rows = () => store().db.selectFrom('person').selectAll().orderBy('slug').execute();
    await rotateKeysHandler(both).run({}, context);
    const rotated = await rows();
    expect(new Set(rotated.map(({ key_id }) => key_id))).toEqual(new Set([createKeyRing([newKey]).keyId]));
    expect((await storesWith(newKey).people.get('anna')).id).toBe(store().anna.id);
    await rotateKeysHandler(both).run({}, context);
    expect(await rows()).toEqual(rotated);
  });

  it('brings the key of the installation along, and never leaves it under a former one', async () => {
    const made = { kty: 'EC', d: 'made once' };
    const never = () => {
      throw new Error('there is one already');
    };
    expect(await storesWith(masterKey).serverKeys.findOrMake('vapid', () => made)).toEqual(made);
    await rotateKeysHandler(storesWith(newKey, masterKey)).run({}, context);
    expect(await storesWith(newKey).serverKeys.findOrMake('vapid', never)).toEqual(made);
    const row = await store().db.selectFrom('server_key').selectAll().executeTakeFirstOrThrow();
    expect(row.key_id).toBe(createKeyRing([newKey]).keyId);
    expect(Buffer.from(row.body).toString('latin1')).not.toContain('made once');
  });

  it('does nothing where there is one key', async () => {
    const before = await store().db.selectFrom('person').selectAll().execute();
    await rotateKeysHandler(store()).run({}, context);
    expect(await store().db.selectFrom('person').selectAll().execute()).toEqual(before);
  });

  it('stops between two batches when it is told to', async () => {
    const stop = { ...context, signal: AbortSignal.abort(new Error('shutdown')) };
    const both = storesWith(newKey, masterKey);
    await expect(rotateKeysHandler(both).run({}, stop)).rejects.toThrow('shutdown');
    await rotateKeysHandler(both).run({}, context);
    expect(await both.keys.list()).toMatchObject([{ people: 2, isCurrent: true }, { people: 0 }]);
  });

  it('has one schedule a day for the whole installation', async () => {
    const asked: unknown[] = [];
    await scheduleKeyRotation({
      schedule: async (id, definition, payload, times) => {
        asked.push([id, definition.name, payload, times]);
      },
    });
    expect(asked).toEqual([['rotate-keys', rotateKeys.name, {}, { pattern: '50 3 * * *', timeZone: 'UTC' }]]);
  });
});
