/** One announcement of Oura's, kept before it is answered. The id is a digest of what was announced. */
export interface WebhookEventTable {
  id: string;
  person_id: string;
  collection: string;
  document_id: string;
  operation: 'create' | 'update' | 'delete';
  received_at: string;
  handled_at: string | null;
}
