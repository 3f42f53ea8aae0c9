import type { Endpoint } from '../http/endpoint.ts';
import { getDeliverability } from './get-deliverability.ts';

/** Whether messages arrive. */
export const DELIVERABILITY_CALLS: readonly Endpoint[] = [getDeliverability];
