import type { Definition, Enter, Trigger } from '../definition.ts';
import type { Say } from './say.ts';

function eventText(type: string, { words }: Say): string {
  return new Map<string, string>(Object.entries(words.eventNames)).get(type) ?? words.event(type);
}

/** What a trigger names, in words. */
export function triggerText(trigger: Trigger, say: Say): string {
  const { words } = say;
  switch (trigger.on) {
    case 'move':
      return moveText(trigger, say);
    case 'event':
      return eventText(trigger.event, say);
    case 'silence':
      return words.silence[trigger.stage];
    case 'audience':
      return words.audience[trigger.is](trigger.audience);
    case 'tier':
      return words.tier[trigger.changed];
    case 'quest':
      return words.quest[trigger.is](trigger.quest);
    case 'badge':
      return words.badgeEarned(trigger.badge);
    case 'referral':
      return words.referral[trigger.is];
    case 'expiring':
      return words.expiring[trigger.what](trigger.days);
  }
}

function moveText(
  { from, to }: { readonly from?: readonly string[] | undefined; readonly to?: readonly string[] | undefined },
  { words, segment }: Say,
): string {
  const names = (ids: readonly string[]) => words.either(ids.map(segment));
  if (from && to) return words.moves.fromTo(names(from), names(to));
  if (to) return words.moves.to(names(to));
  return from ? words.moves.from(names(from)) : words.moves.any;
}

/** What lets people in, in words. */
export function enterText(enter: Enter, say: Say): string {
  const { words } = say;
  switch (enter.on) {
    case 'api':
      return words.byApi;
    case 'launch':
      return words.byLaunch;
    case 'schedule':
      return words.bySchedule(enter.cron);
    case 'date':
      return words.byDate(words.onDate(enter.attribute, offsetText(enter.offset, say)));
    case 'event':
      return words.did(eventText(enter.event, say));
    case 'move':
    case 'silence':
    case 'audience':
    case 'tier':
    case 'quest':
    case 'badge':
    case 'expiring':
    case 'referral':
      return triggerText(enter, say);
  }
}

/** How far before or after a date. */
export function offsetText(offset: string | undefined, { words, span }: Say): string {
  if (offset === undefined) return '';
  return offset.startsWith('-') ? words.before(span(offset)) : words.after(span(offset));
}

/** Who of them comes in, and how often. */
export function enterDetail({ enter, holdout }: Pick<Definition, 'enter' | 'holdout'>, say: Say): string {
  const { words, span, format } = say;
  const again = 'again' in enter ? (enter.again ?? 'always') : null;
  const parts = [
    enter.when === undefined ? '' : words.who(say.condition(enter.when)),
    enter.on === 'schedule' && enter.segment !== undefined ? words.whoIn(say.segment(enter.segment)) : '',
    enter.on === 'date' && enter.every === 'year' ? words.everyYear : '',
    'per' in enter && enter.per !== undefined ? words.per(enter.per) : '',
    again === null ? '' : again === 'never' || again === 'always' ? words.again[again] : words.again.after(span(again)),
    holdout === undefined ? '' : words.holdsOut(format.percent(holdout.percent / 100)),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
