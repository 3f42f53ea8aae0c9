import type { CustomerId, EventId } from '../ids.schema.ts';
import type { Instant } from '../time.ts';

/** Why a message that was understood changes nothing. Callers compare with it, so none is ever renamed. */
export const IGNORED = [
  'group',
  'rule',
  'not-paid',
  'cancelled',
  'test-order',
  'nothing-refunded',
  'privacy-request',
  'says-nothing',
  'two-customers',
  'other-topic',
] as const;
export type Ignored = (typeof IGNORED)[number];

/** Why a message was not taken. */
export const REFUSED = [
  'malformed',
  'customer',
  'currency',
  'amount',
  'order',
  'time',
  'conflict',
  'erased',
  'kind',
  'signature',
] as const;
export type Refused = (typeof REFUSED)[number];

/** Whom a message is about. */
export type Whose =
  | { readonly is: 'customer'; readonly customer: CustomerId }
  /** Somebody who has not said who they are, by a keyed hash of the id that the sender gave them. */
  | { readonly is: 'anonymous'; readonly key: string }
  /** Whoever bought this order: the message does not say. */
  | { readonly is: 'buyer'; readonly order: EventId };

/** One event, without whom it is about and who sent it. */
export interface SaidEvent {
  readonly wire: Readonly<Record<string, unknown>>;
  /** The time that the sender wrote, where another one is taken: a repeat of it says the same. */
  readonly stated?: string;
}

/** How to reach somebody, for the address book and for nothing else. */
export interface SaidContact {
  readonly email?: string;
  readonly timezone?: string;
  readonly consent?: { readonly status: 'granted' | 'withdrawn'; readonly at?: Instant };
}

export interface SaidMessage {
  readonly is: 'said';
  readonly id: string;
  readonly whose: Whose;
  readonly events: readonly SaidEvent[];
  readonly contact: SaidContact;
  /** Anonymous ids that are this customer, from now on and in what waits. */
  readonly links?: readonly string[];
  /** Who they were: where that is a customer already, nothing is linked, for two customers stay two. */
  readonly was?: string;
}

/** What one message of a source comes to. */
export type Translated =
  | SaidMessage
  | { readonly is: 'ignored'; readonly id: string | null; readonly reason: Ignored; readonly note?: PrivacyNote }
  | {
      readonly is: 'refused';
      readonly id: string | null;
      readonly reason: Refused;
      readonly path: string;
      readonly message: string;
    };

/** A request by law that a shop passes on: noted, for whoever works through them. */
export interface PrivacyNote {
  readonly topic: string;
  readonly customer: CustomerId | null;
  /** The customer is to be erased, which the shop has been asked for and has checked. */
  readonly erases?: true;
}

/** Thrown within a translation, which then is refused. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken';
  readonly reason: Refused;
  readonly path: string;

  constructor(reason: Refused, path: string, message: string) {
    super(message);
    this.reason = reason;
    this.path = path;
  }
}

/** What a translation says, or why it cannot. */
export function translated(id: string | null, work: () => Translated): Translated {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    return { is: 'refused', id, reason: error.reason, path: error.path, message: error.message };
  }
}
