import type { SignCount } from '../../db/messaging/placement-results.ts';
import { isTextAmount, type TextAmount } from '../../db/tallies/text-shares.ts';
import type { StepResult } from '../../db/tallies/results-read.ts';
import type { JourneyDefinition } from '../../domain/journey/definition/definition.schema.ts';
import type { SaidText } from '../../domain/templates/template.ts';
import { stepSigns } from './placement-results.ts';

type StepType = JourneyDefinition['steps'][number]['type'];

interface TextResult {
  readonly template: string;
  readonly variant: string;
  readonly language: string;
  readonly sent: number;
  readonly opened: number | null;
  readonly clicked: number | null;
  readonly converted: number | null;
  readonly shown: number | null;
  readonly followed: number | null;
  readonly dismissed: number | null;
}

/**
 * What came of each text of templates that a step names, the one that was sent most often first.
 * @param known whether anybody has told of opens and clicks
 * @param hasGoal whether there is anything to reach
 */
export function textResults(
  type: StepType,
  results: readonly StepResult[],
  signs: readonly SignCount[],
  { known, hasGoal }: { readonly known: boolean; readonly hasGoal: boolean },
): TextResult[] {
  const counts = new Map<string, Map<TextAmount, number>>();
  for (const { what, detail, times } of results) {
    const [amount = '', ...name] = detail.split('/');
    if (what !== 'text' || !isTextAmount(amount)) continue;
    const key = name.join('/');
    counts.set(key, (counts.get(key) ?? new Map<TextAmount, number>()).set(amount, times));
  }
  const isMail = type === 'send';
  const texts = [...counts].map(([key, of]): TextResult => {
    const [template = '', variant = '', language = ''] = key.split('/');
    const told = (amount: TextAmount, isTold: boolean) => (isTold ? (of.get(amount) ?? 0) : null);
    const { shown, followed, dismissed } = stepSigns(
      type,
      signs.filter(({ text }) => text !== undefined && nameOf(text) === key),
    );
    return {
      template,
      variant,
      language,
      sent: of.get('sent') ?? 0,
      opened: told('opened', isMail && known),
      clicked: told('clicked', isMail && known),
      converted: told('converted', isMail && hasGoal),
      shown,
      followed,
      dismissed,
    };
  });
  return texts.toSorted((a, b) => b.sent - a.sent || (nameIn(a) < nameIn(b) ? -1 : 1));
}

function nameOf({ id, variant, language }: SaidText): string {
  return [id, variant, language].join('/');
}

function nameIn({ template, variant, language }: TextResult): string {
  return [template, variant, language].join('/');
}
