/** One sealed word per master key: tells a wrong key at the door instead of at the first record. */
export interface KeyCheckTable {
  id: string;
  key_id: string;
  wrapped: Buffer;
}
