import { openZip } from '../../../src/sources/zip.ts';

/** Every file of an archive, by name, in the order in which they stand there. */
export async function readZip(path: string): Promise<Map<string, string>> {
  await using zip = await openZip(path);
  const files = new Map<string, string>();
  for await (const entry of zip.entries()) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of await entry.open({ maxBytes: 1e9 })) chunks.push(chunk);
    files.set(entry.name, Buffer.concat(chunks).toString('utf8'));
  }
  return files;
}
