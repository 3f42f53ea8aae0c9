import type { Share } from './tally.ts';

/** What one customer adds to the tallies of results. */
export interface ResultShares {
  readonly steps: readonly Share[];
  /** Of the days that are kept. */
  readonly days: readonly Share[];
  readonly arms: readonly Share[];
}

export const NO_RESULTS: ResultShares = { steps: [], days: [], arms: [] };

/** One share for each key; what adds up to nothing is left out. */
export function sumOf(shares: readonly Share[]): readonly Share[] {
  const sums = new Map<string, { readonly share: Share; readonly adds: Map<string, number> }>();
  for (const share of shares) {
    const key = `${share.day ?? ''}:${share.of}`;
    const { adds } = sums.get(key) ?? { adds: new Map<string, number>() };
    sums.set(key, { share, adds });
    for (const [amount, by = 0] of Object.entries(share.adds)) adds.set(amount, (adds.get(amount) ?? 0) + by);
  }
  return [...sums.values()].flatMap(({ share: { of, day }, adds }) => {
    const left = [...adds].filter(([, by]) => by !== 0);
    return left.length === 0 ? [] : [{ of, ...(day === undefined ? {} : { day }), adds: Object.fromEntries(left) }];
  });
}

/** Both together. */
export function addResults(one: ResultShares, other: ResultShares): ResultShares {
  return each((part) => sumOf([...one[part], ...other[part]]));
}

/** What is left of the one without the other. */
export function lessResults(one: ResultShares, other: ResultShares): ResultShares {
  return each((part) => sumOf([...one[part], ...other[part].map(negative)]));
}

/** Without the days before `first`. */
export function keptResults({ steps, days, arms }: ResultShares, first: number): ResultShares {
  return { steps, days: days.filter(({ day = first }) => day >= first), arms };
}

function each(part: (name: keyof ResultShares) => readonly Share[]): ResultShares {
  return { steps: part('steps'), days: part('days'), arms: part('arms') };
}

function negative({ adds, ...share }: Share): Share {
  return { ...share, adds: Object.fromEntries(Object.entries(adds).map(([amount, by = 0]) => [amount, -by])) };
}
