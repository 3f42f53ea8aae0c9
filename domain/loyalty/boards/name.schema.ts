import { z } from 'zod';
import { personalIn } from '../../input/personal-data.ts';

/** A name of so many digits is a telephone number, however it is written; no team is named so. */
const MANY_DIGITS = /(?:\d[\s().-]*){6}/;
const LINK = /https?:|www\.|[\p{L}\p{N}]\.[\p{L}]{2,}/iu;
const ALLOWED = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._'’-]*$/u;

/** What other customers read: a name of somebody's own choice that leads to nobody. */
export const displayName = z
  .string()
  .trim()
  .normalize('NFC')
  .min(2, 'at least 2 characters')
  .max(30, 'at most 30 characters')
  .regex(ALLOWED, 'letters, digits, spaces and . _ - only, and a letter or digit first')
  .superRefine((name, context) => {
    const personal = personalIn(name) ?? (MANY_DIGITS.test(name) ? 'a telephone number' : undefined);
    if (personal !== undefined) {
      context.addIssue({
        code: 'custom',
        message: `this is ${personal}, which others may not read; choose another name`,
      });
    } else if (LINK.test(name)) {
      context.addIssue({ code: 'custom', message: 'this is an address of a page; choose another name' });
    }
  })
  .brand<'DisplayName'>();

export type DisplayName = z.infer<typeof displayName>;

/** Names that people take for the same are the same: case, width of letters, spaces and dots tell none from another. */
export function nameKey(name: DisplayName): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ ._'’-]+/gu, '');
}
