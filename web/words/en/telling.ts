import type { Decision, Saying, TellingWords } from '../../screens/customers/telling.ts';

/** The API says all of it in English. */
export const telling: TellingWords = {
  scoreChange: ({ because }) => because,
  silence: (_reason, because) => because,
  trend: ({ because }) => because,
  entry: (entry, say) => (entry.kind === 'decision' ? withDays(entry.text, entry, say) : entry.text),
  fact: ({ text }) => text,
  besides: (decision, rest, say) => withDays(rest, decision, say),
  next: ({ because }) => because,
};

/** The days of points that a sentence of the API writes as `2026-11-20`, as pages write them. */
function withDays(text: string, { loyalty = [] }: Decision, { day }: Saying): string {
  const days = loyalty.flatMap(({ active, named }) => [active, named?.of === 'ending' ? named.last : undefined]);
  // Not within a name, such as that of a campaign.
  return [...new Set(days)].reduce<string>(
    (told, one) => (one === undefined ? told : told.replaceAll(new RegExp(`(?<= )${one}(?![\\w-])`, 'g'), day(one))),
    text,
  );
}
