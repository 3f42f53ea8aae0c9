import { z } from 'zod';

const ADDRESS = /^https?:\/\/[^\s@]+$/i;

/** Where calls of ours may go, as somebody writes it; whether it is on the internet is looked at before each call. */
export const webAddress = z
  .string()
  .max(500, 'an address has at most 500 characters')
  .refine(
    (url) => ADDRESS.test(url) && URL.canParse(url),
    'an address is such as https://example.com/hook, without a user and a password in it',
  )
  .meta({ format: 'uri' });
