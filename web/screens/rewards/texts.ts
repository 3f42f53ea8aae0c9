import type { Format } from '../../format/format.ts';
import { useFormat } from '../../format/use-format.ts';
import type { Programme, Quest, QuestStep, Reward, TierSet } from './programme.ts';
import { useRewardWords, type RewardWords } from './words.ts';

/** What parts of a programme say, in words. */
export interface RewardTexts {
  /** So much of what decides who reaches a tier. */
  readonly metric: (metric: TierSet['metric'], value: number) => string;
  readonly step: (step: QuestStep) => string;
  readonly deadline: (deadline: Quest['deadline']) => string;
  readonly given: (reward: Reward) => string;
}

export function useRewardTexts(programme: Programme): RewardTexts {
  const words = useRewardWords();
  const format = useFormat();
  return {
    metric: (metric, value) => metricText(metric, value, words.metrics, format),
    step: (step) => stepText(step, words.quests, format),
    deadline: (deadline) => deadlineText(deadline ?? null, words.quests.deadline, format),
    given: (reward) => givenText(reward, words.given, programme),
  };
}

function metricText(metric: TierSet['metric'], value: number, words: RewardWords['metrics'], format: Format): string {
  switch (metric.by) {
    case 'points':
      return words.points(format.number(value));
    case 'spend':
      return words.spend(format.exactMoney(value));
    case 'orders':
      return words.orders(value);
    case 'events':
      return words.events(format.number(value), metric.event);
  }
}

function stepText(step: QuestStep, words: RewardWords['quests'], format: Format): string {
  const { count, sum, distinct, streak } = words.step;
  switch (step.by) {
    case 'count':
      return count(format.number(step.target), step.on);
    case 'sum':
      return step.of === undefined
        ? sum(format.exactMoney(step.target), words.amount)
        : sum(format.number(step.target), step.of);
    case 'distinct':
      return distinct(format.number(step.target), step.of);
    case 'streak':
      return `${count(format.number(step.times ?? 1), step.on)} ${streak[step.period](step.target)}`;
  }
}

type Deadline = Quest['deadline'];

function deadlineText(
  deadline: NonNullable<Deadline> | null,
  words: RewardWords['quests']['deadline'],
  format: Format,
): string {
  switch (deadline?.by) {
    case undefined:
      return words.none;
    case 'days':
      return words.days(deadline.days);
    case 'calendar':
      return words[deadline.period];
    case 'window':
      return `${format.date(deadline.from)} – ${format.date(deadline.until)}`;
  }
}

function givenText(reward: Reward, words: RewardWords['given'], { badges = [], draws = [] }: Programme): string {
  switch (reward.give) {
    case 'points':
      return words.points(reward.points);
    case 'badge':
      return words.badge(badges.find(({ id }) => id === reward.badge)?.name ?? reward.badge);
    case 'coupon':
      return words.coupon(reward.pool);
    case 'draw':
      return words.draw(draws.find(({ id }) => id === reward.draw)?.name ?? reward.draw);
  }
}
