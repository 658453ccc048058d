import type { DatabaseContent } from '../../../db/examine-database.ts';
import { keySourceText } from '../key-source.ts';
import { peopleText } from '../quantities.ts';
import { type Check, checksOf } from './check.ts';
import type { Facts } from './facts.ts';

const { ok, warning, problem } = checksOf('Key');

export function checkKeys(facts: Facts): Check[] {
  const content = facts.database.state === 'seen' ? facts.database.seen.content : undefined;
  const { keys } = facts;
  const source = keySourceText(facts.keySource);
  if (keys.state === 'seen') {
    return [ok('Source', `${source}, key ${keys.seen[0]}`), ...checkFit(keys.seen, content)];
  }
  if (keys.state === 'failed') {
    return [problem('Source', source, keys.reason)];
  }
  if (content?.keyId === undefined) {
    return [warning('Source', `${source} is not there yet`, 'It is made on first use: rounds init')];
  }
  return [
    problem(
      'Source',
      `${source} is not there, and the data are sealed under key ${content.keyId}`,
      'Put the key back, or name it with ROUNDS_KEY_FILE. Nothing can be read without it.',
    ),
  ];
}

function checkFit(keys: readonly string[], content: DatabaseContent | undefined): Check[] {
  if (content?.keyId === undefined) return [];
  const people = content.peopleByKey;
  const needed = new Set([content.keyId, ...people.map(([keyId]) => keyId)]);
  const missing = [...needed].filter((keyId) => !keys.includes(keyId));
  if (missing.length > 0) {
    return [
      problem(
        'Fits the data',
        `no: they also need key ${missing.join(', ')}`,
        'Bring that key back: a further line of the key file, or after a comma in ROUNDS_MASTER_KEY.',
      ),
    ];
  }
  const all = people.reduce((sum, [, count]) => sum + count, 0);
  const older = people.reduce((sum, [keyId, count]) => (keyId === keys[0] ? sum : sum + count), 0);
  if (older > 0 || content.keyId !== keys[0]) {
    const found = `yes, but ${older} of ${peopleText(all)} are still under an older key`;
    return [warning('Fits the data', found, 'Finish the change: rounds keys rotate')];
  }
  return [ok('Fits the data', `yes, ${peopleText(all)}`)];
}
