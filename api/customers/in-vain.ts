import type { z } from 'zod';
import type { JournalRow } from '../../db/events/journal.ts';
import type { EffectOutcomes } from '../../db/events/timeline.ts';
import { NOT_GRANTED, type NotGranted } from '../../domain/coupons/not-granted.ts';
import { inVain } from '../../domain/events/outcome.ts';
import { entriesOf } from '../../domain/own.ts';
import type { nothing } from './fact-named.contract.ts';

const BECAUSE: ReadonlyMap<string | undefined, NotGranted> = new Map(
  entriesOf(NOT_GRANTED).map(([because, text]) => [text, because]),
);

interface InVain {
  readonly text: string;
  /** `given-up`: for another reason, which the sentence may say. */
  readonly because: NotGranted | 'given-up';
}

/** Coupons that were decided on and that their pool could not give. */
export function notGranted({ effects }: JournalRow, outcomes: EffectOutcomes): readonly InVain[] {
  return effects.flatMap(({ kind, key }) => {
    const known = outcomes.get(key);
    if (kind !== 'grantCoupon' || known?.state !== 'failed') return [];
    const text = `The coupon was not granted: ${known.reason ?? 'it was given up'}`;
    return [{ text, because: BECAUSE.get(known.reason) ?? 'given-up' }];
  });
}

interface Took {
  readonly type: string;
  /** Why nothing came of it; left out: something did. */
  readonly nothing?: z.input<typeof nothing>;
}

/** What was taken note of, each once. */
export function tookNote({ events }: JournalRow): readonly Took[] {
  const took = events.map(({ type, outcome }) => {
    const because = inVain(outcome);
    return { type, ...(because === undefined ? {} : { nothing: because }) };
  });
  return [...new Map(took.map((one) => [`${one.type} ${one.nothing ?? ''}`, one])).values()];
}
