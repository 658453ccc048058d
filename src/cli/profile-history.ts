import type { ProfileVersion } from '../../db/stores/profile-store.ts';
import { subjectOf } from '../../db/stores/profile-subject.ts';
import { minuteInZone } from '../shared/day.ts';
import type { ProfileKind } from './profile-entries.ts';
import { entryLine } from './profile-entry-line.ts';
import { indented } from './profile-listing.ts';

/** Every version of the entries of a kind: when it came and went by the person's clock, and below it what it says. */
export function profileHistory(
  kind: ProfileKind,
  versions: readonly ProfileVersion[],
  { timezone, width }: { readonly timezone: string; readonly width: number },
): string {
  const at = (instant: string) => minuteInZone(new Date(instant), timezone);
  return versions
    .map((version) => {
      const { recordedAt, supersededAt, value } = version;
      const end =
        supersededAt === undefined
          ? 'stands'
          : `${hasSuccessor(kind, version, versions) ? 'replaced' : 'withdrawn'} ${at(supersededAt)}`;
      const lines = [`recorded ${at(recordedAt)}, ${end}`, ...indented(entryLine({ kind, value }), 2, width)];
      return `${lines.join('\n')}\n`;
    })
    .join('');
}

/** What replaces an entry is recorded in the same moment. */
function hasSuccessor(
  kind: ProfileKind,
  { value, supersededAt }: ProfileVersion,
  versions: readonly ProfileVersion[],
): boolean {
  const about = subjectOf({ kind, value });
  return versions.some(
    (other) => other.recordedAt === supersededAt && subjectOf({ kind, value: other.value }) === about,
  );
}
