import type { Problem } from '../../problem.ts';
import { DAY } from '../../time.ts';
import { rewardFaults, type Reward } from '../rewards/index.ts';
import type { Offered } from '../rewards/reward.ts';
import type { Quest, QuestMilestone } from './quest.schema.ts';
import type { QuestStep } from './steps.schema.ts';

/** Which types of events are nothing that a customer does; see `EARN_NOTHING`. */
type CountsNothing = (type: string) => boolean;

/** What keeps a quest of sound shape from ever being what its writer meant. */
export function questFaults(
  quest: Quest,
  path: string,
  offered: Offered,
  countsNothing: CountsNothing,
): readonly Problem[] {
  return [
    ...repeatedIds(quest.steps, `${path}.steps`),
    ...repeatedIds(quest.milestones, `${path}.milestones`),
    ...startFaults(quest, path, countsNothing),
    ...quest.steps.flatMap((step, place) => stepFaults(step, `${path}.steps[${place}]`, quest, countsNothing)),
    ...quest.milestones.flatMap((one, place) => milestoneFaults(one, place, quest, `${path}.milestones[${place}]`)),
    ...quest.milestones.flatMap((one, place) => givenFaults(one.rewards, `${path}.milestones[${place}]`, offered)),
    ...givenFaults(quest.rewards, path, offered),
    ...timeFaults(quest, path),
  ];
}

function givenFaults(rewards: readonly Reward[], path: string, offered: Offered): readonly Problem[] {
  return rewards.flatMap((one, place) => rewardFaults(one, `${path}.rewards[${place}]`, offered));
}

function repeatedIds(named: readonly { readonly id: string }[], path: string): readonly Problem[] {
  return named.flatMap(({ id }, place) => {
    const first = named.findIndex((one) => one.id === id);
    const message = `"${id}" is the id of ${path}[${first}] already; ids are different`;
    return first === place ? [] : [{ code: 'duplicate-quest' as const, path: `${path}[${place}].id`, message }];
  });
}

function startFaults({ start }: Quest, path: string, countsNothing: CountsNothing): readonly Problem[] {
  if (start.by !== 'entry' || start.on === undefined || !countsNothing(start.on)) return [];
  const message = `an event "${start.on}" is nothing that a customer does, so no quest begins by it; name another type, or leave "on" out`;
  return [{ code: 'quest-never', path: `${path}.start.on`, message }];
}

function stepFaults(step: QuestStep, path: string, quest: Quest, countsNothing: CountsNothing): readonly Problem[] {
  if (countsNothing(step.on)) {
    const message = `an event "${step.on}" is nothing that a customer does, so nobody gets on by it; name another type, such as purchase`;
    return [{ code: 'quest-never', path: `${path}.on`, message }];
  }
  if (step.by === 'sum' && step.of === undefined && step.on !== 'purchase') {
    const message = `only a purchase has an amount, and this step is about "${step.on}"; say with "of" which number of its data is added up`;
    return [{ code: 'quest-never', path: `${path}.of`, message }];
  }
  return step.by === 'streak' ? streakFaults(step, path, quest) : [];
}

const DAYS_OF = { day: 1, week: 7, month: 31, quarter: 92, year: 366 } as const;

/** A streak needs a period of its own for each time, and the first day and the last one count. */
function streakFaults(
  { period, target }: Extract<QuestStep, { by: 'streak' }>,
  path: string,
  quest: Quest,
): readonly Problem[] {
  const most = mostDays(quest);
  if (most === null) return [];
  const room = Math.ceil((most - 1) / DAYS_OF[period]) + 1;
  if (target <= Math.min(room, most)) return [];
  const message = `nobody has ${target} ${period}s within the time of the quest, which is ${most} days at most; ask for fewer, or give more time`;
  return [{ code: 'quest-never', path: `${path}.target`, message }];
}

/** On how many days at most something can count; `null`: there is no hurry. */
function mostDays({ deadline }: Quest): number | null {
  switch (deadline?.by) {
    case undefined:
      return null;
    case 'days':
      return deadline.days + 1;
    case 'calendar':
      return DAYS_OF[deadline.period];
    case 'window':
      return Math.max(0, Math.ceil((Date.parse(deadline.until) - Date.parse(deadline.from)) / DAY)) + 1;
  }
}

function milestoneFaults(
  { id, after }: QuestMilestone,
  place: number,
  { steps, milestones }: Quest,
  path: string,
): readonly Problem[] {
  const before = milestones.slice(0, place);
  if ('steps' in after) {
    const last = Math.max(0, ...before.flatMap((one) => ('steps' in one.after ? [one.after.steps] : [])));
    return outOfOrder(id, after.steps, last, steps.length, `${path}.after.steps`);
  }
  const step = steps.find((one) => one.id === after.step);
  if (step === undefined) {
    const message = `there is no step "${after.step}" in this quest; there are ${steps.map((one) => one.id).join(', ')}`;
    return [{ code: 'unknown-step', path: `${path}.after.step`, message }];
  }
  const same = before.flatMap((one) => ('step' in one.after && one.after.step === after.step ? [one.after.done] : []));
  return outOfOrder(id, after.done, Math.max(0, ...same), step.target, `${path}.after.done`);
}

function outOfOrder(id: string, value: number, last: number, end: number, path: string): readonly Problem[] {
  if (value > last && value < end) return [];
  const message =
    value <= last
      ? `"${id}" comes at ${value}, and one before it at ${last}; each milestone needs more than the one before`
      : `"${id}" comes at ${value}, and all is done at ${end}; a milestone comes before the end, where the rewards are`;
  return [{ code: 'milestone-order', path, message }];
}

function timeFaults({ deadline, remindDays, repeat }: Quest, path: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (deadline?.by === 'window' && Date.parse(deadline.until) <= Date.parse(deadline.from)) {
    const message = 'a quest ends after it begins, and this one has no time between; send a later "until"';
    problems.push({ code: 'quest-never', path: `${path}.deadline.until`, message });
  }
  if (remindDays !== undefined && deadline === null) {
    const message =
      'a quest without a deadline never ends, so nothing can be told before that; add one, or leave this out';
    problems.push({ code: 'quest-never', path: `${path}.remindDays`, message });
  }
  if (remindDays !== undefined && deadline?.by === 'days' && remindDays > deadline.days) {
    const message = `the quest has ${deadline.days} days, and ${remindDays} days before its end it has not begun; send fewer`;
    problems.push({ code: 'quest-never', path: `${path}.remindDays`, message });
  }
  if (repeat?.on === 'expiration' && (deadline === null || deadline.by === 'window')) {
    const message =
      deadline === null
        ? 'a quest without a deadline is never over by time, so it would not come again; add one, or repeat on completion'
        : 'a fixed time comes once, so a quest in it cannot begin again once it is over; repeat on completion, or take days or a calendar';
    problems.push({ code: 'quest-never', path: `${path}.repeat.on`, message });
  }
  return problems;
}
