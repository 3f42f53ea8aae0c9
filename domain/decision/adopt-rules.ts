import { refold, type Recall } from './apply-event.ts';
import { asksOf } from '../behaviour/asks.ts';
import { asAsked, behaviourOf, isCounted } from '../behaviour/note.ts';
import type { CustomerEvent } from '../events/event.ts';
import type { Playbook } from '../playbook.ts';
import { forgetInstants, pruneLedger } from '../ledger/ledger.ts';
import { basisOf, zoneOf, type Counts } from '../scoring/model.ts';
import { pruneSignals } from '../ledger/signals.ts';
import type { AdoptedRules, CustomerState } from './state.ts';
import type { Instant } from '../time.ts';

/** Whether the customer still lives under other rules than the playbook's. */
export function hasOtherRules({ rules }: Pick<CustomerState, 'rules'>, playbook: InForce): boolean {
  const { scoring, silence, wakes } = playbook;
  return rules.scoring !== scoring.version || rules.silence !== silence.version || rules.wakes !== wakes;
}

/** Whoever has no past yet begins with the rules of today. */
export function begun(state: CustomerState, playbook: Playbook): CustomerState {
  if (state.rules.scoring !== 0) return state;
  const { counts } = playbook.scoring;
  return withBehaviour(
    { ...state, basis: basisOf(counts), rules: rulesIn(playbook) },
    asAsked(state.did, asksOf(playbook)),
  );
}

/** Whether the playbook asks for what was never counted of this customer: then only their history tells. */
export function asksMore(state: CustomerState, playbook: Playbook): boolean {
  return state.rules.scoring !== 0 && !isCounted(state.did, asksOf(playbook));
}

/**
 * What they did, as far as this playbook asks.
 * @throws where only the history tells it and `recall` has none; see `asksMore`
 */
export function asked(state: CustomerState, playbook: Playbook, { history }: Recall): CustomerState {
  const asks = asksOf(playbook);
  if (isCounted(state.did, asks)) return withBehaviour(state, asAsked(state.did, asks));
  if (history === null) throw new Error('what was never counted needs the history');
  return withBehaviour(state, behaviourOf(history, asks));
}

/** A whole history, as this playbook counts it. */
export function reread(state: CustomerState, history: readonly CustomerEvent[], playbook: Playbook): CustomerState {
  const read = refold(state, history, playbook.scoring.counts);
  return withBehaviour(read, behaviourOf(history, asksOf(playbook)));
}

/** The same state where nothing changes. */
function withBehaviour(state: CustomerState, did: CustomerState['did']): CustomerState {
  if (did === state.did) return state;
  if (did !== undefined) return { ...state, did };
  const { did: _before, ...rest } = state;
  return rest;
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
