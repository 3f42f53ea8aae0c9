import { ALPHA, lnEvidence, type Conversions } from './relative-lift.ts';

/** What is planned with while hardly anything is known, and within which bounds what has been seen is believed. */
const USUAL = 1.5;
const SMALLEST = 1.2;
const LARGEST = 2;
/** Conversions from which on the ratio that was seen says more than the usual one. */
const ENOUGH_TO_TELL = 20;

/** How many conversions are still lacking until a difference would show, if treated customers convert so many times as often. */
export interface Lacking {
  readonly conversions: number;
  readonly ratio: number;
}

/** About how many more conversions it takes, with the ratio seen so far as far as it can be believed. */
export function lackingFor(conversions: Conversions): Lacking {
  const ratio = believable(conversions);
  const { treated, control, share } = conversions;
  const chance = (share * ratio) / (share * ratio + 1 - share);
  const isEnough = (more: number) => {
    const then = { treated: treated + more * chance, control: control + more * (1 - chance), share };
    return (
      lnEvidence(then, share) >= -Math.log(ALPHA) && then.treated / (then.treated + then.control) > share === ratio > 1
    );
  };
  let most = 1;
  while (!isEnough(most)) most *= 2;
  let least = Math.floor(most / 2);
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (isEnough(middle)) most = middle;
    else least = middle;
  }
  return { conversions: most, ratio };
}

function believable({ treated, control, share }: Conversions): number {
  if (treated + control < ENOUGH_TO_TELL) return USUAL;
  const seen = (treated / control) * ((1 - share) / share);
  return seen >= 1 ? clamp(seen, SMALLEST, LARGEST) : clamp(seen, 1 / LARGEST, 1 / SMALLEST);
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
