import type { JourneyId, StepId } from '../../domain/ids.schema.ts';
import { allInside } from '../../domain/journey/standing.ts';
import type { CustomerState } from '../../domain/decision/state.ts';
import type { TallyReader } from './reader.ts';
import type { Tally } from './tally.ts';

interface Place {
  readonly journey: JourneyId;
  readonly version: number;
  readonly step: StepId;
}

/** Who is inside which journey, by version and step. */
export const insideTally: Tally<'customers'> = {
  name: 'inside',
  amounts: ['customers'],
  shares: ({ journeys }) => placesInside(journeys).map((of) => ({ of, adds: { customers: 1 } })),
};

/** Where a customer stands in the journeys that they are inside of: each place once, however often they stand there. */
function placesInside(journeys: CustomerState['journeys']): readonly string[] {
  return [...new Set(allInside(journeys).map(([journey, { version, step }]) => `${journey}/${version}/${step}`))];
}

export interface InsideStep extends Place {
  readonly customers: number;
}

/** Steps with somebody at them: by journey, the newest version first, then by step. */
export async function insideSteps(reader: TallyReader): Promise<readonly InsideStep[]> {
  const steps = (await reader.rows(insideTally)).map(({ of, sums }) => {
    const [journey = '', version = '', step = ''] = of.split('/');
    return { journey: journey as JourneyId, version: Number(version), step: step as StepId, ...sums };
  });
  const order = (a: Place, b: Place) =>
    compare(a.journey, b.journey) || b.version - a.version || compare(a.step, b.step);
  return steps.filter(({ customers }) => customers > 0).toSorted(order);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** How many customers are inside each journey. */
export function insideByJourney(steps: readonly InsideStep[]): ReadonlyMap<JourneyId, number> {
  const counts = new Map<JourneyId, number>();
  for (const { journey, customers } of steps) counts.set(journey, (counts.get(journey) ?? 0) + customers);
  return counts;
}
