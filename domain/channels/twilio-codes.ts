/** Nobody has an account, or may use this number, or the carriers filter what it sends. */
const PAUSING: ReadonlySet<number> = new Set([20_003, 21_606, 30_007]);
/** There is no such number, it takes no SMS, or it is none of a person. */
const NO_ADDRESS: ReadonlySet<number> = new Set([21_211, 21_614, 21_635, 30_005, 30_006]);
/** Its owner has said STOP to Twilio itself. */
const WITHDRAWN = 21_610;
/** Too many at once, or a phone that is off. */
const PASSING: ReadonlySet<number> = new Set([20_429, 30_003]);

/** What a code of Twilio means beyond its own message, in a reply or in a callback; `null`: nothing. */
export function twilioMeaning(code: number): 'paused' | 'address' | 'withdrawn' | 'passing' | null {
  if (PAUSING.has(code)) return 'paused';
  if (NO_ADDRESS.has(code)) return 'address';
  if (code === WITHDRAWN) return 'withdrawn';
  return PASSING.has(code) ? 'passing' : null;
}
