import { describe, expect, it } from 'vitest';
import { PermanentError, TransientError } from '../../../src/shared/errors.ts';
import { createLogger, type Logger } from '../../../src/shared/logger.ts';

const SECRET = 'Metoprolol 50 mg';

/** Everything that was written, as text and line by line. */
function listen(level = 'info'): { logger: Logger; text: () => string; last: () => Record<string, unknown> } {
  const lines: string[] = [];
  return {
    logger: createLogger({ level, destination: { write: (line) => lines.push(line) } }),
    text: () => lines.join(''),
    last: () => JSON.parse(lines.at(-1) ?? '{}'),
  };
}

/** An error such as a library throws: it quotes what it could not read, here and there. */
function foreignError(): Error {
  const error = new SyntaxError(`Unexpected token in "${SECRET}"`, { cause: new Error(SECRET) });
  return Object.assign(error, { detail: SECRET, body: { note: SECRET }, errors: [new Error(SECRET)] });
}

describe('log', () => {
  it.each(['err', 'error'])(
    'keeps the words of a foreign error under "%s" out, and says where it arose',
    (key) => {
      const { logger, text, last } = listen();
      logger.error({ [key]: foreignError(), jobId: 'job-1' }, 'step failed');
      expect(text()).not.toContain('Metoprolol');
      expect(last()).toMatchObject({ msg: 'step failed', jobId: 'job-1', [key]: { type: 'SyntaxError' } });
      expect(text()).toContain('logger.test.ts');
    },
  );

  it('keeps them out where the error is named and something else is said', () => {
    const { logger, text } = listen();
    logger.warn(foreignError(), 'step failed');
    logger.child({ round: 'round-1' }).error({ err: foreignError() }, 'step failed');
    expect(text().split('\n').filter(Boolean)).toHaveLength(2);
    expect(text()).not.toContain('Metoprolol');
  });

  // Known: where no line is given, pino takes the error's own words for it.
  it('keeps them out where nothing else is said', () => {
    const { logger, text } = listen();
    logger.error({ err: foreignError() });
    logger.error(foreignError());
    expect(text().split('\n').filter(Boolean)).toHaveLength(2);
    expect(text()).not.toContain('Metoprolol');
  });

  // Known: a line of the message that begins with "at" is taken for a place in the program.
  it('keeps them out where they look like a line of a stack', () => {
    const { logger, text } = listen();
    logger.error({ err: new Error(`cannot read\n  at night: ${SECRET}`) }, 'step failed');
    expect(text()).not.toContain('Metoprolol');
  });

  it('writes our own errors with their code and public line, without their cause', () => {
    const { logger, text, last } = listen();
    logger.error(
      { err: new TransientError('Oura does not answer.', { cause: foreignError() }) },
      'sync failed',
    );
    expect(last()).toMatchObject({
      err: { type: 'TransientError', code: 'unavailable', message: 'Oura does not answer.' },
    });
    logger.error({ err: new PermanentError('Connect again.', { code: 'unauthorised' }) }, 'sync failed');
    expect(last()).toMatchObject({ err: { code: 'unauthorised', message: 'Connect again.' } });
    expect(text()).not.toContain('Metoprolol');
  });

  it.each([SECRET, undefined, null, { note: SECRET }, [SECRET]])(
    'writes of a thrown %j that is no error only what it is',
    (thrown) => {
      const { logger, text } = listen();
      logger.error({ err: thrown }, 'step failed');
      expect(text()).not.toContain('Metoprolol');
    },
  );

  it('says which child speaks, and nothing of the machine or the user', () => {
    const { logger, last } = listen();
    logger.child({ round: 'round-1' }).child({ step: 'sync' }).info({ added: 3 }, 'synced');
    expect(last()).toMatchObject({ round: 'round-1', step: 'sync', added: 3, msg: 'synced' });
    expect(last()).not.toHaveProperty('hostname');
    expect(last()).not.toHaveProperty('pid');
  });

  it('keeps below its level still', () => {
    const { logger, text } = listen('warn');
    logger.info('not this');
    logger.debug('nor this');
    expect(text()).toBe('');
    logger.warn('but this');
    expect(text()).toContain('but this');
  });
});
