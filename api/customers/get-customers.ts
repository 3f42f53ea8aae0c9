import { nextNamed } from '../../domain/decision/next-named.ts';
import { z } from 'zod';
import {
  sortValue,
  TakesTooLong,
  type CustomerFilter,
  type CustomerSort,
  type Range,
} from '../../db/customers/customer-list.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import { dayOf, startOfDay } from '../../domain/time-zone.ts';
import type { AudienceId, JourneyId, TierId } from '../../domain/ids.schema.ts';
import type { Playbook } from '../../domain/playbook.ts';
import type { Problem } from '../../domain/problem.ts';
import type { SegmentId } from '../../domain/scoring/segment.ts';
import { isoTime, type Instant } from '../../domain/time.ts';
import { consentIn } from '../contacts/contact.ts';
import { cutPage, readCursor } from '../http/cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { hereOf, type Here } from '../http/here.ts';
import { ApiProblem } from '../http/problem.ts';
import { isoOrNull } from '../sentences.ts';
import { CUSTOMER_SORTS, getCustomersContract } from './get-customers.contract.ts';

type Query = z.output<typeof getCustomersContract.input.query>;

const cursor = z.tuple([z.enum(CUSTOMER_SORTS), z.enum(['asc', 'desc']), z.number().nullable(), z.string()]);

export const getCustomers = endpoint(getCustomersContract, async ({ query, caller }, deps) => {
  const here = await hereOf(deps, caller);
  const sort = sortOf(query);
  const rows = await rowsOf(deps, here, query, sort);
  const { page, next } = cutPage(rows, query.limit, (last) => [
    sort.by,
    sort.order,
    sortValue(last, sort.by),
    last._id,
  ]);
  const note = page.length === 0 ? await noteOn(deps, here, query) : null;
  return { status: 200, body: { asOf: isoTime(here.now), customers: page.map(customerLine), next, note } };
});

async function rowsOf(deps: ApiDeps, here: Here, query: Query, sort: CustomerSort) {
  try {
    return await pageOf(deps, here, query, sort);
  } catch (error) {
    if (!(error instanceof TakesTooLong)) throw error;
    const detail =
      'So many customers cannot be looked through for these filters in time; narrow them by a segment, a journey or a longer search.';
    throw new ApiProblem('invalid', detail, { cause: error });
  }
}

async function pageOf({ stores }: ApiDeps, here: Here, query: Query, sort: CustomerSort) {
  const { limit } = query;
  const { _id: workspace } = here.workspace;
  const filter = filterOf(query, here);
  if (query.cursor === undefined) return await stores.customerList.list(workspace, filter, sort, { limit: limit + 1 });
  const own = cursor.refine(([by, order]) => by === sort.by && order === sort.order);
  const [, , value, _id] = readCursor(query.cursor, own);
  return await stores.customerList.list(workspace, filter, sort, { limit: limit + 1, after: { value, _id } });
}

function sortOf({ sort, order }: Query): CustomerSort {
  return { by: sort, order: order ?? (sort === 'id' || sort === 'nextChange' ? 'asc' : 'desc') };
}

function filterOf(query: Query, here: Here): CustomerFilter {
  const { search, segment, audience, tier, silence, inside, r, f, m, hasEmail, consent } = query;
  return {
    search,
    segments: segment?.map((id) => (id === 'none' ? null : id)),
    audiences: audience,
    tiers: tier,
    silence,
    inside,
    r,
    f,
    m,
    revenue: { from: query.minRevenue, to: query.maxRevenue },
    orders: { from: query.minOrders, to: query.maxOrders },
    lastPurchaseAt: { from: query.boughtSince, to: query.boughtUntil },
    nextAt: { to: query.changesUntil },
    silentAt: silentIn(query, here),
    hasEmail,
    consent,
  };
}

