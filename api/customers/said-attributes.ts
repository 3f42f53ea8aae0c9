import type { Identified } from '../../domain/events/event.ts';
import type { CustomerId } from '../../domain/ids.schema.ts';
import { isoTime } from '../../domain/time.ts';
import { acceptEvents } from '../../ingest/accept.ts';
import { untilApplied } from '../../ingest/clock.ts';
import { ownRow } from '../../ingest/own-row.ts';
import type { Caller } from '../http/caller.ts';
import type { ApiDeps } from '../deps.ts';
import { hereOf } from '../http/here.ts';

/** Takes what was said of a customer; under a test clock, once it can be read. */
export async function sayAttributes(
  deps: ApiDeps,
  caller: Caller,
  customer: CustomerId,
  said: Pick<Identified, 'attributes' | 'replaces'>,
) {
  const { workspace } = await hereOf(deps, caller);
  const row = ownRow(workspace, customer, { kind: 'identify', ...said }, deps.clock());
  await acceptEvents(deps.ingest, [row]);
  if (workspace.clock !== undefined) await untilApplied(deps.ingest.clock, [row._id]);
  return { status: 202, body: { customer, at: isoTime(row.event.at) } } as const;
}
