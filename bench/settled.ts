import type { Connection } from 'mongoose';
import { customerRow } from '../db/customer-row.ts';
import { customerCollection } from '../db/customers.ts';
import { fold } from '../domain/decide.ts';
import { customerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey } from '../domain/keys.ts';
import type { Playbook } from '../domain/playbook.ts';
import { addPurchase, EMPTY_LEDGER, UNKNOWN_ORDER, type Ledger } from '../domain/rfm/ledger.ts';
import { basisOf } from '../domain/rfm/model.ts';
import { NEW_CUSTOMER } from '../domain/state.ts';
import { UTC } from '../domain/time-zone.ts';
import { DAY, type Instant } from '../domain/time.ts';

const PAGE = 1_000;

export interface Settlement {
  readonly workspace: WorkspaceId;
  readonly playbook: Playbook;
  /** A multiple of 1,000. */
  readonly customers: number;
  readonly now: Instant;
}

/** Customers as an import leaves them: known, scored, and never started. */
export async function settle(store: Connection, { workspace, playbook, customers, now }: Settlement): Promise<void> {
  const rows = customerCollection(store);
  const circumstances = { playbook, timezone: 'UTC', sandbox: false, now };
  const basis = basisOf(playbook.scoring.counts);
  for (let first = 0; first < customers; first += PAGE) {
    const page = Array.from({ length: PAGE }, (_, index) => {
      const customer = customerId.parse(`sleeper-${first + index}`);
      const key = customerKey(workspace, customer);
      const state = { ...NEW_CUSTOMER, basis, ledger: ledgerOf(first + index, now) };
      const folded = fold({ ...circumstances, customer: key, state });
      return customerRow({ workspace, customer, chain: 'import:bench' }, key, folded, playbook);
    });
    await rows.insertMany(page);
  }
}

/** One to six orders, the last one up to two years ago. */
function ledgerOf(n: number, now: number): Ledger {
  const orders = 1 + Math.floor(6 * ((n * 0.618) % 1) ** 2);
  const [gap, last] = [5 + ((n * 13) % 60), (n * 0.0417 * 29) % 700];
  return Array.from({ length: orders }, (_, order) => now - (last + order * gap) * DAY).reduce<Ledger>(
    (ledger, at) => addPurchase(ledger, { at, amount: 500 + ((n * 97) % 20_000) }, UNKNOWN_ORDER, UTC)[0],
    EMPTY_LEDGER,
  );
}
