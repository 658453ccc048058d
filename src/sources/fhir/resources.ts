import { printable } from '../files/text.ts';
import { type Json, objectAt, objectsAt, textAt } from './values.ts';

/** Bundles in bundles and contained resources deeper than this are no record of anybody's health. */
const MAX_DEPTH = 8;

export interface Resource {
  readonly type: string;
  readonly body: Json;
  /** Where it stands, for the words of a refusal. */
  readonly record: string;
  /** What it is contained in; a reference "#id" is looked up there. */
  readonly container: Resource | undefined;
}

export interface Resources {
  readonly all: readonly Resource[];
  /** What a Reference points to, where that is in the same file. */
  find(reference: Json | undefined, from: Resource): Resource | undefined;
}

interface Found extends Resource {
  readonly fullUrl: string | undefined;
  readonly depth: number;
}

/** Every resource of a file: the entries of its bundles in their order, then what these contain. */
export function collectResources(root: Json): Resources {
  const queue: Found[] = [toFound(root, { record: '', container: undefined, fullUrl: undefined, depth: 0 })];
  // The list grows while it is walked: a loop and not a recursion, however deep the file goes.
  for (let next = 0; next < queue.length; next++) {
    const found = queue[next] as Found;
    if (found.depth < MAX_DEPTH) for (const child of childrenOf(found)) queue.push(child);
  }
  const all = latestVersions(queue.filter(({ type }) => type !== 'Bundle'));
  return { all, find: finder(all) };
}

function toFound(body: Json, place: Omit<Found, 'type' | 'body'>): Found {
  return { ...place, type: textAt(body, 'resourceType') ?? '', body };
}

function childrenOf(parent: Found): Found[] {
  const at = (what: string, index: number) =>
    `${parent.record}${parent.record === '' ? '' : ', '}${what} ${index + 1}`;
  const depth = parent.depth + 1;
  if (parent.type !== 'Bundle') {
    return objectsAt(parent.body, 'contained').map((body, index) =>
      toFound(body, { record: at('contained', index), container: parent, fullUrl: undefined, depth }),
    );
  }
  return objectsAt(parent.body, 'entry').flatMap((entry, index) => {
    const body = objectAt(entry, 'resource');
    const fullUrl = textAt(entry, 'fullUrl');
    if (body === undefined) return [];
    return [toFound(body, { record: at('entry', index), container: undefined, fullUrl, depth })];
  });
}

/** A history holds a resource in every version it ever had: only the newest speaks. */
function latestVersions(found: readonly Found[]): Found[] {
  const updated = ({ body }: Found): number => {
    const time = Date.parse(textAt(objectAt(body, 'meta') ?? {}, 'lastUpdated') ?? '');
    return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
  };
  const latest = new Map<string, Found>();
  for (const one of found) {
    const key = versionKey(one);
    if (key === undefined) continue;
    const before = latest.get(key);
    if (before === undefined || updated(one) > updated(before)) latest.set(key, one);
  }
  return found.filter((one) => {
    const outermost = outermostOf(one);
    return (latest.get(versionKey(outermost) ?? '') ?? outermost) === outermost;
  });
}

/** A resource that is contained is of the version of the one that contains it. */
function outermostOf(found: Found): Found {
  let outermost: Resource = found;
  while (outermost.container !== undefined) outermost = outermost.container;
  return outermost as Found;
}

function versionKey({ type, body, container, fullUrl }: Found): string | undefined {
  const id = textAt(body, 'id');
  if (container !== undefined || id === undefined) return undefined;
  return JSON.stringify([withoutVersion(fullUrl ?? ''), type, id]);
}

function withoutVersion(reference: string): string {
  const at = reference.indexOf('/_history/');
  return at === -1 ? reference : reference.slice(0, at);
}

function finder(all: readonly Found[]): Resources['find'] {
  const byReference = new Map<string, Found>();
  const contained = new Map<Resource, Map<string, Found>>();
  const remember = (key: string, one: Found) => byReference.has(key) || byReference.set(key, one);
  for (const one of all) {
    const id = textAt(one.body, 'id');
    if (one.container !== undefined && id !== undefined) {
      const siblings = contained.get(one.container) ?? new Map<string, Found>();
      contained.set(one.container, siblings.set(id, one));
    }
    if (one.container !== undefined) continue;
    if (one.fullUrl !== undefined) remember(withoutVersion(one.fullUrl), one);
    if (id !== undefined) remember(`${one.type}/${id}`, one);
  }
  return (reference, from) => {
    const written = reference === undefined ? undefined : textAt(reference, 'reference');
    if (written === undefined) return undefined;
    if (written.startsWith('#')) return contained.get(from.container ?? from)?.get(written.slice(1));
    const plain = withoutVersion(written);
    return byReference.get(plain) ?? byReference.get(lastTwo(plain));
  };
}

/** "https://example.org/fhir/Observation/7" is "Observation/7" where the entry does not tell its address. */
function lastTwo(reference: string): string {
  return reference.split('/').slice(-2).join('/');
}

export function nameOfRecord({ record, type }: Resource): string {
  const name = printable(type === '' ? 'resource' : type);
  return record === '' ? name : `${record} (${name})`;
}
