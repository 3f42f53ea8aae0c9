import type { QuestFact, StepChange } from '../../domain/loyalty/quests/facts.ts';
import { isoTime } from '../../domain/time.ts';

/** What happened in a quest, in a sentence. */
export function questText(fact: QuestFact): string {
  const quest = fact.cycle === 1 ? `The quest ${fact.quest}` : `The quest ${fact.quest} (time ${fact.cycle})`;
  switch (fact.is) {
    case 'started':
      return `${quest} began${fact.ends === null ? '' : `, with time until ${isoTime(fact.ends)}`}`;
    case 'progressed':
      return `${quest} went on: ${fact.steps.map(stepText).join(', ')}`;
    case 'rolled-back':
      return `${quest} went back by a refund: ${fact.steps.map(stepText).join(', ')}`;
    case 'milestone':
      return `${quest} reached the milestone ${fact.milestone}`;
    case 'ending':
      return `${quest} will soon be over`;
    case 'completed':
      return `${quest} was completed`;
    case 'expired':
      return `${quest} was not completed in time`;
    case 'withdrawn':
      return `${quest} is in the programme no longer`;
  }
}

function stepText({ step, done, target }: StepChange): string {
  return `${step} ${done} of ${target}`;
}
