import type { StoredState } from '../../domain/decision/upcast-state.ts';
import type { CustomerRow } from '../customers/customers.ts';
import type { RowVersion } from '../customers/row-version.ts';

/** As much of a customer's row as counting takes. */
export type Countable = RowVersion &
  Pick<
    CustomerRow,
    | '_id'
    | 'workspace'
    | 'customer'
    | 'uncounted'
    | 'totalsUntil'
    | 'segment'
    | 'r'
    | 'f'
    | 'revenue'
    | 'atStake'
    | 'nextMove'
    | 'nextSilence'
    | 'lastTurn'
    | 'arrived'
    | 'audiences'
  > & {
    readonly state: Pick<
      StoredState,
      'ledger' | 'basis' | 'base' | 'seq' | 'asOf' | 'journeys' | 'rules' | 'playbook' | 'profile' | 'loyalty'
    >;
  };

export const COUNTABLE = {
  workspace: 1,
  customer: 1,
  uncounted: 1,
  totalsUntil: 1,
  chain: 1,
  turn: 1,
  heard: 1,
  asOf: 1,
  'asleep.entries': 1,
  segment: 1,
  r: 1,
  f: 1,
  revenue: 1,
  atStake: 1,
  nextMove: 1,
  nextSilence: 1,
  lastTurn: 1,
  arrived: 1,
  audiences: 1,
  'state.ledger': 1,
  'state.basis': 1,
  'state.base': 1,
  'state.seq': 1,
  'state.asOf': 1,
  'state.journeys': 1,
  'state.rules': 1,
  'state.playbook': 1,
  'state.loyalty': 1,
  'state.profile': 1,
} as const;
