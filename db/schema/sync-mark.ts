/** What of a collection has been fetched: everything from the one day on, as far as Oura had it at the other. */
export interface SyncMarkTable {
  person_id: string;
  collection: string;
  covered_from: string;
  /** The last day the ring had been heard of when all of the collection up to then was last fetched. */
  heard_until: string | null;
  updated_at: string;
}
