import fc from 'fast-check';
import { deeds as pointDeeds } from '../test/domain/loyalty/deeds.ts';
import { brokenByPoints } from '../test/domain/loyalty/point-laws.ts';
import { brokenByQuests, deeds as questDeeds, rules } from '../test/domain/loyalty/quest-laws.ts';
import { brokenByTiers, events, ladder } from '../test/domain/loyalty/tier-laws.ts';
import type { Figure } from './report.ts';

/** Of 100,000 in all; refunds, debt and lots have most that could break. */
const SEQUENCES = { points: 60_000, quests: 25_000, tiers: 15_000 };
/** One draw of all values takes the memory of all of them. */
const AT_ONCE = 500;
const SHOWN = 5;

/** One sequence of random operations: how many there were, and what they broke. */
interface Tried {
  readonly operations: number;
  readonly broken: readonly string[];
}

/**
 * The invariants of points, quests and tiers, in random sequences against oracles that go through every point and every
 * day. Each run has other sequences than the one before; the seed is printed.
 * @param share of all sequences, up to 1
 */
export function measureLoyalty(share = 1, seed = Date.now() % 2 ** 31): readonly Figure[] {
  const kinds = [
    trying('points, debt and lots', SEQUENCES.points * share, seed, pointDeeds, (all) => ({
      operations: all.length,
      broken: brokenByPoints(all),
    })),
    trying('quests', SEQUENCES.quests * share, seed, fc.tuple(rules, questDeeds), ([given, all]) => ({
      operations: all.length,
      broken: brokenByQuests(given, all),
    })),
    trying('tiers', SEQUENCES.tiers * share, seed, fc.tuple(events, ladder), ([all, given]) => ({
      operations: all.length,
      broken: brokenByTiers(all, given),
    })),
  ];
  const sum = (of: 'sequences' | 'operations' | 'violations') => kinds.reduce((all, kind) => all + kind[of], 0);
  for (const { sentences } of kinds) for (const sentence of sentences) console.log(sentence);
  return [
    ...kinds.map(figureOf),
    figureOf({
      what: `all of them, seed ${seed}`,
      sequences: sum('sequences'),
      operations: sum('operations'),
      violations: sum('violations'),
    }),
  ];
}

interface Outcome {
  readonly what: string;
  readonly sequences: number;
  readonly operations: number;
  readonly violations: number;
}

function figureOf({ what, sequences, operations, violations }: Outcome): Figure {
  const many = (count: number) => count.toLocaleString('en');
  const measured = `${many(sequences)} sequences, ${many(operations)} operations, ${many(violations)} violations`;
  return { what: `invariants of ${what}`, measured, goal: '0 violations', ok: violations === 0 };
}

function trying<Value>(
  what: string,
  sequences: number,
  seed: number,
  arbitrary: fc.Arbitrary<Value>,
  attempt: (value: Value) => Tried,
): Outcome & { readonly sentences: readonly string[] } {
  const sentences: string[] = [];
  let [operations, violations] = [0, 0];
  for (let from = 0; from < sequences; from += AT_ONCE) {
    const numRuns = Math.min(AT_ONCE, sequences - from);
    for (const value of fc.sample(arbitrary, { seed: seed + from, numRuns })) {
      const tried = attempt(value);
      operations += tried.operations;
      violations += tried.broken.length;
      if (tried.broken.length > 0 && sentences.length < SHOWN) sentences.push(`${what}: ${tried.broken[0]}`);
    }
  }
  return { what, sequences, operations, violations, sentences };
}
