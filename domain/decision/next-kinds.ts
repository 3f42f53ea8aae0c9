/** What comes at a deadline, by one word that pages have sentences for; whoever calls the API reads the sentence beside it. */
export const NEXT_KINDS = [
  /** They come into another segment. */
  'segment',
  'overdue',
  'lapsed',
  /** The score changes, and the segment does not. */
  'score',
  /** A wait or hold at a step of a journey ends. */
  'wait',
  /** A version of a journey lets nobody stay. */
  'closes',
  /** The time to reach the goal of a journey is over. */
  'goal',
  /** A condition may hold that a step waits for. */
  'condition',
  /** A date of theirs comes, on which a journey lets in. */
  'date',
  /** Points, a tier or a quest change. */
  'loyalty',
  'audience',
] as const;

export type NextKind = (typeof NEXT_KINDS)[number];
