import type { EffectRow } from '../../db/messaging/effects.ts';
import type { Sent } from './stream.ts';
import { startsSomething } from './stream.ts';

/** Which journey shows a banner for each event of a type; see `invite`. */
export const BANNER_JOURNEYS = {
  purchase: 'on-purchase',
  refund: 'on-refund',
  view: 'on-view',
} as const satisfies Record<Sent['type'], string>;

export interface Banners {
  /** One for each event that may start something. */
  readonly expected: number;
  readonly missing: number;
  readonly doubled: number;
  /** Whose are wrong, in words. */
  readonly faults: readonly string[];
}

/**
 * Holds the banners that are shown against the events that were acknowledged, customer by customer and type by type.
 * @param shown all placements
 * @param start when the stream began
 */
export function countBanners(
  shown: readonly EffectRow<'showPlacement'>[],
  acknowledged: Iterable<Sent>,
  start: number,
): Banners {
  const expected = new Map<string, number>();
  for (const event of acknowledged) {
    if (startsSomething(event, start)) add(expected, `${event.customer}, ${BANNER_JOURNEYS[event.type]}`);
  }
  const journeys = new Set<string>(Object.values(BANNER_JOURNEYS));
  const found = new Map<string, number>();
  for (const { customer, origin } of shown) {
    const { journey } = origin.place;
    if (journeys.has(journey)) add(found, `${customer}, ${journey}`);
  }
  const differences = [...new Set([...expected.keys(), ...found.keys()])].map((whose) => {
    const [wanted, there] = [expected.get(whose) ?? 0, found.get(whose) ?? 0];
    return { whose, wanted, there };
  });
  return {
    expected: differences.reduce((sum, { wanted }) => sum + wanted, 0),
    missing: differences.reduce((sum, { wanted, there }) => sum + Math.max(0, wanted - there), 0),
    doubled: differences.reduce((sum, { wanted, there }) => sum + Math.max(0, there - wanted), 0),
    faults: differences
      .filter(({ wanted, there }) => wanted !== there)
      .map(({ whose, wanted, there }) => `${whose}: ${there} banners for ${wanted} events`),
  };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
