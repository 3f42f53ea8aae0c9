import type { Endpoint } from '../http/endpoint.ts';
import { getErasure } from './get-erasure.ts';
import { getExport } from './get-export.ts';
import { getRetention } from './get-retention.ts';
import { postErasure } from './post-erasure.ts';
import { postRetentionPreview } from './post-retention-preview.ts';
import { putRetention } from './put-retention.ts';

/** Calls about what is known of a customer: to give it to them, to forget it, and for how long it is kept. */
export const PRIVACY_CALLS: readonly Endpoint[] = [
  postErasure,
  getErasure,
  getExport,
  getRetention,
  putRetention,
  postRetentionPreview,
];
