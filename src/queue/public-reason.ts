const CHILD_FAILED = /^child .* failed$/;
const STALLED = /^job (stalled|started) more than allowable limit$/;

/** BullMQ words a few reasons itself, with keys in them; a person gets ours. */
export function publicReason(stored: string | null | undefined): string {
  if (!stored) return 'The job failed.';
  if (CHILD_FAILED.test(stored)) return 'A step that this job depends on failed.';
  if (STALLED.test(stored)) return 'The process stopped too often while this job ran.';
  return stored;
}

/** BullMQ itself gave the job up, without asking the processor: its process ended too often. */
export function isGivenUp(error: Error): boolean {
  return STALLED.test(error.message);
}
