/** One fault of a definition: what, where, and how to mend it. */
export interface Problem {
  readonly code: ProblemCode;
  /** Where in the definition, such as `steps[2].next`; empty for the whole of it. */
  readonly path: string;
  readonly message: string;
}

type ProblemCode =
  | 'missing'
  | 'unknown-field'
  | 'malformed'
  | 'duplicate-step'
  | 'unknown-step'
  | 'unreachable-step'
  | 'loop-without-wait'
  | 'wait-for-nothing'
  | 'timeout-never'
  | 'condition-never'
  | 'trigger-never'
  | 'plain-text';
