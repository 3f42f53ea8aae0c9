import { customerKey, pointsKey, type EventKey } from '../../domain/keys.ts';
import type { PointsReads } from '../../db/events/points-reads.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import type { CustomerEvent, PointsReturned, PointsSpent } from '../../domain/events/event.ts';
import { isPointsOutcome, type Noted, type PointsOutcome } from '../../domain/events/outcome.ts';
import { NO_LOYALTY } from '../../domain/loyalty/state.ts';
import type { PointsAsked } from '../../ingest/points-row.ts';
import { withLoyalty } from '../domain/loyalty/life.ts';
import type { RoundTrip, Tables } from '../memory/tables.ts';
import type { Playbook } from '../../domain/playbook.ts';
import { CUSTOMERS, WORKSPACE } from './orders.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** Each view earns, and nothing takes that back: what there is to spend is easy to count. */
const PER_VIEW = 40;
const PROGRAMME = {
  earn: [{ id: 'views', on: 'view', per: { by: 'event', points: PER_VIEW }, expire: { by: 'never' } }],
};
const ASKS = 12;
/** A burst of views earns a thousand, so that some are refused. */
const MOST_SPENT = 400;

/** What a shop asks of somebody's points, under one key, as often as it takes. */
export interface PointsAsk {
  readonly customer: CustomerId;
  readonly id: string;
  readonly asked: PointsAsked;
  tries: number;
}

export interface PointsTold {
  readonly request: string;
  readonly key: EventKey;
  readonly outcome: PointsOutcome;
}

export function withPoints(playbook: Playbook): Playbook {
  return withLoyalty(PROGRAMME, playbook);
}

/** Spendings, and some that are given back, which may be asked for before they were spent. */
export function planAsks(random: Random): PointsAsk[] {
  return Array.from({ length: ASKS }, (_, n): PointsAsk => {
    const customer = random.pick(CUSTOMERS);
    const spend = pointsKey(WORKSPACE, `p-${random.below(ASKS)}`);
    const asked: PointsAsked = random.chance(0.3)
      ? { kind: 'points-returned', spend }
      : { kind: 'points-spent', points: 1 + random.below(MOST_SPENT) };
    return { customer, id: `p-${n}`, asked, tries: 0 };
  });
}

/** As the store reads it: an entry of the newest turn may still be decided otherwise. */
export function memoryPointsReads(tables: Tables, trip: RoundTrip): Pick<PointsReads, 'outcome'> {
  return {
    async outcome(key, event) {
      const entry = await trip(() => entryOf(tables, event));
      const row = await trip(() => tables.customers.majority.get(key));
      if (entry === undefined || row === undefined || entry.turn >= row.turn) return null;
      const outcome = entry.events.find((one) => one.key === event)?.outcome;
      return isPointsOutcome(outcome) ? outcome : null;
    },
  };
}

export function entryOf(tables: Tables, event: EventKey) {
  return [...tables.journal.majority.values()].find(({ events }) =>
    events.some(({ key, outcome }) => key === event && outcome !== undefined),
  );
}

/** What clients were told, and what customers hold, against a count of the journal in the simplest way. */
export function brokenPoints(world: World): string[] {
  if (!world.hasPoints) return [];
  const { told, unanswered } = world.asks;
  const decided = new Map(CUSTOMERS.flatMap((customer) => [...countedBy(world, customer).outcomes]));
  const accepted = told.filter(({ outcome }) => outcome.is === 'accepted');
  const requests = new Map(accepted.map(({ request, key }) => [`${request} ${key}`, request]));
  const twice = [...requests.values()].filter((request, place, all) => all.indexOf(request) !== place);
  return [
    ...CUSTOMERS.flatMap((customer) => countedBy(world, customer).broken),
    ...told.flatMap(({ key, outcome }) => {
      const is = decided.get(key);
      if (is?.is === outcome.is && is.active === outcome.active) return [];
      return [`${key} was answered with "${outcome.is}", and "${is?.is}" was decided`];
    }),
    ...twice.map((request) => `${request} took points twice`),
    ...unanswered.map((id) => `${id} was never answered`),
  ];
}

interface Counted {
  readonly outcomes: ReadonlyMap<EventKey, PointsOutcome>;
  readonly broken: readonly string[];
}

function countedBy({ tables, promises, customers }: World, customer: CustomerId): Counted {
  const execution = customers.get(customer);
  const state = execution && promises.lastReply(execution)?.state;
  const key = customerKey(WORKSPACE, customer);
  const seq = state?.seq ?? 0;
  const entries = [...tables.journal.local.values()].filter((row) => row.key === key && row.seq <= seq);
  const count = new Count();
  for (const { events } of entries.toSorted((a, b) => a.seq - b.seq)) {
    for (const noted of events) count.take(noted, tables.events.local.get(noted.key)?.event);
  }
  const { account } = state?.loyalty ?? NO_LOYALTY;
  const { outcomes, broken, earned, spent } = count;
  if (account.earned === earned && account.spent === spent) return { outcomes, broken };
  const has = `${customer} has earned ${account.earned} and spent ${account.spent}`;
  return { outcomes, broken: [...broken, `${has}, not ${earned} and ${spent}`] };
}

/** The simplest account there is. */
class Count {
  readonly outcomes = new Map<EventKey, PointsOutcome>();
  readonly broken: string[] = [];
  earned = 0;
  spent = 0;
  readonly #spendings = new Map<EventKey, number>();

  take(noted: Noted, event: CustomerEvent | undefined): void {
    if (noted.type === 'view') this.earned += PER_VIEW;
    if (event?.kind === 'points-spent') this.#compare(noted, this.#spend(event), 'insufficient');
    if (event?.kind === 'points-returned') this.#compare(noted, this.#giveBack(event), 'nothing-spent');
  }

  #spend({ key, points }: PointsSpent): boolean {
    if (points > this.earned - this.spent) return false;
    this.spent += points;
    this.#spendings.set(key, points);
    return true;
  }

  #giveBack({ spend }: PointsReturned): boolean {
    const points = this.#spendings.get(spend) ?? 0;
    this.#spendings.delete(spend);
    this.spent -= points;
    return points > 0;
  }

  #compare({ key, outcome }: Noted, isThere: boolean, otherwise: PointsOutcome['is']): void {
    if (isPointsOutcome(outcome) && outcome.is === (isThere ? 'accepted' : otherwise)) this.outcomes.set(key, outcome);
    else this.broken.push(`${key} came to "${outcome?.is}", and ${isThere ? 'it was there' : 'it was not there'}`);
  }
}
