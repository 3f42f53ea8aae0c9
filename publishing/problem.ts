import type { Problem } from '../domain/problem.ts';

/**
 * Why something is not published. `invalid`: it has not the shape of its kind; `not-publishable`: it has, and something
 * keeps it from going live; `conflict`: it does not fit what others have published meanwhile; `not-found`: there is
 * nothing to publish.
 */
type Reason = 'invalid' | 'not-publishable' | 'conflict' | 'not-found';

/** Nothing was published. The message is for people. */
export class NotPublished extends Error {
  override readonly name = 'NotPublished';
  readonly code: Reason;
  readonly problems: readonly Problem[] | undefined;
  /** Seconds after which it is worth trying again. */
  readonly retryAfter: number | undefined;

  constructor(code: Reason, message: string, options: { problems?: readonly Problem[]; retryAfter?: number } = {}) {
    super(message);
    this.code = code;
    this.problems = options.problems;
    this.retryAfter = options.retryAfter;
  }
}

/** @param stays what else people must know, as a sentence; empty where there is nothing */
export function notPublishable(problems: readonly Problem[], stays = ''): NotPublished {
  const message = [problemsText('It cannot be published yet', problems), stays].filter((text) => text !== '');
  return new NotPublished('not-publishable', message.join(' '), { problems });
}

export function problemsText(what: string, problems: readonly Problem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `${what}: ${count}, listed in "problems".`;
}
