import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import type { MadeFile } from '../../../db/stores/report-export-store.ts';
import type { ExportOrder } from '../../../src/domain/report-export.ts';
import { parseDay } from '../../../src/shared/day.ts';
import type { Store } from './stage.ts';

export const packOrder: ExportOrder = {
  appointment: parseDay('2026-03-21'),
  asOf: parseDay('2026-03-20'),
  isAnew: false,
  formats: ['csv'],
  paper: undefined,
};

export function madeFile(name: string, content: string | Buffer): MadeFile {
  return { name, type: 'text/csv; charset=utf-8', content: Buffer.from(content) };
}

export function describeReportExports(store: () => Store): void {
  const request = async (own: Partial<ExportOrder> = {}) =>
    (await store().reportExports.request(store().anna, { ...packOrder, ...own })).id;

  it('is one while it is made, and another for other formats, paper, day or person', async () => {
    const { reportExports, berta } = store();
    const [first, ...same] = await Promise.all([request(), request(), request()]);
    expect(same).toEqual([first, first]);
    const others = [
      await request({ formats: ['csv', 'pdf'] }),
      await request({ paper: 'letter' }),
      await request({ asOf: parseDay('2026-03-19') }),
      await request({ isAnew: true }),
      (await reportExports.request(berta, packOrder)).id,
    ];
    expect(new Set([first, ...others]).size).toBe(6);
    await reportExports.fail(first ?? '', 'Something.');
    expect(await request()).not.toBe(first);
  });

  it('gives files back as they were, larger ones than a row as well', async () => {
    const { reportExports, anna, db } = store();
    const id = await request();
    const large = randomBytes(9 * 1024 * 1024);
    const files = [madeFile('daily.csv', large), madeFile('findings.csv', '')];
    expect(await reportExports.finish(anna, id, files)).toBe(true);
    expect(await reportExports.finish(anna, id, [madeFile('daily.csv', 'other')])).toBe(false);
    expect(await db.selectFrom('export_file').select('part').execute()).toHaveLength(4);
    const made = await reportExports.find(anna, id);
    expect(made?.files.map(({ name, size }) => [name, size])).toEqual([
      ['daily.csv', large.length],
      ['findings.csv', 0],
    ]);
    expect((await reportExports.readFile(anna, { id }, 'daily.csv')).equals(large)).toBe(true);
    expect(await reportExports.readFile(anna, { id }, 'findings.csv')).toHaveLength(0);
  });

  it('is settled once which page it is of', async () => {
    const { reportExports, anna } = store();
    const id = await request();
    await reportExports.begin(anna, id, 'round-1');
    await reportExports.begin(anna, id, 'round-2');
    expect(await reportExports.find(anna, id)).toMatchObject({ state: 'running', roundId: 'round-1' });
  });
}
