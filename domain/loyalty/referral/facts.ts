import type { CustomerId } from '../../ids.schema.ts';
import type { EventKey, OrderKey } from '../../keys.ts';
import type { Instant } from '../../time.ts';
import type { Day } from '../calendar.ts';

/** What happened of bringing somebody, to the one who was brought or, as `brought`, to the one who brings. */
export type ReferralFact = { readonly what: 'referral'; readonly n: number } & (
  | {
      readonly is: 'came';
      readonly by: EventKey;
      readonly from: CustomerId;
      readonly at: Instant;
      readonly ends: Instant;
    }
  | { readonly is: 'bought'; readonly order: OrderKey; readonly due: Instant }
  /** Too little is left of the order; another one may count. */
  | { readonly is: 'lost'; readonly order: OrderKey }
  | { readonly is: 'rewarded'; readonly from: CustomerId }
  /** `beyond`: as many as a year may have were there already, so nothing was given. */
  | { readonly is: 'brought'; readonly who: CustomerId; readonly day: Day; readonly beyond?: true }
);
