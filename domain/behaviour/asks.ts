import { inOrder } from '../audience/order.ts';
import { did, type Condition, type Did } from '../journey/conditions/condition.schema.ts';
import { readShape } from '../input/shape-problems.ts';
import { askedBy } from '../loyalty/metric.ts';
import type { Playbook } from '../playbook.ts';
import { askingOf, type AskKey } from './ask-key.ts';

/** What a playbook asks of what customers did: how often events of one type happened, for which one condition holds. */
export interface Ask {
  readonly key: AskKey;
  readonly type: string;
  readonly when: Condition | undefined;
  /** As many of the newest instants as any condition needs. */
  readonly most: number;
}

export interface Asks {
  /** By key, ascending. */
  readonly all: readonly Ask[];
  readonly byType: ReadonlyMap<string, readonly Ask[]>;
}

/** Instants that may be kept of one customer, over everything that is asked: states travel with every decision. */
export const MOST_KEPT = 1_000;

type Asking = Pick<Playbook, 'journeys' | 'earlier' | 'audiences' | 'templates' | 'loyalty'>;

const byPlaybook = new WeakMap<Asking, Asks>();

/** Everything that a playbook asks, in what is live and in the versions that are at hand; worked out once for each. */
export function asksOf(playbook: Asking): Asks {
  const found = byPlaybook.get(playbook);
  if (found) return found;
  const live = asksOfLive(playbook);
  const dids = playbook.earlier.flatMap(({ definition }) => didsIn(definition));
  const made = dids.every((one) => isAmong(one, live)) ? live : asksIn([...live.dids, ...dids]);
  byPlaybook.set(playbook, made);
  return made;
}

interface LiveAsks extends Asks {
  readonly dids: readonly Did[];
  readonly audiences: Playbook['audiences'];
  readonly templates: Playbook['templates'];
  readonly loyalty: Playbook['loyalty'];
}

const byJourneys = new WeakMap<Playbook['journeys'], LiveAsks>();

/** What is live asks the same, whichever earlier versions a playbook is loaded with. */
function asksOfLive({ journeys, audiences, templates, loyalty }: Asking): LiveAsks {
  const found = byJourneys.get(journeys);
  if (found?.audiences === audiences && found.templates === templates && found.loyalty === loyalty) return found;
  const definitions = [...journeys.values()].map(({ definition }) => definition);
  const chosen = [...templates.values()].map(({ template }) => template);
  const dids = [...[...definitions, ...inOrder(audiences), ...chosen].flatMap(didsIn), ...asksOfLoyalty(loyalty)];
  const made = { ...asksIn(dids), dids, audiences, templates, loyalty };
  byJourneys.set(journeys, made);
  return made;
}

function asksOfLoyalty(loyalty: Playbook['loyalty']): readonly Did[] {
  if (loyalty === undefined) return [];
  const metric = loyalty.tiers && askedBy(loyalty.tiers);
  return [...didsIn(loyalty), ...(metric ? [metric] : [])];
}

function isAmong(asked: Did, { all }: Asks): boolean {
  const { key } = askingOf(asked);
  return all.some((ask) => ask.key === key && ask.most >= asked.times);
}

/** How many instants of one customer are kept for it. */
export function instantsAsked({ all }: Asks): number {
  return all.reduce((sum, { most }) => sum + most, 0);
}

/** The same things asked by several are counted once, for the one that asks for most. */
export function asksIn(dids: readonly Did[]): Asks {
  const byKey = new Map<AskKey, Ask>();
  for (const one of dids) {
    const { key } = askingOf(one);
    const most = Math.max(one.times, byKey.get(key)?.most ?? 0);
    byKey.set(key, { key, type: one.did, when: one.when, most });
  }
  const all = [...byKey.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const types = [...new Set(all.map(({ type }) => type))];
  return { all, byType: new Map(types.map((type) => [type, all.filter((ask) => ask.type === type)])) };
}

const byDefinition = new WeakMap<object, readonly Did[]>();

/** What a definition asks. Whatever is added to the language later asks in the same words, at any depth of a definition. */
export function didsIn(definition: object): readonly Did[] {
  const found = byDefinition.get(definition);
  if (found) return found;
  const made = didsWithin(definition);
  byDefinition.set(definition, made);
  return made;
}

function didsWithin(value: unknown): readonly Did[] {
  if (Array.isArray(value)) return value.flatMap(didsWithin);
  if (typeof value !== 'object' || value === null) return [];
  if (!('did' in value)) return Object.values(value).flatMap(didsWithin);
  const read = readShape(did, value);
  return 'value' in read ? [read.value] : [];
}
