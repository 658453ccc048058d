import type { Alarm } from '../jobs/raise-red-flags.ts';

/** What an answer says of red flags, before whoever sent the words sends anything else. */
export async function toldOf({ flags, emergencyNumber, settled }: Alarm) {
  const failure = await settled;
  return {
    redFlags: flags,
    ...(flags.length > 0 && { emergencyNumber }),
    ...(failure !== undefined && { noticeFailed: failure }),
  };
}
