import { InputError, RoundsError } from '../../shared/errors.ts';

/**
 * What went wrong while reading an archive, as a line for the person. Errors of the disk stay what they are: the
 * archive may be sound.
 */
export function asDamage(error: unknown): unknown {
  if (error instanceof RoundsError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'Z_';
  if (!code.startsWith('Z_')) return error;
  const encrypted = error instanceof Error && /encrypt/.test(error.message);
  return encrypted
    ? encryptedError()
    : new InputError('The ZIP file is damaged or cut short.', { cause: error });
}

export function encryptedError(): InputError {
  return new InputError('The ZIP file is protected by a password. Unpack it and pack it again without one.');
}
