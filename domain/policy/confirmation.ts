import { DAY } from '../time.ts';

/** So long a consent may be confirmed after it was asked for; later the link leads nowhere. */
export const CONFIRM_WITHIN = 7 * DAY;
