import type { Draw, Item } from './reply.ts';

/** What is said around what journeys say, for people and for screen readers. */
export interface Words {
  readonly close: string;
  /** What can be spent, and what cannot be yet. */
  readonly points: (active: number, pending: number) => string;
  /** `missing` is what the metric of the tiers lacks: minor units of money where it is spend. */
  readonly next: (tier: string, missing: number) => string;
  /** On the highest tier. */
  readonly top: string;
  /** On none yet. */
  readonly none: string;
  /** Of a step of a quest, with its name, which may be empty. */
  readonly step: (name: string, done: number, target: number) => string;
  /** Why an item is recommended. */
  readonly why: (item: Item) => string;
  /** A quest that is done. */
  readonly done: string;
}

/** What is said around draws; it comes with the second file, which only pages with a draw load. */
export interface DrawWords {
  readonly play: Readonly<Record<Draw['look'], string>>;
  /** How many tickets there are to play. */
  readonly tickets: (left: number) => string;
  readonly won: (prize: string) => string;
  /** A prize that is nothing, by its name. */
  readonly blank: (prize: string) => string;
  readonly nothingLeft: string;
  readonly failed: string;
}

export interface Options {
  /** Where Sojourn is, such as https://journeys.example.com. */
  readonly url: string;
  /** Asks your backend for a token of the customer who is signed in; again whenever one is refused. */
  readonly token: () => Promise<string>;
  /** At most 10; left out: all. */
  readonly slots?: readonly string[];
  readonly words?: Partial<Words & DrawWords>;
}

export const ENGLISH: Words = {
  close: 'Close',
  points: (active, pending) => `${active} points${pending ? `, ${pending} pending` : ''}`,
  next: (tier) => `Next: ${tier}`,
  top: 'The highest tier',
  none: 'No tier yet',
  step: (name, done, target) => `${name} ${done} / ${target}`,
  why: ({ reason }) => reason,
  done: 'Done',
};
