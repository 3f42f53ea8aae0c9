import { useMemo } from 'react';
import type { Format } from '../../../format/format.ts';
import { spanIn } from '../../../format/span.ts';
import { useFormat } from '../../../format/use-format.ts';
import { LOCALES } from '../../../words/speaking.ts';
import { useSpeech, type Words } from '../../../words/words.tsx';
import type { Condition } from '../definition.ts';
import { useConditionText } from '../../../conditions/use-condition-text.ts';
import { useSegments } from '../../segments/use-segments.ts';

/** What texts about steps are made of. */
export interface Say {
  readonly words: Words['steps'];
  readonly format: Pick<Format, 'number' | 'percent' | 'exactMoney'>;
  /** "3d" as "3 days". */
  readonly span: (text: string) => string;
  /** A segment by its name. */
  readonly segment: (id: string) => string;
  readonly condition: (condition: Condition) => string;
}

export function useSay(): Say {
  const { words, language } = useSpeech();
  const format = useFormat();
  const condition = useConditionText();
  const segments = useSegments().data?.segments;
  return useMemo(
    () => ({
      words: words.steps,
      format,
      span: spanIn(LOCALES[language]),
      segment: (id) => segments?.find((each) => each.id === id)?.name ?? id,
      condition,
    }),
    [words, language, format, segments, condition],
  );
}
