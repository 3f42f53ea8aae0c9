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
  'not-in-this-version': { status: 422, title: 'This version cannot do that' },
  'still-moving': { status: 503, title: 'The clock is still on its way' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  overloaded: { status: 503, title: 'Too much at once' },
  'store-away': { status: 503, title: 'The store cannot be reached' },
  'temporal-away': { status: 503, title: 'Temporal cannot be reached' },
  stopping: { status: 503, title: 'This server is stopping' },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault of the input: what, where, and how to mend it. */
export interface FieldProblem {
  readonly code: string;
  /** Such as `events[3].amount`; empty for the whole. */
  readonly path: string;
  readonly message: string;
}

export interface ProblemOptions {
  readonly problems?: readonly FieldProblem[];
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown anywhere in a handler, it becomes an `application/problem+json` reply. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly problems: readonly FieldProblem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail a sentence for people: what, where, what to do */
  constructor(code: ProblemCode, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.name = 'ApiProblem';
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.problems = options.problems;
    const retry = options.retryAfter === undefined ? {} : { 'Retry-After': String(options.retryAfter) };
    this.headers = { ...options.headers, ...retry };
  }
}

/** Its key may still be remembered here, or outlives it. */
export function workspaceGone(): ApiProblem {
  return new ApiProblem('forbidden', 'The workspace of this key was deleted; use a key of another workspace.');
}

/** The body of a problem reply (RFC 9457); `instance` is the request id, for whoever reads the logs. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly instance: string;
  readonly problems?: readonly FieldProblem[];
}

export function problemBody(problem: ApiProblem, requestId: string): ProblemBody {
  return {
    type: `/docs#problem-${problem.code}`,
    title: PROBLEMS[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail: problem.message,
    instance: requestId,
    ...(problem.problems ? { problems: problem.problems } : {}),
  };
}

/** Enough to mend any honest mistake; an array of nonsense need not be listed whole. */
const MOST_PROBLEMS = 100;

/** @param where `body`, or the part of the request that was wrong, for the sentence */
export function invalidInput(where: string, problems: readonly FieldProblem[]): ApiProblem {
  const [first] = problems;
  const more = problems.length > MOST_PROBLEMS ? ` The first ${MOST_PROBLEMS} of ${problems.length} are listed.` : '';
  const detail = first ? `The ${where} is not right. ${sentence(first)}.${more}` : `The ${where} is not right.`;
  return new ApiProblem('invalid', detail, { problems: problems.slice(0, MOST_PROBLEMS) });
}

function sentence({ path, message }: FieldProblem): string {
  return path === '' ? message : `${path}: ${message}`;
}
