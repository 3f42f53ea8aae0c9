import type { AsleepStore } from '../../db/customers/asleep.ts';
import type { CustomerRow } from '../../db/customers/customers.ts';
import type { DecisionStore } from '../../db/events/decisions.ts';
import type { EventStore } from '../../db/events/events.ts';
import type { JournalRow } from '../../db/events/journal.ts';
import type { CustomerKey } from '../../domain/keys.ts';

/** Empty stores that belong together, with a way to look at what decisions leave behind. */
export interface Stores {
  readonly events: EventStore;
  readonly decisions: DecisionStore;
  readonly asleep: AsleepStore;
  readonly customer: (key: CustomerKey) => Promise<CustomerRow | null>;
  /** In order of `seq`. */
  readonly journal: (key: CustomerKey) => Promise<readonly JournalRow[]>;
}

export type OpenStores = () => Promise<Stores>;
