/** Everything that can go wrong, in the caller's words. */
export const PROBLEMS = {
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'malformed-json': { status: 400, title: 'The body is not JSON' },
  unauthorized: { status: 401, title: 'A valid key is needed' },
  forbidden: { status: 403, title: 'This key may not do that' },
  'not-found': { status: 404, title: 'There is no such thing' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'request-timeout': { status: 408, title: 'The body took too long to arrive' },
  taken: { status: 409, title: 'The name is taken' },
  conflict: { status: 409, title: 'This does not fit the present state' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has the wrong type' },
  invalid: { status: 422, title: 'Some fields are not right' },
  'not-publishable': { status: 422, title: 'It cannot be published yet' },
  'still-moving': { status: 503, title: 'The clock is still on its way' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  overloaded: { status: 503, title: 'Too much at once' },
  'store-away': { status: 503, title: 'The store cannot be reached' },
  'not-decided': { status: 503, title: 'It is stored, and not decided yet' },
  'temporal-away': { status: 503, title: 'Temporal cannot be reached' },
  stopping: { status: 503, title: 'This server is stopping' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
