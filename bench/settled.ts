import type { Connection } from 'mongoose';
import { customerRow } from '../db/customers/customer-row.ts';
import { customerCollection } from '../db/customers/customers.ts';
import { fold } from '../domain/decision/decide.ts';
import { customerId, type WorkspaceId } from '../domain/ids.schema.ts';
import { customerKey } from '../domain/keys.ts';
import type { Playbook } from '../domain/playbook.ts';
import { basisOf } from '../domain/scoring/model.ts';
import { NEW_CUSTOMER } from '../domain/decision/state.ts';
import type { Instant } from '../domain/time.ts';
import { ledgerOf } from './ledgers.ts';

const PAGE = 1_000;
const MOST_ORDERS = 6;

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
      const state = { ...NEW_CUSTOMER, basis, ledger: ledgerOf(first + index, MOST_ORDERS, now) };
      const folded = fold({ ...circumstances, customer: key, state });
      return customerRow({ workspace, customer, chain: 'import:bench' }, key, folded, playbook);
    });
    await rows.insertMany(page);
  }
}
