import { audienceDefinition, type Audience } from '../domain/audience/definition.schema.ts';

/** Ten audiences that share out a base of which only orders are known. */
export const AUDIENCES: readonly Audience[] = Array.from({ length: 10 }, (_, n) =>
  audienceDefinition.parse({
    id: `orders-${n}`,
    name: `${n} orders or more`,
    condition: { field: 'totals.orders', op: 'gte', value: n },
  }),
);
