interface Mark {
  readonly x: number;
  readonly number: number;
}

interface Room {
  readonly left: number;
  readonly right: number;
  readonly gap: number;
}

interface Group {
  readonly marks: readonly Mark[];
  readonly label: string;
  readonly x: number;
  readonly width: number;
}

/** Numbers of marks too close to stand apart share one label, "3–5" or "1, 4": joined until none touches the next. */
export function markGroups(
  marks: readonly Mark[],
  room: Room,
  widthOf: (label: string) => number,
): { readonly x: number; readonly label: string }[] {
  const groups: Group[] = [];
  for (const mark of [...marks].sort((left, right) => left.x - right.x)) {
    let last = groupOf([mark], room, widthOf);
    for (
      let before = groups.at(-1);
      before !== undefined && touches(before, last, room);
      before = groups.at(-1)
    ) {
      groups.pop();
      last = groupOf([...before.marks, ...last.marks], room, widthOf);
    }
    groups.push(last);
  }
  return groups.map(({ x, label }) => ({ x, label }));
}

function groupOf(marks: readonly Mark[], room: Room, widthOf: (label: string) => number): Group {
  const label = labelOf(marks.map(({ number }) => number));
  const width = widthOf(label);
  const middle = ((marks[0]?.x ?? 0) + (marks.at(-1)?.x ?? 0)) / 2;
  const x = Math.min(room.right - width / 2, Math.max(room.left + width / 2, middle));
  return { marks, label, x, width };
}

function touches(left: Group, right: Group, { gap }: Room): boolean {
  return right.x - right.width / 2 - (left.x + left.width / 2) < gap;
}

const LISTED = 3;

function labelOf(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((left, right) => left - right);
  const [first = 0, last = first] = [sorted[0], sorted.at(-1)];
  if (sorted.length === 1) return String(first);
  if (last - first === sorted.length - 1)
    return sorted.length === 2 ? `${first}, ${last}` : `${first}–${last}`;
  return sorted.length <= LISTED ? sorted.join(', ') : `${first}…${last}`;
}
