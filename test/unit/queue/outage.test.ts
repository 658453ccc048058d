import { describe, expect, it } from 'vitest';
import { isOutage } from '../../../src/queue/backends/outage.ts';

describe('an outage', () => {
  it.each([
    ['a refused connection', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['a server that is told to stop', Object.assign(new Error('terminating'), { code: '57P01' })],
    ['a server that is starting', Object.assign(new Error('starting up'), { code: '57P03' })],
    ['too many connections', Object.assign(new Error('sorry'), { code: '53300' })],
    ['a lost PostgreSQL connection', new Error('Connection terminated unexpectedly')],
    ['a PostgreSQL that hangs', new Error('Query read timeout')],
    ['a Redis that hangs', new Error('Command timed out')],
    ['a Redis that reads its file', new Error('LOADING Redis is loading the dataset in memory')],
    ['a former master', new Error("READONLY You can't write against a read only replica.")],
    ['a cluster that is not whole', new Error('CLUSTERDOWN The cluster is down')],
    [
      'a cluster without the node',
      new Error('Too many Cluster redirections. Last error: Error: Connection is closed.'),
    ],
    [
      'sentinels that are away',
      new Error('All sentinels are unreachable. Retrying from scratch after 50ms.'),
    ],
  ])('is %s', (_what, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each([
    ['a mistake in a statement', Object.assign(new Error('syntax error'), { code: '42601' })],
    ['a mistake in a script', new Error('ERR Error compiling script')],
    ['a job that is not there', new Error('Missing key for job 7. moveToFinished')],
    ['no error', undefined],
  ])('is not %s', (_what, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
