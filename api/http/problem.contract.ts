/** Everything that can go wrong, in the caller's words; `remedy` is what it means for the caller, and what to do. */
export const PROBLEMS = {
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    remedy: 'The address or the body is damaged, such as half an escape in the address; mend it and send it again.',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    remedy: 'The body is not JSON in UTF-8; nothing of it was taken.',
  },
  unauthorized: {
    status: 401,
    title: 'A valid key is needed',
    remedy:
      'No key came along, nobody has it, or the session has ended; send Authorization: Bearer <key>, or sign in again.',
  },
  forbidden: {
    status: 403,
    title: 'This key or role may not do that',
    remedy:
      'The key or session is known, but its scope or role is too small, or its workspace was deleted; detail names what is needed.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing',
    remedy: 'Nothing of that name is in the workspace of the key; ids are case-sensitive.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'This address does not take that method',
    remedy: 'The address is right and the method is not; the header Allow lists those it takes.',
  },
  'request-timeout': {
    status: 408,
    title: 'The body took too long to arrive',
    remedy: 'The body took longer than ten seconds to arrive; over a slow line send smaller parts.',
  },
  taken: {
    status: 409,
    title: 'The name is taken',
    remedy: 'Something of that name is there already and stays as it is; choose another name.',
  },
  conflict: {
    status: 409,
    title: 'This does not fit the present state',
    remedy:
      'What was asked does not fit how things stand now; detail says why, so read the present state and decide again.',
  },
  erased: {
    status: 410,
    title: 'This customer was erased',
    remedy:
      'Somebody asked to be forgotten, so nothing is taken under this id any more; whoever comes back needs another one.',
  },
  'past-not-kept': {
    status: 410,
    title: 'That part of the past is not kept',
    remedy:
      'What was decided so long ago was purged, as the retention of the workspace says; detail names the earliest time that can be asked about.',
  },
  'feed-too-old': {
    status: 410,
    title: 'This part of the feed is gone',
    remedy:
      'Lines are kept for as many days as the feed is told to; load what you keep anew and go on with the token that detail names.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    remedy: 'A body of JSON has at most 512 KB; send it in parts. Files have calls of their own.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has the wrong type',
    remedy: 'Set Content-Type to what the call takes; its description lists it.',
  },
  invalid: {
    status: 422,
    title: 'Some fields are not right',
    remedy: 'The request was understood and some of it is not right; problems lists every fault with its place.',
  },
  'not-publishable': {
    status: 422,
    title: 'It cannot be published yet',
    remedy: 'The draft stays as it is; problems lists everything that has to be mended before it can be published.',
  },
  'still-moving': {
    status: 503,
    title: 'The clock is still on its way',
    remedy: 'The test clock goes on by itself; ask GET /v1/clock how far it is.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    remedy:
      'This key asks too often, or this address sent too many wrong keys or wanted to sign in too often; wait as long as Retry-After says.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong on our side',
    remedy:
      'This is a defect of Sojourn; the log has more under the request id in instance, so report it with that id.',
  },
  overloaded: {
    status: 503,
    title: 'Too much at once',
    remedy: 'This process has more under way than it takes on, and nothing was done; wait as long as Retry-After says.',
  },
  'store-away': {
    status: 503,
    title: 'The store cannot be reached',
    remedy: 'MongoDB cannot be reached and nothing was promised; send the same request again shortly.',
  },
  'not-decided': {
    status: 503,
    title: 'It is stored, and not decided yet',
    remedy: 'What you asked is safe and will be decided; send the same request with the same key to hear the answer.',
  },
  'temporal-away': {
    status: 503,
    title: 'Temporal cannot be reached',
    remedy: 'Temporal cannot be reached; events that were accepted are safe, so send this request again shortly.',
  },
  stopping: {
    status: 503,
    title: 'This server is stopping',
    remedy: 'This process is being stopped; send the request again, and another one answers it.',
  },
} as const satisfies Record<string, { readonly status: number; readonly title: string; readonly remedy: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
