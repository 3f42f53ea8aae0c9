import { ApiError, type FieldProblem } from '../api/problem.ts';

/**
 * What a refused call says of each field of its body.
 * @param fieldOf which field a code is about that names none: `taken` is said of the id
 */
export function faultsOf(
  error: unknown,
  fieldOf: Readonly<Partial<Record<'taken', string>>> = {},
): (at: string) => readonly Pick<FieldProblem, 'code' | 'message'>[] {
  if (!(error instanceof ApiError)) return () => [];
  const { code, detail, problems } = error.trouble;
  return (at) => {
    const within = problems.filter(({ path }) => path === at || path.startsWith(`${at}.`) || path.startsWith(`${at}[`));
    return code === 'taken' && fieldOf.taken === at ? [...within, { code, message: detail }] : within;
  };
}
