import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { CustomerEvent } from '../domain/event.ts';
import type { Deadline, Effect } from '../domain/decision.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { CustomerState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';

export const CUSTOMER_WORKFLOW = 'customer';
export const TASK_QUEUE = 'sojourn';

/** What reaches a customer: events, and where a test clock stands. Both may be empty: then it only wakes. */
export interface Delivery {
  readonly events: readonly CustomerEvent[];
  /** The workspace's time, where it has a test clock. */
  readonly clock?: Instant;
}

export interface CustomerInput {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  /** Left out, the stored state is loaded by the first decision. */
  readonly state?: CustomerState;
  /** The deadline that goes with the state. */
  readonly wake?: Deadline;
  /** Time stands still here and moves by deliveries only: no timer is armed. */
  readonly testClock: boolean;
  /** What the search attributes were last set to, so that they are set on change only. */
  readonly shown?: Shown;
  /** History length at which the run continues as new. */
  readonly continueAfter?: number;
}

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
  readonly state: CustomerState | null;
  readonly events: readonly CustomerEvent[];
  readonly lost: readonly LostEffect[];
  readonly now: Instant;
}

/** An effect whose activity gave up: what became of it is not known. */
export type LostEffect = Pick<Effect, 'key' | 'kind'>;

export interface DecideReply {
  readonly state: CustomerState;
  readonly effects: readonly Effect[];
  /** `null`: nothing changes by time alone any more. */
  readonly wake: Deadline | null;
  readonly shown: Pick<Shown, 'segment' | 'score' | 'journeys'>;
  /** Markdown for the operator's page; no personal data. */
  readonly story: string;
}

export interface EffectCall {
  readonly workspace: WorkspaceId;
  readonly customer: CustomerId;
  readonly effect: Effect;
}

export const deliver = defineSignal<[Delivery]>('deliver');
export const stateQuery = defineQuery<CustomerState | null>('state');
