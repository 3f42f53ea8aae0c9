import type { JourneyId, WorkspaceId } from '../domain/ids.schema.ts';
import { lifeOf, withLife, type JourneyLife } from '../domain/journey/life.ts';
import { currentJourney, wakingAnew, type Playbook } from '../domain/playbook.ts';
import type { Instant } from '../domain/time.ts';
import { baseOf } from './book.ts';
import { NotPublished } from './problem.ts';
import { racing, type PublishPorts } from './publish.ts';

export interface LifeWanted {
  readonly workspace: WorkspaceId;
  readonly journey: JourneyId;
  /** The id of the key or user that asks for it. */
  readonly by: string;
  /** @returns the same life where nothing is to change @throws NotPublished where it cannot */
  readonly change: (life: JourneyLife, at: Instant) => JourneyLife;
}

export interface LifeChanged {
  readonly life: JourneyLife;
  readonly playbook: Playbook;
  readonly changed: boolean;
  /** The job that tells those inside; `null` where nothing has changed, or it could not be begun. */
  readonly rollout: string | null;
}

/**
 * Changes what holds for a journey as a whole, in a playbook of its own that everybody looks ahead anew by.
 * @throws NotPublished `not-found` where it was never published
 */
export async function changeLife(ports: PublishPorts, wanted: LifeWanted): Promise<LifeChanged> {
  const { stores } = ports;
  const { workspace, journey, by, change } = wanted;
  return await racing<LifeChanged>(stores.workspaces, workspace, async () => {
    const { book, now } = await baseOf(stores, workspace, ports.now());
    if (currentJourney(book, journey) === undefined) throw neverPublished(journey);
    const before = lifeOf(book, journey);
    const life = change(before, now);
    if (life === before) return { done: { life, playbook: book, changed: false, rollout: null } };
    const next = wakingAnew({ ...withLife(book, journey, life), version: book.version + 1 }, now);
    if (!(await stores.playbooks.publish(workspace, next, { at: now, by }))) return { lostTo: next.version };
    const rollout = await ports.rollOut(workspace, next.version);
    return { done: { life, playbook: next, changed: true, rollout } };
  });
}

function neverPublished(journey: JourneyId): NotPublished {
  return new NotPublished('not-found', `The journey "${journey}" was never published, so there is nobody to tell.`);
}
