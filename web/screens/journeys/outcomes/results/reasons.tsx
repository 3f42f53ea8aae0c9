import { useFormat } from '../../../../format/use-format.ts';
import { useResultWords } from './words.ts';

interface ReasonsProps {
  readonly of: readonly { readonly because: string; readonly times: number }[];
  /** Where there are none. */
  readonly otherwise: string;
}

/** Reasons with how often each, the most frequent first. */
export function Reasons({ of, otherwise }: ReasonsProps) {
  const reasonOf = useReasons();
  const format = useFormat();
  if (of.length === 0) return otherwise;
  return of.map(({ because, times }) => `${format.number(times)} ${reasonOf(because)}`).join(', ');
}

/** Why somebody left, was skipped or did not come in, in words; a reason that no words are known for as it is. */
export function useReasons(): (because: string) => string {
  const known = new Map<string, string>(Object.entries(useResultWords().because));
  return (because) => known.get(because) ?? because;
}
