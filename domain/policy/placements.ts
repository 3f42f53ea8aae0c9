/** How many placements a customer is shown at once. Nobody looks at more; older ones give way. */
export const MOST_ACTIVE = 50;
/** The highest priority of a placement. */
export const MOST_PRIORITY = 100;
/** How often one placement may be shown to one customer, and how many signs of it are kept. */
export const MOST_SHOWN = 200;

/** What a page tells of a placement. A control impression: a customer who is held out would have seen it. */
export const PLACEMENT_SIGNS = ['impression', 'control-impression', 'click', 'dismiss'] as const;
export type PlacementSign = (typeof PLACEMENT_SIGNS)[number];

/** What the customer is told of; impressions are counted only, since nobody acts on them. */
export const TOLD_SIGNS = { click: 'placement.clicked', dismiss: 'placement.dismissed' } as const;
export type ToldSign = keyof typeof TOLD_SIGNS;

export function isToldSign(sign: PlacementSign): sign is ToldSign {
  return sign === 'click' || sign === 'dismiss';
}
