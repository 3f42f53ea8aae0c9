import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Playbook, PublishedJourney } from '../../domain/playbook.ts';

/** A row of a collection as an earlier version wrote it. */
export interface EarlierRow extends Readonly<Record<string, unknown>> {
  readonly _id: string;
}

/** The row of a playbook as 0.2.0 wrote it: with every version of every journey inside, oldest first. */
export function playbookOf020(workspace: WorkspaceId, playbook: Playbook): EarlierRow {
  const { journeys, earlier, ...rules } = playbook;
  const versionsOf = (current: PublishedJourney) => [
    ...earlier.filter(({ definition }) => definition.id === current.definition.id),
    current,
  ];
  const held = Object.fromEntries([...journeys].map(([id, current]) => [id, versionsOf(current)]));
  return { _id: `${workspace}:${rules.version}`, workspace, playbook: { ...rules, journeys: held } };
}

/** The row of a playbook as 0.3.0 wrote it: with the rules inside, and the names of journeys. */
export function playbookOf030(workspace: WorkspaceId, playbook: Playbook): EarlierRow {
  const { journeys, earlier: _none, ...rules } = playbook;
  const named = [...journeys].map(([journey, { version }]) => ({ journey, version }));
  return { _id: `${workspace}:${rules.version}`, workspace, playbook: rules, journeys: named };
}

/** What 0.2.0 noted of a published journey, and 0.3.0 with the definition. */
export function publicationOf(
  workspace: WorkspaceId,
  { version, definition }: PublishedJourney,
  { playbook, at }: { readonly playbook: number; readonly at: number | null },
  holds: boolean,
): EarlierRow {
  const { id: journey } = definition;
  const row = { _id: `${workspace}:${journey}:${version}`, workspace, journey, version, playbook, at };
  return holds ? { ...row, definition } : row;
}
