import type { CustomerId } from '../../domain/ids.schema.ts';
import { BROWSER_SOURCE } from '../../domain/sources/source.schema.ts';
import { safeData } from '../../domain/sources/safe-data.ts';
import type { SaidMessage } from '../../domain/sources/translated.ts';
import { DAY, isoTime, type Instant } from '../../domain/time.ts';
import { endpoint } from '../http/endpoint.ts';
import { sendingOf, take } from '../sources/sending.ts';
import { atPlacements } from './door.ts';
import { postBehaviourContract } from './post-behaviour.contract.ts';

interface Deed {
  readonly id: string;
  readonly type: 'view' | 'cart';
  readonly item?: string | undefined;
  readonly quantity?: number | undefined;
  readonly path?: string | undefined;
  readonly at?: Instant | undefined;
}

export const postBehaviour = endpoint(postBehaviourContract, async ({ body, caller, headers }, deps) => {
  const { workspace, now, customer } = await atPlacements(deps, caller, body.customer, headers);
  // Pages know nothing of a test clock: there, everything happens now.
  const latest = workspace.clock === undefined ? undefined : now;
  const messages = body.events.map((deed) => messageOf(deed, customer, { now, latest }));
  const taken = await take(deps, sendingOf(workspace, BROWSER_SOURCE, deps.clock()), messages);
  const results = taken.map(({ id, status }) => ({
    id,
    status: status === 'accepted' || status === 'duplicate' ? status : ('refused' as const),
  }));
  return { status: 200, body: { results } };
});

/** Clocks of pages are not to be trusted. What was stated tells a repeat, however late it comes. */
function messageOf(
  { id, type, item, quantity, path, at }: Deed,
  customer: CustomerId,
  { now, latest }: { readonly now: Instant; readonly latest: Instant | undefined },
): SaidMessage {
  const when = latest ?? Math.min(now, Math.max(at ?? now, now - DAY));
  const data = safeData({
    ...(item === undefined ? {} : { item }),
    ...(quantity === undefined ? {} : { quantity }),
    ...(path === undefined ? {} : { path }),
  });
  const wire = { id, type, at: isoTime(when), ...(data === undefined ? {} : { data }) };
  const stated = isoTime(at ?? 0);
  return { is: 'said', id, whose: { is: 'customer', customer }, events: [{ wire, stated }], contact: {} };
}
