/** How far back a collection has been fetched: everything from this day on is here, as far as Oura had it. */
export interface SyncMarkTable {
  person_id: string;
  collection: string;
  covered_from: string;
  updated_at: string;
}
