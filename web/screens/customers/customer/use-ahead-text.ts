import { useWords } from '../../../words/words.tsx';
import type { Names } from '../use-names.ts';
import type { Ahead } from './path-of.ts';

/** Says what is to come. */
export function useAheadText(names: Names): (ahead: Ahead) => string {
  const words = useWords().customer;
  return ({ what }) => {
    switch (what.is) {
      case 'move':
        return words.when.move(names.nameOf(what.to));
      case 'score':
        return words.when.score(what.score);
      case 'overdue':
        return words.when.overdue;
      case 'lapsed':
        return words.when.lapsed;
      case 'wait':
        return words.path.wait(what.journey, what.step);
    }
  };
}
