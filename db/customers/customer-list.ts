import { mongo, type Connection } from 'mongoose';
import type { AudienceId, JourneyId, StepId, TierId, WorkspaceId } from '../../domain/ids.schema.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import type { SilenceStage } from '../../domain/silence/silence.ts';
import { customerCollection, readCustomer, type CustomerFilter as Filter, type CustomerRow } from './customers.ts';
import type { Page } from '../page.ts';

/** From and to, both included; either may be open. */
export interface Range {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

interface StandsAt {
  readonly journey: JourneyId;
  readonly step?: StepId | undefined;
  readonly version?: number | undefined;
}

/** Which customers are asked for; what is left out is not asked about. */
export interface CustomerFilter {
  /** How the id begins. */
  readonly search?: string | undefined;
  /** In any of these; `null`: in none. */
  readonly segments?: readonly (SegmentId | null)[] | undefined;
  /** In their segment since then. */
  readonly since?: Range | undefined;
  /** They came out of any of these segments. */
  readonly cameFrom?: readonly SegmentId[] | undefined;
  readonly silence?: readonly SilenceStage[] | undefined;
  /** In any of these audiences. */
  readonly audiences?: readonly AudienceId[] | undefined;
  /** Who holds any of these tiers. */
  readonly tiers?: readonly TierId[] | undefined;
  /** Inside any of these journeys. */
  readonly inside?: readonly JourneyId[] | undefined;
  /** Inside of this journey, at this step or in this version, or both in one enrolment. */
  readonly standsAt?: StandsAt | undefined;
  readonly r?: Range | undefined;
  readonly f?: Range | undefined;
  readonly m?: Range | undefined;
  readonly revenue?: Range | undefined;
  readonly orders?: Range | undefined;
  readonly lastPurchaseAt?: Range | undefined;
  readonly nextAt?: Range | undefined;
  /** When their next stage of silence begins. */
  readonly silentAt?: Range | undefined;
  readonly hasEmail?: boolean | undefined;
  readonly consent?: 'granted' | 'withdrawn' | 'none' | undefined;
}

export interface CustomerSort {
  readonly by: 'revenue' | 'lastPurchase' | 'nextChange' | 'since' | 'id';
  readonly order: 'asc' | 'desc';
}

/** The last row of the page before; `null` where it had nothing to be sorted by. */
export interface ListCursor {
  readonly value: number | null;
  readonly _id: string;
}

export interface CustomerList {
  /** Those without what they are sorted by come last, in either order. @throws TakesTooLong */
  list(
    workspace: WorkspaceId,
    filter: CustomerFilter,
    sort: CustomerSort,
    page: Page<ListCursor>,
  ): Promise<readonly CustomerRow[]>;
  count(workspace: WorkspaceId, filter: CustomerFilter): Promise<number>;
  hasAny(workspace: WorkspaceId): Promise<boolean>;
}

const FIELDS = {
  revenue: 'revenue',
  lastPurchase: 'lastPurchaseAt',
  nextChange: 'next.at',
  since: 'since',
} as const satisfies Readonly<Record<Exclude<CustomerSort['by'], 'id'>, string>>;

/** What a page that is sorted so starts after. */
export function sortValue(row: CustomerRow, by: CustomerSort['by']): number | null {
  switch (by) {
    case 'revenue':
      return row.revenue;
    case 'lastPurchase':
      return row.lastPurchaseAt;
    case 'nextChange':
      return row.next?.at ?? null;
    case 'since':
      return row.since;
    case 'id':
      return null;
  }
}

/** No index serves the filters together, and there are too many customers to look at each. */
export class TakesTooLong extends Error {
  override readonly name = 'TakesTooLong';
}

/** Milliseconds; the connection gives up after ten seconds. */
const WITHIN = 8_000;
const TIME_IS_UP = 50;

export function mongoCustomerList(connection: Connection): CustomerList {
  const customers = customerCollection(connection);

  async function find(parts: readonly Filter[], sort: mongo.Sort, limit: number): Promise<readonly CustomerRow[]> {
    try {
      const rows = await customers.find({ $and: [...parts] }, { maxTimeMS: WITHIN, sort, limit }).toArray();
      return rows.map(readCustomer);
    } catch (error) {
      if (error instanceof mongo.MongoServerError && error.code === TIME_IS_UP) throw new TakesTooLong();
      throw error;
    }
  }

  return {
    async list(workspace, filter, { by, order }, { limit, after }) {
      const wanted = conditions(workspace, filter);
      const sign = order === 'asc' ? 1 : -1;
      const byId = { _id: sign } as const;
      if (by === 'id') return await find([...wanted, ...behindId(after, sign)], byId, limit);
      const field = FIELDS[by];
      const without = async (place: ListCursor | undefined, most: number) =>
        await find([...wanted, { [field]: null }, ...behindId(place, sign)], byId, most);
      if (after?.value === null) return await without(after, limit);
      const sorted = await find([...wanted, ...behind(field, after, sign)], { [field]: sign, ...byId }, limit);
      return sorted.length < limit ? [...sorted, ...(await without(undefined, limit - sorted.length))] : sorted;
    },
    async count(workspace, filter) {
      return await customers.countDocuments({ $and: [...conditions(workspace, filter)] });
    },
    async hasAny(workspace) {
      return (await customers.findOne({ workspace }, { projection: { _id: 1 } })) !== null;
    },
  };
}

function behindId(after: ListCursor | undefined, sign: 1 | -1): readonly Filter[] {
  return after === undefined ? [] : [{ _id: beyond(after._id, sign) }];
}

/** Has a value, and one behind the cursor. */
function behind(field: string, after: ListCursor | undefined, sign: 1 | -1): readonly Filter[] {
  const { value = null, _id = '' } = after ?? {};
  if (value === null) return [{ [field]: { $gte: -Infinity } }];
  const place = [{ [field]: beyond(value, sign) }, { [field]: value, _id: beyond(_id, sign) }];
  return [{ [field]: sign === 1 ? { $gte: value } : { $lte: value } }, { $or: place }];
}

function beyond(value: number | string, sign: 1 | -1) {
  return { [sign === 1 ? '$gt' : '$lt']: value };
}

function conditions(workspace: WorkspaceId, filter: CustomerFilter): readonly Filter[] {
  const { search, segments, audiences, tiers, cameFrom, silence, inside, standsAt, hasEmail, consent } = filter;
  return [
    { workspace },
    // Ids are encoded sign by sign, so what an id begins with is what its key begins with.
    ...(search === undefined ? [] : [startingWith(`${workspace}:${encodeURIComponent(search)}`)]),
    ...(segments === undefined ? [] : [{ segment: { $in: [...segments] } }]),
    ...(audiences === undefined ? [] : [{ audiences: { $in: [...audiences] } }]),
    ...(tiers === undefined ? [] : [{ 'state.loyalty.tier.tier': { $in: [...tiers] } } as Filter]),
    ...(cameFrom === undefined ? [] : [{ 'state.standing.previous': { $in: [...cameFrom] } } as Filter]),
    ...(silence === undefined ? [] : [{ 'state.silence': { $in: [...silence] } }]),
    ...(inside === undefined ? [] : [{ inside: { $in: [...inside] } }]),
    ...(standsAt === undefined ? [] : [standing(standsAt)]),
    ...(['r', 'f', 'm', 'revenue', 'orders', 'lastPurchaseAt', 'since'] as const).flatMap((of) =>
      within(of, filter[of]),
    ),
    ...within('next.at', filter.nextAt),
    ...within('nextSilence.at', filter.silentAt),
    ...(hasEmail === undefined
      ? []
      : [{ 'state.profile.addresses.email.known': hasEmail ? true : { $ne: true } } as Filter]),
    ...(consent === undefined
      ? []
      : [{ 'state.profile.consents.email.marketing.granted': CONSENTS[consent] } as Filter]),
  ];
}

/** States of 0.3.0 and before held one enrolment, and by itself. */
function standing({ journey, step, version }: StandsAt): Filter {
  const at = { ...(step === undefined ? {} : { step }), ...(version === undefined ? {} : { version }) };
  const place = `state.journeys.${journey}`;
  const earlier = Object.entries(at).map(([field, value]) => ({ [`${place}.inside.${field}`]: value }));
  const now = { [`${place}.enrolments`]: { $elemMatch: { is: 'inside', ...at } } };
  return { inside: journey, $or: [now, { $and: [{ [`${place}.inside`]: { $exists: true } }, ...earlier] }] };
}

const CONSENTS = { granted: true, withdrawn: false, none: { $exists: false } } as const;

function startingWith(start: string): Filter {
  return { _id: { $gte: start, $lt: `${start}\uffff` } } as Filter;
}

function within(field: string, range: Range | undefined): readonly Filter[] {
  if (range?.from === undefined && range?.to === undefined) return [];
  const { from, to } = range;
  return [{ [field]: { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lte: to }) } }];
}