/** When they fall silent; on today's day, who should have before is asked for too, as the forecast counts them. */
function silentIn({ silentOn, silentUntil }: Query, { workspace: { timezone }, now }: Here): Range {
  if (silentOn === undefined) return { to: silentUntil };
  const isToday = silentOn === dayOf(now, timezone);
  return {
    from: isToday ? undefined : startOfDay(silentOn, timezone),
    to: Math.min(startOfDay(silentOn + 1, timezone) - 1, silentUntil ?? Infinity),
  };
}

/**
 * Why a page has nobody on it.
 * @throws ApiProblem where a segment or journey that was named does not exist
 */
async function noteOn({ stores }: ApiDeps, { workspace }: Here, query: Query): Promise<string> {
  const playbook = await stores.playbooks.load(workspace._id, workspace.playbook);
  const unknown = [
    ...unknownSegments(query.segment ?? [], playbook),
    ...unknownAudiences(query.audience ?? [], playbook),
    ...unknownTiers(query.tier ?? [], playbook),
    ...unknownJourneys(query.inside ?? [], playbook),
  ];
  const [first] = unknown;
  if (first) throw new ApiProblem('invalid', `The query is not right: ${first.message}`, { problems: unknown });
  if (query.cursor !== undefined) return 'There are no more customers behind this page.';
  return (await stores.customerList.hasAny(workspace._id))
    ? 'No customer fits all of these filters; leave one out, or widen a range.'
    : 'This workspace has no customers yet; send events or import orders first.';
}

function unknownSegments(asked: readonly (SegmentId | 'none')[], { scoring }: Playbook): readonly Problem[] {
  const ids = scoring.segments.segments.map(({ id }) => id);
  const unknown = asked.filter((id) => id !== 'none' && !ids.includes(id));
  return unknown.map((id) => ({
    code: 'unknown-segment',
    path: 'segment',
    message: `there is no segment "${id}"; there are ${ids.join(', ')}`,
  }));
}

function unknownAudiences(asked: readonly AudienceId[], { audiences }: Playbook): readonly Problem[] {
  return asked
    .filter((id) => !audiences.has(id))
    .map((id) => ({
      code: 'unknown-audience',
      path: 'audience',
      message: `there is no audience "${id}" that was published; GET /v1/audiences lists them`,
    }));
}

function unknownTiers(asked: readonly TierId[], { loyalty }: Playbook): readonly Problem[] {
  const ids = loyalty?.tiers?.levels.map(({ id }) => id) ?? [];
  return asked
    .filter((id) => !ids.includes(id))
    .map((id) => ({
      code: 'unknown-tier',
      path: 'tier',
      message: `there is no tier "${id}" in the loyalty programme; there are ${ids.join(', ') || 'none'}`,
    }));
}

function unknownJourneys(asked: readonly JourneyId[], { journeys }: Playbook): readonly Problem[] {
  const unknown = asked.filter((id) => !journeys.has(id));
  return unknown.map((id) => ({
    code: 'unknown-journey',
    path: 'inside',
    message: `there is no live journey "${id}"; GET /v1/journeys lists them`,
  }));
}

function customerLine(row: CustomerRow) {
  const { next, state } = row;
  return {
    id: row.customer,
    segment: row.segment,
    score: row.score,
    since: isoOrNull(row.since),
    silence: state.silence,
    orders: row.orders,
    revenue: row.revenue,
    lastPurchaseAt: isoOrNull(row.lastPurchaseAt),
    nextChange: next && {
      at: isoTime(next.at),
      because: next.because,
      ...kindOfChange(row, next.at),
      what: nextNamed(next.at, row).what,
    },
    audiences: row.audiences ?? [],
    inside: row.inside,
    hasEmail: state.profile.addresses?.email?.known ?? false,
    consent: consentIn(state),
  };
}

/** Silence may begin at the very instant at which the segment changes; the segment says more. */
function kindOfChange({ nextMove, nextSilence }: CustomerRow, at: Instant) {
  if (nextMove !== null && nextMove.at === at) return { is: 'segment', to: nextMove.to } as const;
  return { is: nextSilence !== null && nextSilence.at === at ? nextSilence.stage : ('other' as const), to: null };
}
