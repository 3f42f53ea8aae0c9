import { ledgerKeptNow, type StoredLedger } from './rfm/ledger.ts';
import type { CustomerState } from './state.ts';

/**
 * A customer's state as any version may have left it: in a row of the store, or in the history of a workflow that runs
 * since then. A migration reaches rows only, so states are also brought up to date wherever they are read.
 */
export type StoredState = Omit<CustomerState, 'ledger'> & { readonly ledger: StoredLedger };

/** The state as this version keeps one; one of this version is left as it is. */
export function upcastState(stored: StoredState): CustomerState {
  return { ...stored, ledger: ledgerKeptNow(stored.ledger) };
}
