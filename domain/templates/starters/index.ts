import type { TemplateInput } from '../template.schema.ts';
import { checkIn } from './check-in.ts';
import { thankYou } from './thank-you.ts';

/** Templates that ship, for a marketer to take over; nothing sends them by itself. */
export const STARTERS: readonly TemplateInput[] = [checkIn, thankYou];
