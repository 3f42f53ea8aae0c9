import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Deadline } from '../domain/decision/decision.ts';
import type { RecordedEffect } from '../domain/earlier-effect.ts';
import type { Effect, EffectKind } from '../domain/effect.ts';
import type { CustomerId, SubscriptionId, WorkspaceId } from '../domain/ids.schema.ts';
import type { PointsOutcome } from '../domain/events/outcome.ts';
import type { EventKey } from '../domain/keys.ts';
import type { CustomerState } from '../domain/decision/state.ts';
import type { Instant } from '../domain/time.ts';
import type { StoredState } from '../domain/decision/upcast-state.ts';

export const CUSTOMER_WORKFLOW = 'customer';
export const TASK_QUEUE = 'sojourn';

/** An event by its key: what it says stays in the store. Version 0.2.0 sent whole events. */
export type Reference = EventKey | { readonly key: EventKey };

/**
 * Where messages wait for a connection to their mail server, so that no clock runs meanwhile: a sandbox's for the
 * built-in mailbox, others' for the server they go to.
 */
export function mailQueue(taskQueue: string, sandbox: boolean): string {
  return `${taskQueue}-${sandbox ? 'mailbox' : 'mail'}`;
}

const WEBHOOKS = '-webhooks';

/** Where calls of webhooks wait: a slow receiver takes nobody's place but that of other calls. */
export function webhookQueue(taskQueue: string): string {
  return `${taskQueue}${WEBHOOKS}`;
}

/** The queue of the customers, from the one that an activity of theirs runs in. */
export function customersQueue(queue: string): string {
  return queue.endsWith(WEBHOOKS) ? queue.slice(0, -WEBHOOKS.length) : queue;
}

/** What reaches a customer: which events, and where a test clock stands. Both may be empty: then it only wakes. */
export interface Delivery {
  readonly events: readonly Reference[];
  /** The workspace's time, where it has a test clock. */
  readonly clock?: Instant;
}

export interface CustomerInput {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** Left out, the stored state is loaded by the first decision. */
  readonly state?: StoredState;
  /** The deadline that goes with the state. */
  readonly wake?: Deadline;
  /** Time stands still here and moves by deliveries only: no timer is armed. */
  readonly testClock: boolean;
  /** What the search attributes were last set to, so that they are set on change only. */
  readonly shown?: Shown;
  /** History length at which the run continues as new. */
  readonly continueAfter?: number;
  /** What a run that was never idle leaves to the next one: events not decided on, effects not begun, outcomes not told. */
  readonly left?: LeftOver | EarlierLeftOver;
}

/** Events that came together, and where the test clock stood; 0 without one. */
export interface Received {
  readonly events: readonly EventKey[];
  readonly clock: Instant;
  /** Everything that came with an update: whoever asked waits for it. Other deliveries may have brought some of it before. */
  readonly asked?: readonly EventKey[];
}

export interface LeftOver {
  /** Where the test clock stands for this customer; 0 without one. */
  readonly clock: Instant;
  /** The last decision has to go on. */
  readonly isPartial: boolean;
  readonly inbox: readonly Received[];
  readonly effects: readonly RecordedEffect[];
  readonly outcomes: readonly EffectOutcome[];
}

/** As version 0.3.0 left it: of effects that were lost, their keys. */
export interface EarlierLeftOver extends Omit<LeftOver, 'outcomes'> {
  readonly lost: readonly EarlierLost[];
}

type EarlierLost<Kind extends EffectKind = EffectKind> = Pick<Effect<Kind>, 'key' | 'kind'>;

/** Search attributes, as operators see them. */
export interface Shown {
  /** Left out by those who began under version 0.2.0. */
  readonly workspace?: WorkspaceId;
  readonly segment: string;
  readonly score: string;
  readonly journeys: readonly string[];
  /** The armed timer: never later than the customer's next deadline. */
  readonly deadline: Instant | null;
}

export interface DecideCall {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** The first run of this workflow's chain: tells a lost attempt's own writes from an earlier life. */
  readonly chain: string;
  /** As the version that decided last left it. */
  readonly state: StoredState | null;
  readonly events: readonly EventKey[];
  /** Of effects, since the last decision. */
  readonly outcomes: readonly EffectOutcome[];
  readonly now: Instant;
}

/**
 * What became of an effect, where the next decision has to hear of it. One that is done is no news: no decision waits
 * for it, and the ledger knows.
 */
export interface EffectOutcome {
  /** Its activity gave up: what became of it is not known. */
  readonly is: 'lost';
  readonly effect: RecordedEffect | EarlierLost<'sendMessage'>;
  /** For people, without personal data. */
  readonly reason: string;
}

export interface DecideReply {
  readonly state: CustomerState;
  readonly effects: readonly Effect[];
  /** `null`: nothing changes by time alone any more. */
  readonly wake: Deadline | null;
  /** The call has reached its bound: another one has to follow. */
  readonly isPartial?: true;
  readonly shown: Pick<Shown, 'segment' | 'score' | 'journeys'>;
  /** Markdown for the operator's page; no personal data. */
  readonly story: string;
  /** What came of events that somebody waits for; left out where there are none. */
  readonly answers?: readonly Answer[];
}

/** What came of an event that asks for points. */
export interface Answer {
  readonly event: EventKey;
  readonly outcome: PointsOutcome;
}

export interface EffectCall<Kind extends EffectKind> {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly effect: RecordedEffect<Kind>;
}

/** Which receiver of changes has to be brought up to date; all else is in its row. */
export interface DeliverCall {
  readonly workspace: WorkspaceId;
  readonly subscription: SubscriptionId;
}

export const deliver = defineSignal<[Delivery]>('deliver');
/**
 * Delivers, and waits until the event is decided on.
 * @returns `null` where it was decided before, or set aside: then the journal tells
 */
export const ask = defineUpdate<PointsOutcome | null, [Delivery, EventKey]>('ask');
export const stateQuery = defineQuery<StoredState | null>('state');
