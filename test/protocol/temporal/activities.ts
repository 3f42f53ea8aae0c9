import type { Hazards } from '../hazards.ts';
import type { Random } from '../random.ts';
import { HOUR, MINUTE, SECOND, type Instant } from '../../../domain/time.ts';
import type { Execution, PendingActivity } from './execution.ts';

/** Of attempts at an effect, while things go wrong. */
const FAILS = 0.2;
const LOSES_REPLY = 0.06;
const GIVES_UP = 0.06;
/** The policy's defaults, as the server has them. */
const BACKOFF = 2;
const FIRST_RETRY = '1s';

/** Some worker makes an attempt at every activity that is due, or at some of them; retries follow the activity's policy. */
export function performDue(
  execution: Execution,
  { now, hazards, random, eagerness }: { now: Instant; hazards: Hazards; random: Random; eagerness: number },
): void {
  for (const activity of execution.run?.activities.values() ?? []) {
    if (activity.dueAt > now || !random.chance(eagerness)) continue;
    activity.attempts += 1;
    if (hazards.repaired) execution.resolve(activity, { is: 'done', result: '' });
    else attempt(execution, activity, now, random);
  }
}

function attempt(execution: Execution, activity: PendingActivity, now: Instant, random: Random): void {
  const { scheduleToCloseTimeout: limit, startToCloseTimeout = '1m', heartbeatTimeout } = activity.options;
  const chance = random.next();
  const isLate = limit !== undefined && now - activity.scheduledAt > duration(limit);
  if (isLate || chance < GIVES_UP) execution.resolve(activity, { is: 'failed', message: 'given up' });
  else if (chance < GIVES_UP + FAILS) activity.dueAt = now + pauseBefore(activity);
  else if (chance < GIVES_UP + FAILS + LOSES_REPLY) {
    // Done, but nobody hears of it until its time is over; then it is done once more.
    activity.dueAt = now + duration(heartbeatTimeout ?? startToCloseTimeout) + pauseBefore(activity);
  } else execution.resolve(activity, { is: 'done', result: '' });
}

function pauseBefore({ attempts, options: { retry } }: PendingActivity): number {
  const first = duration(retry?.initialInterval ?? FIRST_RETRY);
  const longest = retry?.maximumInterval === undefined ? first * 100 : duration(retry.maximumInterval);
  return Math.min(longest, first * BACKOFF ** (attempts - 1));
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR };

/** Such as `500ms`, `10m` or `6h`, as the proxies write them. */
function duration(text: string): number {
  const [, count, unit = ''] = /^(\d+)(\D+)$/.exec(text) ?? [];
  const milliseconds = Number(count) * (UNITS[unit] ?? NaN);
  if (Number.isNaN(milliseconds)) throw new Error(`the simulated server cannot read the duration "${text}"`);
  return milliseconds;
}
