import type { JourneyId } from '../ids.schema.ts';
import { standingsNow, type EarlierStanding } from '../journey/earlier.ts';
import type { JourneyStanding } from '../journey/standing.ts';
import { ledgerKeptNow, type StoredLedger } from '../ledger/ledger.ts';
import type { AdoptedRules, Consent, CustomerState, Profile, Reachable } from './state.ts';

/**
 * A customer's state as any version may have left it: in a row of the store, or in the history of a workflow that runs
 * since then. A migration reaches rows only, so states are also brought up to date wherever they are read.
 */
export type StoredState = Omit<CustomerState, 'schema' | 'ledger' | 'journeys' | 'rules' | 'profile'> & {
  /** 1: of version 0.2.0 or 0.3.0. */
  readonly schema: 1 | 2;
  readonly ledger: StoredLedger;
  readonly rules: StoredRules;
  readonly profile: StoredProfile;
  readonly journeys: Readonly<Record<JourneyId, EarlierStanding | JourneyStanding>>;
};

/** Versions before 0.6.0 have no `wakes`. */
export type StoredRules = Omit<AdoptedRules, 'wakes'> & Partial<AdoptedRules>;

export function upcastRules(rules: StoredRules): AdoptedRules {
  return { wakes: 0, ...rules };
}

/** Versions before 0.10 knew of e-mail only, and of one consent to it: to marketing. */
export type StoredProfile = Profile & { readonly email?: Consent; readonly address?: Reachable };

/** A profile by channel and purpose. */
export function upcastProfile({ email, address, ...profile }: StoredProfile): Profile {
  return {
    ...profile,
    ...(email === undefined ? {} : { consents: { email: { marketing: email }, ...profile.consents } }),
    ...(address === undefined ? {} : { addresses: { email: address, ...profile.addresses } }),
  };
}

/** The state as this version keeps one. */
export function upcastState(stored: StoredState): CustomerState {
  const { ledger, journeys, rules, profile } = stored;
  return {
    ...stored,
    schema: 2,
    rules: upcastRules(rules),
    ledger: ledgerKeptNow(ledger),
    profile: upcastProfile(profile),
    journeys: standingsNow(journeys),
  };
}
