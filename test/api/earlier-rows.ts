import type { PlaybookRow } from '../../db/playbooks.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Playbook, PublishedJourney } from '../../domain/playbook.ts';

/** The row of a playbook as 0.2.0 wrote it: with every version of every journey inside, oldest first. */
export function playbookOf020(workspace: WorkspaceId, playbook: Playbook): PlaybookRow {
  const { journeys, earlier, ...rules } = playbook;
  const versionsOf = (current: PublishedJourney) => [
    ...earlier.filter(({ definition }) => definition.id === current.definition.id),
    current,
  ];
  const held = Object.fromEntries([...journeys].map(([id, current]) => [id, versionsOf(current)]));
  return { _id: `${workspace}:${rules.version}`, workspace, playbook: { ...rules, journeys: held } };
}
