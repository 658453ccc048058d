import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { namedPackets } from '../../support/packets/packets.ts';

/** The files are made here: `npx vitest run test/unit/agents/packets.test.ts -u` writes them anew. */
describe('the packets that models are tried on', () => {
  it.each(Object.entries(namedPackets))('%s is what its file holds', async (name, packet) => {
    const file = fileURLToPath(new URL(`../../fixtures/packets/${name}.json`, import.meta.url));
    await expect(`${JSON.stringify(packet, null, 1)}\n`).toMatchFileSnapshot(file);
  });

  it('hold nobody: no name, no note, no birth year', () => {
    expect(JSON.stringify(namedPackets)).not.toMatch(/1956|Maria|Delgado|"mum"|walk in the evening/);
  });
});
