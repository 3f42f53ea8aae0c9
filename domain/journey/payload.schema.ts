import { z } from 'zod';
import { isPayloadName } from './payload.ts';

const MOST_VALUES = 10;
const MOST_TEXT = 200;

const ADDRESS = /[^\s@]@[^\s@]+\.[^\s@]/;

const value = z.union(
  [
    z
      .string()
      .max(MOST_TEXT)
      .refine((text) => text.isWellFormed() && !ADDRESS.test(text)),
    z.number(),
    z.boolean(),
  ],
  `a value is a number, true, false, or text of at most ${MOST_TEXT} characters that is no e-mail address`,
);

/** What comes with somebody who is asked in by name. It lies in their state for as long as they are inside. */
export const payload = z
  .record(
    z
      .string()
      .refine(isPayloadName, 'a name is a letter and up to 39 more letters, digits or underscores, such as order_id'),
    value,
  )
  .refine((given) => Object.keys(given).length <= MOST_VALUES, `at most ${MOST_VALUES} values`)
  .meta({
    id: 'Payload',
    description:
      `Up to ${MOST_VALUES} texts, numbers or booleans that come with somebody who is asked in by name. Conditions see them as ` +
      'entry.<name>, and so do templates. No personal data: it shows in the timeline',
  });
