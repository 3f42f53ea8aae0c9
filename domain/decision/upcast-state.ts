import type { JourneyId } from '../ids.schema.ts';
import { standingsNow, type EarlierStanding } from '../journey/earlier.ts';
import type { JourneyStanding } from '../journey/standing.ts';
import { ledgerKeptNow, type StoredLedger } from '../ledger/ledger.ts';
import type { AdoptedRules, CustomerState } from './state.ts';

/**
 * A customer's state as any version may have left it: in a row of the store, or in the history of a workflow that runs
 * since then. A migration reaches rows only, so states are also brought up to date wherever they are read.
 */
export type StoredState = Omit<CustomerState, 'schema' | 'ledger' | 'journeys' | 'rules'> & {
  /** 1: of version 0.2.0 or 0.3.0. */
  readonly schema: 1 | 2;
  readonly ledger: StoredLedger;
  readonly rules: StoredRules;
  readonly journeys: Readonly<Record<JourneyId, EarlierStanding | JourneyStanding>>;
};

/** Versions before 0.6.0 have no `wakes`. */
export type StoredRules = Omit<AdoptedRules, 'wakes'> & Partial<AdoptedRules>;

export function upcastRules(rules: StoredRules): AdoptedRules {
  return { wakes: 0, ...rules };
}

/** The state as this version keeps one. */
export function upcastState(stored: StoredState): CustomerState {
  const { ledger, journeys, rules } = stored;
  return {
    ...stored,
    schema: 2,
    rules: upcastRules(rules),
    ledger: ledgerKeptNow(ledger),
    journeys: standingsNow(journeys),
  };
}
