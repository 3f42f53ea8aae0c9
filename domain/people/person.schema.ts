import { z } from 'zod';
import { emailAddress } from '../input/contact.schema.ts';

/** Turns the direction of what follows, so that a name could pretend to be another. */
const TURNS = /[\u202a-\u202e\u2066-\u2069\p{Cc}\p{Zl}\p{Zp}]/u;
const LONGEST_NAME = 80;

/** What a person of the team wants to be called. */
export const personName = z
  .string()
  .trim()
  .min(1, 'a name has at least one character')
  .max(LONGEST_NAME, `a name has at most ${LONGEST_NAME} characters`)
  .refine((name) => !TURNS.test(name), 'a name is one line, without control characters');

/** Compared in lower case: nobody has two addresses that differ in nothing else. */
export const teamEmail = emailAddress.transform((address) => address.toLowerCase());
