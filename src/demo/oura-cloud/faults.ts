import {
  createDocumentViews,
  type DocumentLives,
  type DocumentViews,
  type DocumentViewsOptions,
} from './document-views.ts';
import { createRequestFaults, type RequestFaultDesk, type RequestFaults } from './request-faults.ts';

/** Switched by a test, by the demo or over HTTP while the cloud runs. */
export interface CloudFaults extends RequestFaults, DocumentLives {
  /** Back to the cloud as it was started. */
  clear(): void;
}

export interface FaultDesk extends CloudFaults, RequestFaultDesk, DocumentViews {}

export function createFaultDesk(options: DocumentViewsOptions): FaultDesk {
  const requests = createRequestFaults();
  const views = createDocumentViews(options);
  return {
    ...requests,
    ...views,
    clear: () => {
      requests.clear();
      views.clear();
    },
  };
}
