/** Why a text could not be rendered, by one word that pages have sentences for; whoever calls the API reads the sentence beside it. */
export const RENDER_FAULTS = [
  /** Its Liquid cannot be read. */
  'syntax',
  'unknown-variable',
  'unknown-filter',
  /** It comes out longer than a message may be. */
  'too-long',
  'too-slow',
  'too-much-memory',
  /** Nothing is left to be read. */
  'empty',
  /** What should be an address is none. */
  'no-address',
] as const;

export interface RenderFaultName {
  readonly code: (typeof RENDER_FAULTS)[number];
  /** The field that it is in, where that is known, such as `subject`. */
  readonly part?: string;
  /** The name that nobody knows, or the place that cannot be read. */
  readonly about?: string;
}
