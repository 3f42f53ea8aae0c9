import type { getScoringContract } from '../../../../api/scoring/get-scoring.contract.ts';
import { useReply } from '../../../api/use-reply.ts';
import { useFormat } from '../../../format/use-format.ts';
import { useWords } from '../../../words/words.tsx';
import { ruleOf, type Block, type SegmentRule, type Span } from './segment-rule.ts';

/** Whom a segment is for, in words, by the scoring model in force. */
export function RuleText({ segment }: { readonly segment: string }) {
  const words = useWords().segment.rule;
  const tell = useRuleText();
  const scoring = useReply<typeof getScoringContract>('get /v1/scoring', {});
  if (!scoring.data) return null;
  const { model } = scoring.data;
  return (
    <p>
      <span className="soft small">{words.title(model.version)}: </span>
      {tell(ruleOf(segment, model))}
    </p>
  );
}

function useRuleText(): (rule: SegmentRule) => string {
  const words = useWords().segment.rule;
  const format = useFormat();
  const money = ({ least, most }: Span) =>
    words.money(least && format.money(least.value), most && format.money(most.value));
  const block = ({ recency, frequency, money: spent }: Block) => {
    const days = words.recency(
      recency.least && words.days.least(recency.least.value, recency.least.included),
      recency.most && words.days.most(recency.most.value, recency.most.included),
    );
    const parts = [
      ...(isOpen(recency) ? [] : [days]),
      ...(isOpen(frequency) ? [] : [words.orders(frequency.least?.value ?? null, frequency.most?.value ?? null)]),
      ...(isOpen(spent) ? [] : [money(spent)]),
    ];
    return parts.length === 0 ? words.everybody : parts.join(words.and);
  };
  const blocks = (all: readonly Block[]) => all.map(block).join(`; ${words.or} `);
  return (rule) => {
    switch (rule.is) {
      case 'blocks':
        return blocks(rule.blocks);
      case 'first-match':
        return `${blocks(rule.blocks)} (${words.first})`;
      case 'otherwise':
        return words.otherwise;
      case 'cells':
        return words.cells(rule.cells, rule.of);
      case 'gone':
        return words.gone;
    }
  };
}

function isOpen({ least, most }: Span): boolean {
  return least === null && most === null;
}
