import type { Words } from '../words/words.tsx';
import type { Comparison, Condition, Did, Group, Scalar } from './condition.ts';
import { opened } from './condition.ts';
import { isList, isOwn, kindOf, readField, readSpan, type Family, type FieldKind, type Listed } from './fields.ts';
import { nameIn, type Choice, type Choices } from './use-choices.ts';

export interface Telling {
  readonly words: Words['conditions'];
  readonly choices: Choices;
  /** Amounts are in minor units. */
  readonly money: (minor: number) => string;
  readonly number: (value: number) => string;
}

/** A condition in words, in one line. */
export function conditionText(condition: Condition, telling: Telling, events: readonly string[] = []): string {
  const { words, choices } = telling;
  const open = opened(condition, '');
  switch (open.is) {
    case 'group':
      return groupText(open, telling, events);
    case 'audience': {
      const name = nameIn(choices.audiences, open.audience);
      return open.negated ? words.text.isNotIn(name) : words.text.isIn(name);
    }
    case 'did':
      return didText(open.did, open.negated, telling);
    case 'compare': {
      const text = compareText(open.compare, telling, events);
      return open.negated ? words.text.not(text) : text;
    }
  }
}

function groupText({ join, parts }: Group, telling: Telling, events: readonly string[]): string {
  const { text } = telling.words;
  const isAll = join === 'all' || join === 'not-all';
  const told = parts.map((part) => {
    const one = conditionText(part, telling, events);
    const open = opened(part, '');
    return parts.length > 1 && open.is === 'group' && open.parts.length > 1 ? `(${one})` : one;
  });
  const whole = told.join(isAll ? text.and : text.or);
  return join === 'all' || join === 'any' ? whole : text.not(whole);
}

function didText({ did, times = 1, within, when }: Did, negated: boolean, telling: Telling): string {
  const { text } = telling.words;
  const only = when === undefined ? '' : text.when(conditionText(when, telling, [did]));
  const say = negated ? text.didNot : text.did;
  return say(eventName(did, telling.words), times, withinText(within, text), only);
}

function withinText(within: string | undefined, text: Words['conditions']['text']): string {
  if (within === undefined) return '';
  if (within === 'entering') return text.entering;
  const span = readSpan(within);
  return span ? text.within(span.many, span.unit) : text.span(within);
}

function compareText({ field, op, value }: Comparison, telling: Telling, events: readonly string[]): string {
  const kind = kindOf(field, events);
  const values = isList(value) ? value : [value];
  const told = values.map((one) => valueText(one, kind, telling)).join(', ');
  return telling.words.text.compare(fieldText(field, telling), op, told);
}

function fieldText(field: string, { words, choices }: Telling): string {
  const { is, name } = readField(field);
  if (is === 'customer') return words.text.fields[name];
  const known = namesOfFamily(is, choices, words);
  return `${words.families[is]} ${known === null ? name : nameIn(known, name)}`;
}

const CHANNELS = ['email', 'sms', 'telegram', 'push', 'mobile'] as const;

/** What a field of a family may be about; null: its writer says it. */
export function namesOfFamily(
  family: Family,
  { quests, badges }: Choices,
  words: Words['conditions'],
): readonly Choice[] | null {
  switch (family) {
    case 'quest':
      return quests.flatMap(({ id, name }) => [
        { id, name },
        { id: `${id}.progress`, name: words.quests.progress(name) },
        { id: `${id}.completed`, name: words.quests.completed(name) },
      ]);
    case 'badge':
      return badges;
    case 'consent':
    case 'reachable':
      return CHANNELS.flatMap((id) => [
        { id, name: words.channels[id] },
        { id: `${id}.service`, name: words.service(words.channels[id]) },
      ]);
    case 'attribute':
    case 'event':
    case 'entry':
    case 'webhook':
      return null;
  }
}

/** A name out of a list of names, in words; what is not in it shows as it is. */
export function namedText(of: Listed, id: string, words: Words['conditions']): string {
  return new Map<string, string>(Object.entries(words[of])).get(id) ?? id;
}

function eventName(type: string, words: Words['conditions']): string {
  return new Map<string, string>(Object.entries(words.events)).get(type) ?? type;
}

function valueText(value: Scalar, kind: FieldKind, { words, choices, money, number }: Telling): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return kind.is === 'money' ? money(value) : number(value);
  if (kind.is !== 'names') return value;
  if (!isOwn(kind.of)) return namedText(kind.of, value, words);
  return nameIn(kind.of === 'segment' ? choices.segments : choices.tiers, value);
}
