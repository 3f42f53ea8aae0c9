import { customerRow } from '../../db/customers/customer-row.ts';
import type { DecisionRecord, Loaded } from '../../db/events/decisions.ts';
import type { EventRow } from '../../db/events/events.ts';
import type { JournalEntry } from '../../domain/decision/decision.ts';
import type { CustomerEvent } from '../../domain/events/event.ts';
import { workspaceId } from '../../domain/ids.schema.ts';
import type { EventKey } from '../../domain/keys.ts';
import type { Instant } from '../../domain/time.ts';
import { aCustomer, aPlaybook, CUSTOMER, CUSTOMER_KEY, NOON } from '../builders.ts';
import type { Stores } from './stores.ts';

export const WORKSPACE = workspaceId.parse('shop');

/** An entry of the journal that is told from others by its score. */
interface Said {
  readonly seq: number;
  readonly says: string;
}

export interface Decided {
  readonly chain?: string;
  readonly turn?: number;
  readonly heard?: number;
  readonly now?: Instant;
  /** Journal entries of this turn; told apart by what they say of the score. */
  readonly entries?: readonly Pick<JournalEntry, 'seq' | 'loyalty'>[] | readonly Said[];
  readonly applied?: readonly EventKey[];
  readonly after?: Loaded;
  readonly asleep?: readonly EventKey[];
}

export const NOTHING_LOADED: Loaded = { state: null, row: null, after: null, past: [], asleep: [] };

/** What an attempt leaves behind; everything that does not matter is filled in. */
export function aRecord(decided: Decided = {}): DecisionRecord {
  const {
    chain = 'chain-1',
    turn = 1,
    heard = 1,
    now = NOON,
    entries = [],
    applied = [],
    asleep = [],
    after,
  } = decided;
  const state = aCustomer({ turn, asOf: now, seq: entries.at(-1)?.seq ?? 0 });
  const who = { workspace: WORKSPACE, customer: CUSTOMER, chain };
  return {
    workspace: WORKSPACE,
    customer: CUSTOMER,
    key: CUSTOMER_KEY,
    turn,
    now,
    heard,
    applied,
    asleep,
    entries: entries.map((entry) => anEntry(entry, now)),
    row: customerRow(who, CUSTOMER_KEY, { state, next: null }, aPlaybook()),
    ...(after ? { firstAfter: after } : {}),
  };
}

function anEntry(entry: Pick<JournalEntry, 'seq' | 'loyalty'> | Said, at: Instant): JournalEntry {
  const score = 'says' in entry ? entry.says : null;
  const loyalty = 'loyalty' in entry && entry.loyalty ? { loyalty: entry.loyalty } : {};
  return { seq: entry.seq, at, playbook: 1, events: [], score, segment: null, ...loyalty, facts: [], effects: [] };
}

/** Takes the first decision of a chain from whatever is stored. */
export async function begin({ decisions }: Stores, chain: string, decided: Decided = {}): Promise<void> {
  const after = await decisions.load(CUSTOMER_KEY, chain);
  await decisions.record(aRecord({ ...decided, chain, turn: (after.state?.turn ?? 0) + 1, after }));
}

/** The stored form of an event that has been delivered. */
export function aStoredRow(event: CustomerEvent, given: Partial<EventRow> = {}): EventRow {
  return {
    _id: event.key,
    workspace: WORKSPACE,
    customer: event.customer,
    event,
    hash: event.key,
    receivedAt: event.receivedAt,
    ...(event.kind === 'refund' ? { order: event.order } : {}),
    ...given,
  };
}
