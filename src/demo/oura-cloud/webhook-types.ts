/** What can be subscribed to, as the API lists it. `meal` has no collection behind it. */
export const webhookOperations = ['create', 'update', 'delete'] as const;
export const webhookDataTypes = [
  'tag',
  'enhanced_tag',
  'workout',
  'session',
  'sleep',
  'daily_sleep',
  'daily_readiness',
  'daily_activity',
  'daily_spo2',
  'sleep_time',
  'rest_mode_period',
  'ring_configuration',
  'daily_stress',
  'daily_cardiovascular_age',
  'daily_resilience',
  'vo2_max',
  'meal',
] as const;

export type WebhookOperation = (typeof webhookOperations)[number];
export type WebhookDataType = (typeof webhookDataTypes)[number];

export interface WebhookEvent {
  readonly event: WebhookOperation;
  readonly dataType: WebhookDataType;
  readonly objectId: string;
  readonly accountId: string;
  /** The cloud's present unless told: an older one makes an event that was overtaken. */
  readonly eventTime?: string | undefined;
}

export interface SendOptions {
  /** How often the same event is delivered; 1 unless told. */
  readonly copies?: number | undefined;
  /** After the first try; 10 unless told. */
  readonly retries?: number | undefined;
  /** Signed with another secret. */
  readonly wrongSignature?: boolean | undefined;
  /** The timestamp lies this far in the past, and is signed so. */
  readonly staleSeconds?: number | undefined;
  /** Another document is named after the body was signed. */
  readonly alteredBody?: boolean | undefined;
  /** Spelled with spaces and signed so: to be verified by its bytes, not by what they say. */
  readonly spaced?: boolean | undefined;
}

export interface AnnounceOptions extends SendOptions {
  /** The latest event first. */
  readonly reversed?: boolean | undefined;
}
