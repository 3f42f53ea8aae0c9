import { z } from 'zod';

/** An e-mail address as the address book takes it, however it is sent. No message quotes it. */
export const emailAddress = z
  .email('this is no e-mail address')
  .max(254, 'an e-mail address has at most 254 characters');

export const consentStatus = z.enum(['granted', 'withdrawn'], 'consent is granted or withdrawn');
