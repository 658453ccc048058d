import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../../src/domain/notice.ts';
import { pushHeaders, pushText } from '../../../../src/notify/push/push-message.ts';
import { parseDay } from '../../../../src/shared/day.ts';

const notice = (fields: Partial<Notice>): Notice => ({
  id: '0190aaaa-0000-7000-8000-000000000001',
  kind: 'page',
  person: 'mum',
  day: parseDay('2026-03-20'),
  ...fields,
});
const shown = (fields: Partial<Notice>) => JSON.parse(pushText(notice(fields)).toString('utf8'));
const topic = (fields: Partial<Notice>) => pushHeaders(notice(fields)).Topic;

describe('a push message to a browser that is told of several people', () => {
  it('takes the place of an older one of the same kind and person alone', () => {
    expect(topic({ person: 'dad' })).not.toBe(topic({}));
    expect(topic({ kind: 'digest' })).not.toBe(topic({}));
    expect(topic({ id: 'another' })).toBe(topic({}));
    expect(shown({ person: 'dad' }).tag).not.toBe(shown({}).tag);
    expect(shown({})).toMatchObject({ renotify: false });
  });

  it('of a red flag takes the place of none, and is heard', () => {
    const [one, two] = [
      { kind: 'red-flag', id: 'flag-1' } as const,
      { kind: 'red-flag', id: 'flag-2' } as const,
    ];
    expect(shown(one).tag).not.toBe(shown(two).tag);
    expect(topic(one)).not.toBe(topic(two));
    expect(shown(one)).toMatchObject({ renotify: true });
  });
});
