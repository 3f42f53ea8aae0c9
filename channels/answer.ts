import type { Outcome } from './port.ts';

/** Codes of Node for connections that were never made: nothing has gone out. */
const NOT_MADE: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * What a call that never got a reply means: a retry where no connection was made, else nobody knows.
 * @param error as `fetch` threw it; its message is not repeated, for it may name an address with a secret in it
 */
export function withoutReply(error: unknown, provider: string): Outcome {
  const code = codeOf(error);
  if (NOT_MADE.has(code)) return { state: 'retry', reason: `${provider} could not be reached (${code})` };
  return { state: 'unknown', reason: `no answer after the message was sent to ${provider} (${code})` };
}

/** The first code in a chain of causes. */
function codeOf(error: unknown): string {
  for (let one: unknown = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth += 1) {
    if ('code' in one && typeof one.code === 'string') return one.code;
    if ('error' in one && one.error instanceof Error) return codeOf(one.error);
    if (one.name === 'TimeoutError' || one.name === 'AbortError') return one.name;
  }
  return 'no code';
}

/** `Retry-After` in seconds, as ms; `undefined` where it says none, or a date. */
export function retryAfterOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,5}$/.test(header) ? Number(header) * 1_000 : undefined;
}

/** A retry, at the time that the provider asks for. */
export function later(reason: string, after: number | undefined): Outcome {
  return { state: 'retry', reason, ...(after === undefined ? {} : { after }) };
}
