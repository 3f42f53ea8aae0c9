import type { ProblemCode } from '../../api/http/problem.contract.ts';

/** One fault of what was sent, and where it is. */
export interface FieldProblem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export interface Trouble {
  readonly code: ProblemCode | 'unreachable' | 'unreadable';
  /** A sentence of the API; empty where it could not say one. */
  readonly detail: string;
  readonly status: number;
  /** The request id, for whoever reads the logs. */
  readonly instance: string;
  readonly problems: readonly FieldProblem[];
}

/** A call that did not go well. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.detail || trouble.code);
    this.trouble = trouble;
  }
}

/** Reads `application/problem+json`; a proxy between may answer anything else. */
export async function readProblem(response: Response): Promise<ApiError> {
  const bare: Trouble = {
    code: 'unreadable',
    detail: '',
    status: response.status,
    instance: response.headers.get('x-request-id') ?? '',
    problems: [],
  };
  try {
    const body: unknown = await response.json();
    return new ApiError(isTold(body) ? { ...bare, ...body } : bare);
  } catch {
    return new ApiError(bare);
  }
}

function isTold(body: unknown): body is Partial<Trouble> {
  return typeof body === 'object' && body !== null;
}

/** Whether asking again later may help, without anybody doing anything. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { code, status } = error.trouble;
  return code === 'unreachable' || status === 429 || status >= 500;
}
