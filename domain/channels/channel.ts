import type { CategoryId } from '../ids.schema.ts';

/**
 * Ways to reach a customer, in the order in which they are shown: `push` goes to a browser, `mobile` to an app. Another one is a line here, and in `CHANNELS` tables.
 */
export const CHANNELS = ['email', 'sms', 'telegram', 'push', 'mobile'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a customer lets us write about; each is agreed to by itself, on each channel. */
export const PURPOSES = ['marketing', 'service'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** One thing for each channel that has one. */
export type ByChannel<Value> = Readonly<Partial<Record<Channel, Value>>>;
/** One thing for each purpose that has one. */
export type ByPurpose<Value> = Readonly<Partial<Record<Purpose, Value>>>;

/** Of a message of this category. Whatever does not call itself service is marketing, which needs the stricter consent. */
export function purposeOf(category: CategoryId): Purpose {
  return category === SERVICE ? 'service' : 'marketing';
}

const SERVICE: Purpose = 'service';

/**
 * The word that counts for a purpose: its own, and where nothing was said of it, the one on marketing, which covers all
 * that somebody may be sent.
 */
export function wordOn<Word>(words: ByPurpose<Word> | undefined, purpose: Purpose): Word | undefined {
  return words?.[purpose] ?? words?.marketing;
}

/** The values of a map by channel, each with its channel, in the order of `CHANNELS`. */
export function byChannel<Value>(map: ByChannel<Value>): readonly (readonly [Channel, Value])[] {
  return CHANNELS.flatMap((channel) => {
    const value = map[channel];
    return value === undefined ? [] : [[channel, value] as const];
  });
}

/** The same for purposes. */
export function byPurpose<Value>(map: ByPurpose<Value>): readonly (readonly [Purpose, Value])[] {
  return PURPOSES.flatMap((purpose) => {
    const value = map[purpose];
    return value === undefined ? [] : [[purpose, value] as const];
  });
}

/** The same for every channel. */
export function onEvery<Value>(value: Value): Readonly<Record<Channel, Value>> {
  return { email: value, sms: value, telegram: value, push: value, mobile: value };
}
