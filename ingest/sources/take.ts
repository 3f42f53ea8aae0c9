import { UNDELIVERED, type EventRow } from '../../db/events/events.ts';
import { customerId, eventId as orderId, type CustomerId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { eventKey } from '../../domain/keys.ts';
import type { SaidMessage, Translated } from '../../domain/sources/translated.ts';
import { acceptEvents, type Verdict } from '../accept.ts';
import { untilApplied } from '../clock.ts';
import { refundsAbove } from '../refunds-above.ts';
import { sayContact } from './contact.ts';
import type { Sending, SourcePorts, Taken } from './ports.ts';
import { redacted } from './redact.ts';
import { rowsOf, SOMEBODY, waitingRows, waitsFor } from './rows.ts';
import { newsOf } from './news.ts';

/**
 * Takes what a source said: who somebody is first, then how to reach them, then what they did; what nobody is known for waits. Once it
 * resolves everything that is not refused is durable.
 * @returns one verdict for each message, in order
 * @throws the store's error: then nothing may be acknowledged, and the sender should send again
 */
export async function takeMessages(
  ports: SourcePorts,
  sending: Sending,
  given: readonly Translated[],
): Promise<readonly Taken[]> {
  const messages = await withoutErased(ports, sending, await redacted(ports, sending, given));
  const known = await link(ports, sending, messages);
  const customers = await customersOf(ports, sending, messages);
  const all = messages.map((message, place) => workOf(message, known.ignored.has(place), customers, sending));
  const work = await withoutAbove(ports, all);
  for (const one of work) {
    if (one.is === 'rows') await sayContact(ports, sending, one.customer, one.message.contact);
  }
  const waiting = work.flatMap((one) => (one.is === 'waits' ? waitingRows(one.message, one.whom, sending) : []));
  await ports.waiting.add(waiting, sending.receivedAt);
  const rows = rowsIn(work);
  const verdicts = await accept(ports, sending, rows);
  await letGo(ports, sending, [
    ...known.linked,
    ...waiting.map((one) => one.for),
    ...rows.flatMap((row) => (row.event.kind === 'purchase' ? [`order:${row._id}`] : [])),
  ]);
  const taken = work.map((one): Taken => {
    if (one.is === 'rows')
      return verdictOf(
        one.message,
        one.rows.map(() => verdicts.next().value ?? 'accepted'),
      );
    return one.is === 'waits' ? { id: one.message.id, status: 'waiting' } : one.taken;
  });
  await ports.tallies.add(sending.workspace._id, sending.source, newsOf(sending, messages, taken, rows));
  return taken;
}

/** Of whoever was erased nothing is taken: else a shop that tells of them again would bring back their address. */
async function withoutErased(
  { erasures }: SourcePorts,
  { workspace }: Sending,
  messages: readonly Translated[],
): Promise<readonly Translated[]> {
  const named = messages.flatMap((one) => (one.is === 'said' && one.whose.is === 'customer' ? one.whose.customer : []));
  const erased = await erasures.among(workspace._id, [...new Set(named)]);
  if (erased.size === 0) return messages;
  return messages.map((one): Translated => {
    if (one.is !== 'said' || one.whose.is !== 'customer' || !erased.has(one.whose.customer)) return one;
    return { is: 'refused', id: one.id, reason: 'erased', path: '', message: 'its customer was erased' };
  });
}

/** A refund of more than its order has left is refused, as it is when it comes in our own words. */
async function withoutAbove({ readOrders }: SourcePorts, all: readonly Work[]): Promise<readonly Work[]> {
  const { above } = await refundsAbove(readOrders, rowsIn(all));
  if (above.size === 0) return all;
  return all.map((one): Work => {
    const row = one.is === 'rows' ? one.rows.find((each) => above.has(each)) : undefined;
    const problem = row && above.get(row);
    if (one.is !== 'rows' || problem === undefined) return one;
    const { path, message } = problem;
    return { is: 'over', taken: { id: one.message.id, status: 'refused', reason: 'amount', path, message } };
  });
}

function rowsIn(work: readonly Work[]): readonly EventRow[] {
  return work.flatMap((one) => (one.is === 'rows' ? one.rows : []));
}

/** What is to be done about one message. */
type Work =
  | {
      readonly is: 'rows';
      readonly message: SaidMessage;
      readonly customer: CustomerId;
      readonly rows: readonly EventRow[];
    }
  | { readonly is: 'waits'; readonly message: SaidMessage; readonly whom: string }
  | { readonly is: 'over'; readonly taken: Taken };

function workOf(
  message: Translated,
  isOfTwo: boolean,
  customers: ReadonlyMap<string, CustomerId>,
  sending: Sending,
): Work {
  if (message.is === 'ignored')
    return { is: 'over', taken: { id: message.id, status: 'ignored', reason: message.reason } };
  if (message.is === 'refused') {
    const { id, reason, path, message: why } = message;
    return { is: 'over', taken: { id, status: 'refused', reason, path, message: why } };
  }
  if (isOfTwo) return { is: 'over', taken: { id: message.id, status: 'ignored', reason: 'two-customers' } };
  const whom = waitsFor(message.whose, sending);
  const customer = message.whose.is === 'customer' ? message.whose.customer : customers.get(whom ?? '');
  // What nobody could take later is refused now, while the sender listens.
  const made = rowsOf(message, customer ?? SOMEBODY, sending);
  if ('refused' in made) return { is: 'over', taken: made.refused };
  if (customer === undefined) return { is: 'waits', message, whom: whom ?? '' };
  return { is: 'rows', message, customer, rows: made.rows };
}

interface Linked {
  /** What waits for these may go. */
  readonly linked: readonly string[];
  /** Places of messages that would make one of two customers. */
  readonly ignored: ReadonlySet<number>;
}

/** Anonymous ids that are somebody's from now on. */
async function link(
  ports: SourcePorts,
  { workspace, receivedAt }: Sending,
  messages: readonly Translated[],
): Promise<Linked> {
  const linked: string[] = [];
  const ignored = new Set<number>();
  for (const [place, message] of messages.entries()) {
    if (message.is !== 'said' || message.whose.is !== 'customer') continue;
    const was = message.was === undefined ? undefined : readShape(customerId, message.was);
    if (was && 'value' in was && (await ports.isCustomer(workspace._id, was.value))) {
      ignored.add(place);
      continue;
    }
    for (const key of message.links ?? []) {
      const isNews = await ports.identities.link(workspace._id, key, message.whose.customer, receivedAt);
      if (isNews) linked.push(`anonymous:${key}`);
    }
  }
  return { linked, ignored };
}

/** Whom those are who are not named, by what waits for them. */
async function customersOf(
  ports: SourcePorts,
  sending: Sending,
  messages: readonly Translated[],
): Promise<ReadonlyMap<string, CustomerId>> {
  const whom = messages.flatMap((one) => (one.is === 'said' ? (waitsFor(one.whose, sending) ?? []) : []));
  return await knownAmong(ports, sending, whom);
}

async function knownAmong(
  { identities, waiting }: SourcePorts,
  { workspace, source }: Sending,
  whom: readonly string[],
): Promise<ReadonlyMap<string, CustomerId>> {
  const after = (prefix: string) => whom.flatMap((one) => (one.startsWith(prefix) ? one.slice(prefix.length) : []));
  const orders = after(`order:${workspace._id}:${source}:`).flatMap((id) => {
    const read = readShape(orderId, id);
    return 'value' in read ? eventKey(workspace._id, source, read.value) : [];
  });
  const [people, buyers] = await Promise.all([
    identities.of(workspace._id, after('anonymous:')),
    waiting.buyers(orders),
  ]);
  return new Map([
    ...[...people].map(([key, customer]) => [`anonymous:${key}`, customer] as const),
    ...[...buyers].map(([key, customer]) => [`order:${key}`, customer] as const),
  ]);
}

/**
 * Tells customers of what has waited for them. Also called after something began to wait: whoever became known in that very moment did
 * not see it. Whatever ends half way is let go again by the next word on them, and counts once by its id.
 */
async function letGo(ports: SourcePorts, sending: Sending, whom: readonly string[]): Promise<void> {
  const rows = await ports.waiting.of(sending.workspace._id, [...new Set(whom)]);
  if (rows.length === 0) return;
  const known = await knownAmong(
    ports,
    sending,
    rows.map((row) => row.for),
  );
  const free = rows.flatMap((row) => {
    const customer = known.get(row.for);
    if (customer === undefined) return [];
    const whose = { is: 'customer', customer } as const;
    const message: SaidMessage = { is: 'said', id: row._id, whose, events: [row.said], contact: {} };
    // Of another source too: who somebody is, is known of the whole workspace.
    const made = rowsOf(message, customer, { ...sending, source: row.source });
    return 'rows' in made ? [{ id: row._id, rows: made.rows }] : [];
  });
  await accept(
    ports,
    sending,
    free.flatMap((one) => one.rows),
  );
  await ports.waiting.remove(free.map(({ id }) => id));
}

async function accept(
  { ingest }: SourcePorts,
  { workspace }: Sending,
  rows: readonly EventRow[],
): Promise<IterableIterator<Verdict>> {
  if (rows.length === 0) return [].values();
  const verdicts = await acceptEvents(ingest, rows);
  if (workspace.clock !== undefined) {
    // Rows ahead of the clock wait for it.
    const deliverable = rows.filter((row) => row.p === UNDELIVERED).map((row) => row._id);
    await untilApplied(ingest.clock, [...new Set(deliverable)]);
  }
  return verdicts.values();
}

function verdictOf({ id }: SaidMessage, verdicts: readonly Verdict[]): Taken {
  if (verdicts.includes('conflict')) {
    const message = 'this id came before with other content; the first one stays';
    return { id, status: 'refused', reason: 'conflict', path: '', message };
  }
  if (verdicts.includes('erased')) {
    return { id, status: 'refused', reason: 'erased', path: '', message: 'its customer was erased' };
  }
  const isKnown = verdicts.length > 0 && verdicts.every((verdict) => verdict === 'duplicate');
  return { id, status: isKnown ? 'duplicate' : 'accepted' };
}
