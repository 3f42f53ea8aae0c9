import { entriesOf } from '../own.ts';

/** Where a definition names a quest or a badge, such as `enter.quest` or `steps[2].reward.badge`. */
export interface LoyaltyMention {
  readonly path: string;
  readonly what: 'quest' | 'badge';
  readonly id: string;
}

/** What a definition names of quests and badges, at any depth: triggers, steps and conditions. */
export function loyaltyMentions(value: unknown, path = ''): readonly LoyaltyMention[] {
  if (Array.isArray(value)) return value.flatMap((item, place) => loyaltyMentions(item, `${path}[${place}]`));
  if (typeof value !== 'object' || value === null) return [];
  const mentioning: Readonly<Record<string, unknown>> = { ...value };
  const own = ownMentions(mentioning).map((one) => ({ ...one, path: path === '' ? one.path : `${path}.${one.path}` }));
  const inner = entriesOf(mentioning).flatMap(([name, item]) =>
    loyaltyMentions(item, path === '' ? name : `${path}.${name}`),
  );
  return [...own, ...inner];
}

function ownMentions({ on, type, give, quest, badge, field }: Readonly<Record<string, unknown>>): LoyaltyMention[] {
  if (typeof quest === 'string' && (on === 'quest' || type === 'quest'))
    return [{ path: 'quest', what: 'quest', id: quest }];
  if (typeof badge === 'string' && (on === 'badge' || give === 'badge'))
    return [{ path: 'badge', what: 'badge', id: badge }];
  const [what, id] = typeof field === 'string' ? field.split('.') : [];
  return id !== undefined && (what === 'quest' || what === 'badge') ? [{ path: 'field', what, id }] : [];
}
