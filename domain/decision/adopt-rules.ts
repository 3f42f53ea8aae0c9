import { refold, type Recall } from './apply-event.ts';
import type { Playbook } from '../playbook.ts';
import { forgetInstants, pruneLedger } from '../ledger/ledger.ts';
import { basisOf, zoneOf, type Counts } from '../scoring/model.ts';
import { pruneSignals } from '../ledger/signals.ts';
import type { AdoptedRules, CustomerState } from './state.ts';
import type { Instant } from '../time.ts';

/** Whether the customer still lives under other rules than the playbook's. */
export function hasOtherRules({ rules }: Pick<CustomerState, 'rules'>, playbook: InForce): boolean {
  const { scoring, silence, wakes } = rulesIn(playbook);
  return rules.scoring !== scoring || rules.silence !== silence || rules.wakes !== wakes;
}

/** Whoever has no past yet begins with the rules of today. */
export function begun(state: CustomerState, playbook: Playbook): CustomerState {
  if (state.rules.scoring !== 0) return state;
  return { ...state, basis: basisOf(playbook.scoring.counts), rules: rulesIn(playbook) };
}

/**
 * Adopts the playbook's rules. Where they count other things than before, the history is read again.
 * @throws where that is needed and `recall` has no history; see `needsHistory`
 */
export function adopt(state: CustomerState, playbook: Playbook, recall: Recall): CustomerState {
  const { counts } = playbook.scoring;
  if (!hasOtherRules(state, playbook)) return state;
  const rules = rulesIn(playbook);
  if (state.basis === basisOf(counts)) return { ...state, rules };
  if (recall.history === null) throw new Error('rules that count other things need the history');
  return { ...refold(state, [...recall.history], counts), rules };
}

/** Forgets what no rule looks at any more; the same state where there is nothing to forget. */
export function pruned(state: CustomerState, now: Instant, counts: Counts): CustomerState {
  const zone = zoneOf(counts);
  const ledger = pruneLedger(state.ledger, now, zone);
  const signals = pruneSignals(state.signals, now, zone);
  return ledger === state.ledger && signals === state.signals ? state : { ...state, ledger, signals };
}

/** What a state keeps from one decision to the next; within one, whatever is known of the past stays at hand. */
export function kept(state: CustomerState, now: Instant, counts: Counts): Pick<CustomerState, 'ledger' | 'signals'> {
  const { ledger, signals } = pruned(state, now, counts);
  return { ledger: forgetInstants(ledger), signals };
}

type InForce = Pick<Playbook, 'scoring' | 'silence' | 'wakes'>;

/** The rules by which whoever adopts this playbook lives. */
export function rulesIn({ scoring, silence, wakes }: InForce): AdoptedRules {
  return { scoring: scoring.version, silence: silence.version, wakes };
}
