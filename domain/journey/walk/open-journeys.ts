import type { JourneyId, QuestId } from '../../ids.schema.ts';
import { eventType } from '../../events/event.ts';
import type { Playbook, PublishedJourney } from '../../playbook.ts';
import type { Enter } from '../definition/definition.schema.ts';
import type { Occurrence } from '../triggers/index.ts';

/** What a playbook's journeys let in by, worked out once: at an instant only those are asked that read what has happened. */
interface Doors {
  /** The versions that take newcomers, the higher priority first. */
  readonly all: readonly PublishedJourney[];
  /** The same, by the names of what they read. */
  readonly readers: ReadonlyMap<string, readonly PublishedJourney[]>;
}

const known = new WeakMap<Playbook['journeys'], Doors>();

/** The versions that one of these may let into, the higher priority first; any other neither lets in nor refuses anybody. */
export function journeysReading({ journeys }: Playbook, happened: readonly Occurrence[]): readonly PublishedJourney[] {
  const { all, readers } = doorsOf(journeys);
  const read: (readonly PublishedJourney[])[] = [];
  for (const one of happened) {
    const reading = one.starts ? readers.get(readName(one)) : undefined;
    if (reading !== undefined) read.push(reading);
  }
  const [first = []] = read;
  return read.length < 2 ? first : all.filter((one) => read.some((some) => some.includes(one)));
}

function doorsOf(journeys: Playbook['journeys']): Doors {
  const found = known.get(journeys);
  if (found) return found;
  const all = [...journeys.values()].toSorted((a, b) => byPriority(a.definition, b.definition));
  const readers = new Map<string, PublishedJourney[]>();
  for (const journey of all) {
    const { id, enter } = journey.definition;
    for (const name of [named(id), doorName(enter)]) readers.set(name, [...(readers.get(name) ?? []), journey]);
  }
  const made = { all, readers };
  known.set(journeys, made);
  return made;
}

/** An event by its type, whatever is about one journey by that journey, and anything else by its kind. */
function readName(occurrence: Occurrence): string {
  switch (occurrence.kind) {
    case 'event':
      return typed(eventType(occurrence.event));
    case 'entry':
    case 'date':
      return named(occurrence.journey);
    case 'move':
    case 'silence':
    case 'audience':
    case 'tier':
    case 'badge':
    case 'expiring':
    case 'referral':
      return occurrence.kind;
    case 'quest':
      return ofQuest(occurrence.quest);
  }
}

function doorName(enter: Enter): string {
  if (enter.on === 'event') return typed(enter.event);
  return enter.on === 'quest' ? ofQuest(enter.quest) : enter.on;
}

function typed(type: string): string {
  return `event ${type}`;
}

function ofQuest(id: QuestId): string {
  return `quest ${id}`;
}

function named(id: JourneyId): string {
  return `journey ${id}`;
}

interface Ranked {
  readonly priority: number;
  readonly id: JourneyId;
}

/** The higher priority first; of several, by id. */
export function byPriority(a: Ranked, b: Ranked): number {
  return b.priority - a.priority || (a.id < b.id ? -1 : 1);
}
