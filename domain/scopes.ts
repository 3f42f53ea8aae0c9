/**
 * What a key may do, from the least to the most; each one may do what those before it may. The last one makes and
 * deletes whole workspaces: only the key of the installation has it.
 */
export const SCOPES = ['ingest', 'marketer', 'operator', 'admin', 'installation'] as const;
export type Scope = (typeof SCOPES)[number];
/** What a key may do within its workspace. */
export type WorkspaceScope = Exclude<Scope, 'installation'>;
