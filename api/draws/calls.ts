import type { Endpoint } from '../http/endpoint.ts';
import { getCustomerTickets } from './get-customer-tickets.ts';
import { getDraws } from './get-draws.ts';
import { postDrawPlay } from './post-draw-play.ts';

/** Every call about draws. */
export const DRAW_CALLS: readonly Endpoint[] = [getDraws, getCustomerTickets, postDrawPlay];
