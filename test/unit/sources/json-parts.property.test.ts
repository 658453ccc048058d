import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonSplitter, type JsonPart, splitJson } from '../../../src/sources/json-parts.ts';

const options = { seed: 20_260_320, numRuns: 400 };
const run = <Value>(arbitrary: fc.Arbitrary<Value>, check: (value: Value) => void) =>
  fc.assert(fc.property(arbitrary, check), options);

const value = fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 });
const indent = fc.constantFrom(undefined, 1, '\t');
const elements = fc.array(value, { maxLength: 6 });
const cuts = fc.array(fc.nat(2000), { maxLength: 8 }).map((all) => all.sort((left, right) => left - right));
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textsOf = (parts: readonly JsonPart[], kind: JsonPart['kind']) =>
  parts.filter((part) => part.kind === kind).map(({ key, text }) => [key, JSON.parse(text ?? '')]);
/** What JSON makes of a value: -0 and 0 are one. */
const asJson = (given: unknown): unknown => JSON.parse(JSON.stringify(given));

function inPieces(bytes: Uint8Array, at: readonly number[]) {
  const splitter = createJsonSplitter();
  const parts: JsonPart[] = [];
  let from = 0;
  for (const to of [...at, bytes.length]) {
    parts.push(...splitter.push(bytes.subarray(from, to)));
    from = Math.max(from, to);
  }
  return { parts, fault: splitter.end() };
}

describe('cutting JSON into its parts', () => {
  it('gives the elements of a list, each in its own words', () =>
    run(fc.tuple(elements, indent), ([list, space]) => {
      const { parts, fault } = splitJson(bytesOf(JSON.stringify(list, undefined, space)));
      expect(fault).toBeUndefined();
      expect(parts[0]).toEqual({ kind: 'list', key: undefined, text: undefined });
      expect(textsOf(parts, 'element')).toEqual(list.map((item) => [undefined, asJson(item)]));
    }));

  it('gives the members of an object, and the elements of those that are lists', () =>
    run(fc.tuple(fc.dictionary(fc.string({ unit: 'binary' }), value), indent), ([object, space]) => {
      const { parts, fault } = splitJson(bytesOf(JSON.stringify(object, undefined, space)));
      expect(fault).toBeUndefined();
      const members = Object.entries(object);
      const lists = members.filter(([, inner]) => Array.isArray(inner));
      expect(parts.filter(({ kind }) => kind === 'list').map(({ key }) => key)).toEqual(
        lists.map(([key]) => key),
      );
      expect(textsOf(parts, 'element')).toEqual(
        lists.flatMap(([key, inner]) => (asJson(inner) as unknown[]).map((item) => [key, item])),
      );
      expect(textsOf(parts, 'member')).toEqual(
        members.filter((member) => !lists.includes(member)).map(([key, inner]) => [key, asJson(inner)]),
      );
    }));

  it('does not depend on where the bytes are cut, broken or not', () => {
    const broken = fc
      .tuple(
        fc.json({ stringUnit: 'binary' }),
        fc.nat(),
        fc.constantFrom('', ',', ']', '}', '"', '\\', '\n', 'é'),
      )
      .map(([text, at, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + 1);
      });
    run(fc.tuple(broken, cuts), ([text, at]) => {
      const bytes = bytesOf(`{"data":[${text},"ä"],"x":${text}}`);
      expect(inPieces(bytes, at)).toEqual(splitJson(bytes));
    });
  });

  it('never throws on bytes of any kind, and tells one fault at most', () =>
    run(fc.tuple(fc.uint8Array({ maxLength: 200 }), cuts), ([bytes, at]) => {
      const { parts, fault } = inPieces(bytes, at);
      expect(parts.every(({ kind, text }) => kind !== 'list' || text === undefined)).toBe(true);
      if (fault !== undefined) expect(fault.reason).not.toMatch(/[\n\r]/);
    }));

  it('keeps documents apart that lie in one piece with text that is not ASCII', () => {
    const { parts } = splitJson(bytesOf('[{"note":"plain"},{"note":"ä😴"},{"note":"plain again"}]'));
    expect(textsOf(parts, 'element').map(([, body]) => body)).toEqual([
      { note: 'plain' },
      { note: 'ä😴' },
      { note: 'plain again' },
    ]);
  });
});
