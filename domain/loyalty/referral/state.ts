import type { CustomerId } from '../../ids.schema.ts';
import type { OrderKey } from '../../keys.ts';
import type { Instant } from '../../time.ts';
import type { Day } from '../calendar.ts';

interface BroughtBase {
  readonly by: CustomerId;
  readonly at: Instant;
  /** The first instant at which an order counts no more. */
  readonly ends: Instant;
}

/** By whom a customer was brought, and what has come of it. */
export type Brought =
  | (BroughtBase & { readonly is: 'open' | 'rewarded' })
  /** The order is there, and may still be refunded until `due`. */
  | (BroughtBase & { readonly is: 'pending'; readonly order: OrderKey; readonly due: Instant });

/** Of a customer, as the one who was brought and the one who brings. */
export interface ReferralState {
  /** Left out: nobody brought them. */
  readonly brought?: Brought;
  /** The days on which they were rewarded for bringing somebody, ascending, of the last year; left out: none. */
  readonly rewarded?: readonly Day[];
  /** How many they brought who bought, ever; left out: none. */
  readonly brings?: number;
}
