import type { TellingWords } from '../../screens/customers/telling.ts';

/** The API says all of it in English. */
export const telling: TellingWords = {
  scoreChange: ({ because }) => because,
  silence: (_reason, because) => because,
  trend: ({ because }) => because,
  entry: ({ text }) => text,
  fact: ({ text }) => text,
  besides: (_decision, rest) => rest,
  next: ({ because }) => because,
};
