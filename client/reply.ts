import type { z } from 'zod';
import type { getPlacementsContract } from '../api/placements/get-placements.contract.ts';

/** What the server says, as its contract has it: the types alone, so that nothing of it comes along. */
export type Reply = z.input<(typeof getPlacementsContract)['output'][200]['json']>;
export type Placement = Reply['placements'][number];
export type Shown = Exclude<Placement, { readonly placement: 'control' }>;
export type Loyalty = NonNullable<Reply['loyalty']>;
