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
  switch (fact.what) {
    case 'passed':
      return fact.text === undefined ? [] : [share(fact.place.step, 'sent', fact.text)];
    case 'opened':
    case 'clicked':
      return fact.text === undefined ? [] : [share(fact.place.step, fact.what, fact.text)];
    case 'converted':
      return (fact.texts ?? []).map((text) => share(text.step, 'converted', text));
    case 'entered':
    case 'refused':
    case 'reached':
    case 'skipped':
    case 'left':
    case 'relocated':
    case 'assigned':
    case 'earned':
    case 'matured':
      return [];
  }
}
