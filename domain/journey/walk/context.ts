import type { CustomerKey } from '../../keys.ts';
import type { Playbook } from '../../playbook.ts';
import type { Reading } from '../../scoring/reading.ts';
import type { CustomerState } from '../../decision/state.ts';
import type { Instant } from '../../time.ts';
import { isTimeZone } from '../../time-zone.ts';
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
  /** When this instant's event arrived; left out where time alone brought the instant. */
  readonly arrived?: Instant | undefined;
  /** What this instant's event changes of an order; left out where it changes none. */
  readonly order?: OrderChange | undefined;
}

/** As much of it as conditions look at. */
export type Beheld = Pick<JourneyContext, 'playbook' | 'at' | 'state' | 'reading' | 'timezone'>;

/** Whose clock is meant by a time of day: a zone that this machine does not know must not stop the customer. */
export function zoneOfCustomer({ state, timezone }: Pick<JourneyContext, 'state' | 'timezone'>): string {
  const own = state.profile.timezone?.name;
  return own && isTimeZone(own) ? own : timezone;
}
