import type { StepId } from '../ids.schema.ts';
import { betterOf } from '../measure/lift.ts';
import type { Interval } from '../measure/relative-lift.ts';
import { own } from '../own.ts';
import type { PublishedJourney, Winner, Winners } from '../playbook.ts';
import type { Instant } from '../time.ts';
import { comparedNow, type Compared, type CountedArm } from './compared.ts';
import { comparisonsOf } from './comparisons.ts';

/**
 * The splits of a version that ask for their winner and have one by now, together with those that had one before.
 * @returns `null` where nothing has been won since
 */
export function winnersBy(journey: PublishedJourney, counted: readonly CountedArm[], now: Instant): Winners | null {
  const { definition, version, winners = {} } = journey;
  const won = comparisonsOf(definition).flatMap((comparison): readonly (readonly [StepId, Winner])[] => {
    const { step, picks } = comparison;
    if (step === null || !picks || own(winners, step) !== undefined) return [];
    const winner = winnerOf(comparedNow(comparison, counted, now), version);
    return winner ? [[step, winner]] : [];
  });
  return won.length === 0 ? null : { ...winners, ...Object.fromEntries(won) };
}

/** The arm that is surely better than the control, of several the surest; the control where it is surely better than all. */
function winnerOf({ comparison: { control }, lifts }: Compared<CountedArm>, version: number): Winner | null {
  const shown = lifts.flatMap(({ arm, lift }) =>
    lift.is === 'hidden' ? [] : [{ arm, ratio: lift.ratio, better: betterOf(lift) }],
  );
  // Where one pair of arms is not as it was meant, the split itself may not be.
  if (shown.length < lifts.length) return null;
  const [best] = shown.filter(({ better }) => better === 'treated').toSorted((a, b) => b.ratio[0] - a.ratio[0]);
  if (best) return { arm: best.arm, version, against: control, ratio: best.ratio };
  const [closest] = shown.toSorted((a, b) => (b.ratio[1] ?? Infinity) - (a.ratio[1] ?? Infinity));
  if (closest === undefined || shown.some(({ better }) => better !== 'control')) return null;
  return { arm: control, version, against: closest.arm, ratio: inverse(closest.ratio) };
}

function inverse([from, to]: Interval): Interval {
  return [to === null ? 0 : 1 / to, from === 0 ? null : 1 / from];
}
