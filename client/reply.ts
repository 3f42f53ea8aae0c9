import type { z } from 'zod';
import type { getPlacementsContract } from '../api/placements/get-placements.contract.ts';
import type { postPlacementPlayContract } from '../api/placements/post-placement-play.contract.ts';

/** What the server says, as its contract has it: the types alone, so that nothing of it comes along. */
export type Reply = z.input<(typeof getPlacementsContract)['output'][200]['json']>;
export type Placement = Reply['placements'][number];
export type Shown = Exclude<Placement, { readonly placement: 'control' }>;
/** A list of recommended items. */
export type Item = Extract<Placement, { readonly placement: 'items' }>['items'][number];
export type Loyalty = NonNullable<Reply['loyalty']>;
export type Draw = Loyalty['draws'][number];
/** What a ticket came to; `null`: nothing was left. */
export type Prize = z.input<(typeof postPlacementPlayContract)['output'][200]['json']>['prize'];
