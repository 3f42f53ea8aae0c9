import { useWords, type Words } from '../../../words/words.tsx';
import type { Step } from '../definition.ts';
import { useSay } from './say.ts';
import { awaitsText } from './step-text.ts';

interface Awaits {
  readonly is: keyof Words['customer']['inside']['awaits'];
  readonly step?: Step | undefined;
}

/** What somebody inside of a journey waits for, in words. */
export function useAwaits(): (awaits: Awaits) => string {
  const say = useSay();
  const { awaits } = useWords().customer.inside;
  return ({ is, step }) => (is === 'step' && step?.type === 'wait' && awaitsText(step, say)) || awaits[is];
}
