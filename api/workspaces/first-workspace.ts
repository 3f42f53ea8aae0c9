import { workspaceId } from '../../domain/ids.schema.ts';
import type { WorkspaceInput } from './workspace.ts';

/** A shop that is made up: a sandbox whose time stands still until somebody moves it. */
export const DEMO_WORKSPACE = {
  id: workspaceId.parse('demo'),
  currency: 'EUR',
  timezone: 'Europe/Berlin',
  testClock: Date.parse('2026-05-14T09:00:00Z'),
  monetaryAmounts: [4_000, 10_000, 25_000, 60_000],
} as const satisfies WorkspaceInput;

const MAIN_WORKSPACE: WorkspaceInput = {
  id: workspaceId.parse('main'),
  currency: 'EUR',
  timezone: 'UTC',
};

/** The workspace that the first key belongs to. */
export function firstWorkspace({ demo }: { readonly demo: boolean }): WorkspaceInput {
  return demo ? DEMO_WORKSPACE : MAIN_WORKSPACE;
}
