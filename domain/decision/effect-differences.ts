import type { DecidedEffect, EffectKind, EffectOrigin } from '../effect.ts';
import { originOf } from '../earlier-effect.ts';
import type { CustomerId } from '../ids.schema.ts';
import type { SkipReason } from '../journey/facts.ts';
import { stepBehind } from '../journey/origin.ts';
import { channelOf } from '../journey/steps/send-step.ts';
import { untilOf } from '../journey/steps/place.ts';
import type { EffectKey } from '../keys.ts';
import type { Playbook } from '../playbook.ts';
import type { Instant } from '../time.ts';
import type { Difference } from './rebuild.ts';

/** An effect as an entry of the journal tells of it; one of 0.3.0 or earlier does not say where it comes from. */
export type JournalEffect = Omit<DecidedEffect, 'origin'> & { readonly origin?: EffectOrigin };

/** What the journal decided of one effect. */
export interface DecidedAt {
  readonly customer: CustomerId;
  readonly at: Instant;
  readonly effect: JournalEffect;
}

/** As much of a row of the ledger as was fixed when its effect was decided, and how often it was attempted. */
export interface LedgerEffect {
  readonly _id: EffectKey;
  readonly customer: CustomerId;
  readonly kind: EffectKind;
  readonly origin: EffectOrigin;
  readonly at: Instant;
  readonly about: object;
  readonly attempts: number;
  readonly state: string;
}

/** Why the journal has no decision for a row: it tells that the step was passed over, or it tells nothing. */
export type Undecided = SkipReason | 'nothing';

/** The ledger has no row, although nobody is left who would begin the effect. */
export function missingEffect({ at, effect }: DecidedAt): Difference {
  const { key, kind } = effect;
  return { field: fieldOf(key), live: 'no row in the ledger', rebuilt: JSON.stringify({ kind, at }) };
}

/** The ledger has a row, and no entry of the journal decided it. */
export function undecidedEffect({ _id, kind, at, state }: LedgerEffect, why: Undecided): Difference {
  const rebuilt = why === 'nothing' ? 'nobody decided it' : `its step was passed over: ${why}`;
  return { field: fieldOf(_id), live: JSON.stringify({ kind, at, state }), rebuilt };
}

/**
 * Where a row says something else than its decision fixed; `null` where it does not. What became of the effect since is
 * no difference.
 * @param playbook with the version that the step was taken in
 */
export function changedEffect(decided: DecidedAt, row: LedgerEffect, playbook: Playbook): Difference | null {
  const fixed = Object.entries(fixedBy(decided, row, playbook));
  const found = new Map(Object.entries({ ...placeIn(row.origin), ...row.about, ...headOf(row) }));
  const wrong = fixed.filter(([name, value]) => found.get(name) !== value);
  if (wrong.length === 0) return null;
  const live = wrong.map(([name]) => [name, found.get(name) ?? null]);
  return {
    field: fieldOf(row._id),
    live: JSON.stringify(Object.fromEntries(live)),
    rebuilt: JSON.stringify(Object.fromEntries(wrong)),
  };
}

/** A message of 0.3.0 that was given up before any attempt holds the time of the next decision, and not of its own. */
function fixedBy({ customer, at, effect }: DecidedAt, { attempts }: LedgerEffect, playbook: Playbook) {
  const origin = originOf(effect);
  const isTimeKnown = effect.origin !== undefined || attempts > 0;
  const { kind } = effect;
  const head = headOf({ customer, kind, at });
  const { at: _at, ...timeless } = head;
  return { ...placeIn(origin), ...aboutBehind(playbook, origin, at), ...(isTimeKnown ? head : timeless) };
}

function headOf({ customer, kind, at }: Pick<LedgerEffect, 'customer' | 'kind' | 'at'>) {
  return { customer, kind, at };
}

function placeIn(origin: EffectOrigin): object {
  if (origin.by !== 'journey') return { fact: origin.fact };
  const { journey, version, enrolment, step, visit } = origin.place;
  return { journey, version, enrolment, step, visit };
}

/** What the effect is about follows from its step; of a step that is gone nothing is known. */
function aboutBehind(playbook: Playbook, origin: EffectOrigin, at: Instant): object {
  if (origin.by !== 'journey') return {};
  const step = stepBehind(playbook, origin);
  if (step?.type === 'send') return { channel: channelOf(step, origin) };
  if (step?.type !== 'place') return {};
  return { placement: step.placement, slot: step.slot, until: untilOf(step, at) };
}

function fieldOf(key: EffectKey): string {
  return `effect ${key}`;
}
