import type { StepId } from '../../domain/ids.schema.ts';
import type { ResultFact } from '../../domain/journey/results.ts';
import type { SaidText } from '../../domain/templates/template.ts';
import type { Share } from './tally.ts';

/** What is told of a text. */
const TEXT_AMOUNTS = ['sent', 'opened', 'clicked', 'converted'] as const;
export type TextAmount = (typeof TEXT_AMOUNTS)[number];

export function isTextAmount(name: string): name is TextAmount {
  return TEXT_AMOUNTS.some((one) => one === name);
}

/** What came of texts of templates: by its step, and by the text whatever its version. */
export function textShares(fact: ResultFact): readonly Share[] {
  const { journey, version } = fact.place;
  const share = (step: StepId, what: TextAmount, { id, variant, language }: SaidText): Share => {
    return { of: [journey, version, step, 'text', what, id, variant, language].join('/'), adds: { times: 1 } };
  };
  if (fact.what === 'converted') return (fact.texts ?? []).map((text) => share(text.step, 'converted', text));
  if (!isOfText(fact)) return [];
  const { what, place, text } = fact;
  return text === undefined ? [] : [share(place.step, what === 'opened' || what === 'clicked' ? what : 'sent', text)];
}

function isOfText(
  fact: ResultFact,
): fact is Extract<ResultFact, { what: 'passed' | 'attempted' | 'opened' | 'clicked' }> {
  return ['passed', 'attempted', 'opened', 'clicked'].includes(fact.what);
}
