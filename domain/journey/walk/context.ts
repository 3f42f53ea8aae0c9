import type { CustomerKey } from '../../keys.ts';
import type { Playbook } from '../../playbook.ts';
import type { Reading } from '../../scoring/reading.ts';
import type { CustomerState } from '../../decision/state.ts';
import type { Instant } from '../../time.ts';
import type { OrderChange } from './measuring.ts';

/** What journeys may know of the customer: the state after this instant's events were scored. */
export interface JourneyContext {
  readonly customer: CustomerKey;
  readonly playbook: Playbook;
  readonly at: Instant;
  readonly state: CustomerState;
  /** Of that state. */
  readonly reading: Reading;
  /** The workspace's time zone, used where the customer's is unknown. */
  readonly timezone: string;
  /** A workspace with a test clock: mail goes to the built-in mailbox, so no consent is needed to try it. */
  readonly sandbox: boolean;
  /** What this instant's event changes of an order; left out where it changes none. */
  readonly order?: OrderChange;
}
