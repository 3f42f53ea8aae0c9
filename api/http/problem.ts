import type { Problem, Uncoded } from '../../domain/problem.ts';
import { PROBLEMS, type ProblemCode } from './problem.contract.ts';

export interface ProblemOptions {
  readonly problems?: readonly Problem[];
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** Thrown anywhere in a handler, it becomes an `application/problem+json` reply. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly problems: readonly Problem[] | undefined;
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
  readonly problems?: readonly Problem[];
}

export function problemBody(problem: ApiProblem, requestId: string): ProblemBody {
  return {
    type: `/docs/problems#${problem.code}`,
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
export function invalidInput(where: string, problems: readonly Problem[]): ApiProblem {
  const [first] = problems;
  const more = problems.length > MOST_PROBLEMS ? ` The first ${MOST_PROBLEMS} of ${problems.length} are listed.` : '';
  const detail = first ? `The ${where} is not right. ${sentence(first)}.${more}` : `The ${where} is not right.`;
  return new ApiProblem('invalid', detail, { problems: problems.slice(0, MOST_PROBLEMS) });
}

function sentence({ path, message }: Uncoded): string {
  return path === '' ? message : `${path}: ${message}`;
}
