import { readFile } from 'node:fs/promises';

/**
 * Tells two processes apart that were given the same number one after the other: boot and start time, as Linux
 * reports them. Undefined where the system does not say.
 */
export async function processStartMark(pid: number): Promise<string | undefined> {
  try {
    const [status, boot] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // The second field is the command in brackets and may hold anything; start time is the 20th after it.
    const startTime = status.slice(status.lastIndexOf(')') + 2).split(' ')[19];
    return startTime === undefined ? undefined : `${boot.trim()}/${startTime}`;
  } catch {
    return undefined;
  }
}
