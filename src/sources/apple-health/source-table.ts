/** What measured: by the device a record names, else by the name of its source. */
const kinds = ['watch', 'phone', 'other', 'entered'] as const;
export type SourceKind = (typeof kinds)[number];

/** An index must fit into a byte beside "none". More sources than these are one: nobody has so many. */
const LAST = 254;
const MOST_NAME = 200;

/** The sources met so far as small numbers, in the order in which they are believed: watch, phone, others, typed in. */
export class SourceTable {
  private readonly indices = kinds.map(() => new Map<string, number>());
  private readonly sources: { readonly rank: number; readonly name: string }[] = [];

  indexOf(name: string, device: string | undefined, wasEntered: boolean): number {
    const rank = rankOf(name, device, wasEntered);
    const indices = this.indices[rank] as Map<string, number>;
    const short = name.length > MOST_NAME ? name.slice(0, MOST_NAME) : name;
    const known = indices.get(short);
    if (known !== undefined) return known;
    if (this.sources.length >= LAST) return LAST;
    // A slice would hold on to the piece of the file it was cut from.
    const copy = Buffer.from(short).toString();
    indices.set(copy, this.sources.length);
    return this.sources.push({ rank, name: copy }) - 1;
  }

  kindOf(index: number): SourceKind {
    return kinds[this.rankOf(index)] as SourceKind;
  }

  /** 0 is believed first. */
  rankOf(index: number): number {
    return this.sources[index]?.rank ?? 2;
  }

  /** Negative when the left one is believed first; by name among equals, so that the order of the file is nothing. */
  compare(left: number, right: number): number {
    const higher = this.rankOf(left) - this.rankOf(right);
    if (higher !== 0) return higher;
    const [leftName, rightName] = [this.sources[left]?.name, this.sources[right]?.name];
    if (leftName === rightName) return 0;
    return leftName !== undefined && (rightName === undefined || leftName < rightName) ? -1 : 1;
  }
}

function rankOf(name: string, device: string | undefined, wasEntered: boolean): number {
  if (wasEntered) return 3;
  if (device?.includes('Watch') || name.includes('Watch')) return 0;
  return device?.includes('iPhone') || name.includes('iPhone') ? 1 : 2;
}
