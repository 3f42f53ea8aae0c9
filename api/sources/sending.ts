import { moneyOf, workspaceTime, type WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { SourceRow } from '../../db/sources/sources.ts';
import type { SourceId } from '../../domain/ids.schema.ts';
import type { Reading } from '../../domain/sources/reading.ts';
import { USUAL_MAPPING } from '../../domain/sources/source.schema.ts';
import type { Translated } from '../../domain/sources/translated.ts';
import type { Instant } from '../../domain/time.ts';
import { newsOf } from '../../ingest/sources/news.ts';
import type { Sending, SourcePorts, Taken } from '../../ingest/sources/ports.ts';
import { takeMessages } from '../../ingest/sources/take.ts';
import type { ApiDeps } from '../deps.ts';
import { arrivals, type ArrivalResult } from '../events/arrivals.ts';
import { ingestEvents } from '../operations/metrics.ts';
import { beginErasure } from '../privacy/begin-erasure.ts';

type Wants = Pick<ApiDeps, 'ingest' | 'stores' | 'jobs' | 'clock'>;

function sourcePorts(deps: Wants): SourcePorts {
  const { ingest, stores } = deps;
  return {
    ingest,
    erase: async (workspace, customer) => void (await beginErasure(deps, workspace, customer)),
    contacts: stores.contacts,
    readOrders: stores.readOrders,
    erasures: stores.erasures,
    waiting: stores.sourceWaiting,
    identities: stores.sourceIdentities,
    tallies: stores.sourceTallies,
    isCustomer: async (workspace, customer) => (await stores.customers.find(workspace, customer)) !== null,
  };
}

export function sendingOf(workspace: WorkspaceRow, source: SourceId, receivedAt: Instant): Sending {
  return { workspace, source, receivedAt, now: workspaceTime(workspace, receivedAt) };
}

/** How what a source says is read; whoever is not declared is read as is usual. */
export async function readingOf(
  { imports }: Pick<ApiDeps, 'imports'>,
  { workspace, now }: Sending,
  row: Pick<SourceRow, 'mapping'> | null,
): Promise<Reading> {
  const pseudonym = await imports.pseudonyms(workspace._id);
  return { mapping: row?.mapping ?? USUAL_MAPPING, money: moneyOf(workspace), now, pseudonym };
}

/** See `takeMessages`; counted with everything else that arrives. */
export async function take(deps: Wants, sending: Sending, messages: readonly Translated[]): Promise<readonly Taken[]> {
  const taken = await takeMessages(sourcePorts(deps), sending, messages);
  const results = taken.flatMap((one): readonly ArrivalResult[] => {
    if (one.status === 'accepted' || one.status === 'duplicate') return [one.status];
    if (one.status !== 'refused') return [];
    return [one.reason === 'conflict' ? 'conflict' : 'invalid'];
  });
  for (const result of results) ingestEvents.inc({ result });
  arrivals.add(sending.workspace._id, { at: sending.receivedAt, results });
  return taken;
}

/** Tells the tally of a source of events in our own words. */
export async function noteEvents(
  { stores }: Pick<ApiDeps, 'stores'>,
  sending: Sending,
  taken: readonly Taken[],
  rows: readonly EventRow[],
): Promise<void> {
  await stores.sourceTallies.add(sending.workspace._id, sending.source, newsOf(sending, [], taken, rows));
}
