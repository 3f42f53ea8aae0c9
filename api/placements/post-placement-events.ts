import type { PlacementRow } from '../../db/messaging/placements.ts';
import type { Sign } from '../../db/messaging/effects.ts';
import { givenEffectKey } from '../../domain/keys.ts';
import { isToldSign, MOST_SHOWN, type PlacementSign } from '../../domain/policy/placements.ts';
import { dayOf } from '../../domain/time-zone.ts';
import type { Instant } from '../../domain/time.ts';
import { acceptEvents } from '../../ingest/accept.ts';
import { untilApplied } from '../../ingest/clock.ts';
import { placementRow } from '../../ingest/placement-signs.ts';
import type { Here } from '../http/here.ts';
import type { ApiDeps } from '../deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { atPlacements, type AtPlacements } from './door.ts';
import { postPlacementEventsContract } from './post-placement-events.contract.ts';

interface Told {
  readonly id: string;
  readonly key: string;
  readonly kind: PlacementSign;
  readonly at?: Instant | undefined;
}

type Judged =
  | { readonly id: string; readonly status: 'accepted'; readonly row: PlacementRow; readonly sign: Sign }
  | { readonly id: string; readonly status: 'duplicate' | 'unknown' | 'ignored' };

export const postPlacementEvents = endpoint(postPlacementEventsContract, async ({ body, caller, headers }, deps) => {
  const at = await atPlacements(deps, caller, body.customer, headers);
  const keys = [...new Set(body.events.map(({ key }) => givenEffectKey(key)))];
  const rows = await deps.stores.placements.known(at.workspace._id, at.customer, keys);
  const judged = judge(body.events, rows, at);
  // The customer first: a page that sends again what was noted is not listened to any more.
  await tellCustomer(deps, at, judged);
  await deps.stores.placements.note(
    judged.flatMap((one) => (one.status === 'accepted' ? { key: one.row._id, sign: one.sign } : [])),
  );
  return { status: 200, body: { results: judged.map(({ id, status }) => ({ id, status })) } };
});

function judge(events: readonly Told[], rows: readonly PlacementRow[], here: Here): readonly Judged[] {
  const known = new Map<string, PlacementRow>(rows.map((row) => [row._id, row]));
  const told = new Map(rows.map((row) => [row._id, new Set(row.seen?.signs.map(({ id }) => id))]));
  return events.map(({ id, key, kind, at }): Judged => {
    const row = known.get(key);
    const ids = row && told.get(row._id);
    if (!row || !ids) return { id, status: 'unknown' };
    if (ids.has(id)) return { id, status: 'duplicate' };
    const isOfControl = row.about.control === true;
    if (isOfControl !== (kind === 'control-impression') || isFull(kind, row, ids.size))
      return { id, status: 'ignored' };
    ids.add(id);
    const when = signedAt(at, row, here);
    const day = dayOf(when, here.workspace.timezone);
    return { id, status: 'accepted', row, sign: { id, sign: kind, at: when, day } };
  });
}

/** However much was told of it, whoever closes a placement has closed it. */
function isFull(kind: PlacementSign, { seen }: PlacementRow, signs: number): boolean {
  return signs >= MOST_SHOWN && (kind !== 'dismiss' || seen?.dismissed === true);
}

/** Clocks of pages are not to be trusted, and know nothing of a test clock. */
function signedAt(at: Instant | undefined, row: PlacementRow, { workspace, now }: Here): Instant {
  return workspace.clock === undefined && at !== undefined ? Math.min(now, Math.max(at, row.at)) : now;
}

/** Durable once it resolves, by the door that every event comes through. */
async function tellCustomer(
  { ingest, clock }: Pick<ApiDeps, 'ingest' | 'clock'>,
  { workspace, customer }: AtPlacements,
  judged: readonly Judged[],
): Promise<void> {
  const receivedAt = clock();
  const rows = judged.flatMap((one) => {
    if (one.status !== 'accepted') return [];
    const { _id: placement, origin, about } = one.row;
    const { id, sign, at } = one.sign;
    if (!isToldSign(sign)) return [];
    return placementRow(
      workspace,
      customer,
      { id, placement, place: origin.place, slot: about.slot, sign, at },
      receivedAt,
    );
  });
  if (rows.length === 0) return;
  await acceptEvents(ingest, rows);
  if (workspace.clock !== undefined)
    await untilApplied(
      ingest.clock,
      rows.map(({ _id }) => _id),
    );
}
