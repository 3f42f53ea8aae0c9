import type { Endpoint } from '../http/endpoint.ts';
import { getErasure } from './get-erasure.ts';
import { getExport } from './get-export.ts';
import { postErasure } from './post-erasure.ts';

/** Calls about what is known of a customer: to give it to them, and to forget it. */
export const PRIVACY_CALLS: readonly Endpoint[] = [postErasure, getErasure, getExport];
