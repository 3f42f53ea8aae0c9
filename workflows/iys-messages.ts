import type { WorkspaceId } from '../domain/ids.schema.ts';

export const IYS_WORKFLOW = 'iysExchange';

/** What an exchange with the register of messages does, in this order. */
export const IYS_STEPS = ['collect', 'ask', 'upload', 'results', 'pull'] as const;
export type IysStep = (typeof IYS_STEPS)[number];

export interface IysCall {
  readonly workspace: WorkspaceId;
  readonly step: IysStep;
}

/** A workspace has one exchange at a time. */
export function iysExchangeId(workspace: WorkspaceId): string {
  return `iys:${workspace}:exchange`;
}
