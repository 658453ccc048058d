/** Slots of two words each: 32 MB at most, room for some four million records. */
const FEWEST_SLOTS = 2 ** 14;
const MOST_SLOTS = 2 ** 22;
const REACH = 16;

/**
 * Remembers 64 bits of each record, so that one that comes twice counts once, wherever in the file it stands. When
 * it is full, old records are forgotten and a twin far behind may count again.
 */
export class DuplicateFilter {
  private words = new Uint32Array(2 * FEWEST_SLOTS);
  private used = 0;
  private readonly number = new Float64Array(1);
  private readonly halves = new Uint32Array(this.number.buffer);

  isNew(type: number, source: number, start: number, end: number, value: number): boolean {
    this.number[0] = value;
    const [low, high] = [this.halves[0] as number, this.halves[1] as number];
    const first = mix(mix(mix(mix(mix(0x9747b28c, low), high), start), end), (type << 8) | source);
    const second = mix(mix(mix(mix(mix(0x3c6ef372, start), (type << 8) | source), end), high), low);
    // Two zeros are an empty slot.
    return this.insert(first, second === 0 ? 1 : second);
  }

  private insert(first: number, second: number): boolean {
    const { words } = this;
    const mask = words.length / 2 - 1;
    const home = first & mask;
    for (let step = 0; step < REACH; step++) {
      const at = 2 * ((home + step) & mask);
      const held = words[at + 1] as number;
      if (held === second && words[at] === first) return false;
      if (held !== 0) continue;
      words[at] = first;
      words[at + 1] = second;
      this.used += 1;
      if (this.used > mask / 2 && mask + 1 < MOST_SLOTS) this.grow();
      return true;
    }
    words[2 * home] = first;
    words[2 * home + 1] = second;
    return true;
  }

  private grow(): void {
    const old = this.words;
    this.words = new Uint32Array(2 * old.length);
    this.used = 0;
    for (let at = 0; at < old.length; at += 2) {
      const second = old[at + 1] as number;
      if (second !== 0) this.insert(old[at] as number, second);
    }
  }
}

/** One round of murmur3. */
function mix(state: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const turned = state ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((turned << 13) | (turned >>> 19), 5) + 0xe6546b64) >>> 0;
}
