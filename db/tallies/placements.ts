import type { PlacementSign } from '../../domain/policy/placements.ts';
import { isOfKind } from '../messaging/effects.ts';
import type { EffectTally } from './effect-tally.ts';
import type { TallyReader } from './reader.ts';
import { sumOf } from './result-shares.ts';

const AMOUNTS = ['shown', 'control', 'followed', 'dismissed'] as const;
type PlacementAmount = (typeof AMOUNTS)[number];

const COUNTED_AS = {
  impression: 'shown',
  'control-impression': 'control',
  click: 'followed',
  dismiss: 'dismissed',
} as const satisfies Readonly<Record<PlacementSign, PlacementAmount>>;

/** What pages told of placements, by journey, on the workspace's local day of each sign. */
export const placementTally: EffectTally<PlacementAmount> = {
  name: 'placement',
  amounts: AMOUNTS,
  shares: (row) => {
    if (!isOfKind(row, 'showPlacement') || row.seen === undefined) return [];
    const { journey } = row.origin.place;
    return sumOf(row.seen.signs.map(({ sign, day }) => ({ of: journey, day, adds: { [COUNTED_AS[sign]]: 1 } })));
  },
};

/** What came of the placements of one journey. */
export interface PlacementFigures {
  readonly journey: string;
  readonly amounts: Readonly<Record<PlacementAmount, number>>;
}

/** @param from the first local day */
export async function placementFigures(reader: TallyReader, from: number): Promise<readonly PlacementFigures[]> {
  const sums = new Map<string, PlacementFigures['amounts']>();
  for (const { of, sums: more } of await reader.rows(placementTally, { from })) {
    const { shown = 0, control = 0, followed = 0, dismissed = 0 } = sums.get(of) ?? {};
    sums.set(of, {
      shown: shown + more.shown,
      control: control + more.control,
      followed: followed + more.followed,
      dismissed: dismissed + more.dismissed,
    });
  }
  return [...sums].map(([journey, amounts]) => ({ journey, amounts }));
}
