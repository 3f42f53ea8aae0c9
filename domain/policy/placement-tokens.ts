/** Whether customers themselves may ask, by a token of the shop's backend; `required`: nobody else may. */
export const TOKEN_MODES = ['off', 'optional', 'required'] as const;
export type TokenMode = (typeof TOKEN_MODES)[number];

/** One in use, one that takes over, and some of other programs. */
export const MOST_TOKEN_KEYS = 5;
