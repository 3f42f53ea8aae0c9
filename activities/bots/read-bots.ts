import { setTimeout as pause } from 'node:timers/promises';
import { Context, log } from '@temporalio/activity';
import type { Connection } from 'mongoose';
import { openBotUpdates } from '../../channels/telegram-updates.ts';
import { mongoContactStore } from '../../db/customers/contacts.ts';
import { mongoChannelSettings } from '../../db/messaging/channel-settings.ts';
import { mongoConfirmations } from '../../db/messaging/confirmations.ts';
import { mongoTelegramLinks } from '../../db/messaging/telegram-links.ts';
import { mongoWorkspaceStore } from '../../db/workspaces/workspace-store.ts';
import type { Seals } from '../../db/seal.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { HOUR, SECOND, type Instant } from '../../domain/time.ts';
import { launchBots } from '../../jobs/launch.ts';
import { pulse } from '../../jobs/progress.ts';
import { openLinks } from '../../links/open.ts';
import { ingestFrom } from '../ingest-here.ts';
import { nothingMet, readBot, type BotDeps } from './read-bot.ts';

/** After so many seconds it is looked which workspaces want it. */
const LOOKS_EVERY = 5;
const AFTER_FAILURE = 15 * SECOND;

/** Asks for the updates of all bots side by side, for an hour or until this worker stops. */
export function createReadBots(deps: BotDeps) {
  /** @returns `done` where no workspace wants it any more */
  return async function readBots(): Promise<'more' | 'done'> {
    const until = deps.now() + HOUR;
    const ends = new AbortController();
    const reading = new Map<WorkspaceId, Promise<void>>();
    try {
      while (deps.now() < until) {
        const wanted = await deps.settings.polling();
        for (const workspace of wanted) {
          if (reading.has(workspace)) continue;
          const one = readOn(deps, workspace, ends.signal).finally(() => reading.delete(workspace));
          reading.set(workspace, one);
        }
        if (reading.size === 0) return 'done';
        for (let second = 0; second < LOOKS_EVERY; second += 1) {
          pulse({ bots: reading.size });
          await pause(SECOND);
        }
      }
      return 'more';
    } finally {
      ends.abort();
      // What is being taken is taken to its end.
      await Promise.all(reading.values());
    }
  };
}

/** Never throws: one bot keeps none of the others. */
async function readOn(deps: BotDeps, workspace: WorkspaceId, signal: AbortSignal): Promise<void> {
  const met = nothingMet();
  while (!signal.aborted) {
    const wait = await readBot(deps, workspace, met, signal).catch((error: unknown) => {
      log.warn('a bot could not be read; it is tried again', { workspace, error });
      return AFTER_FAILURE;
    });
    if (wait === null) return;
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
}

interface Given {
  readonly connection: Connection;
  readonly seals?: Seals | undefined;
  readonly standIn: string;
}

/** What reading bots needs, over a connection. @param now the wall clock */
export function botDepsOver({ connection, seals, standIn }: Given, now: () => Instant): BotDeps {
  const stores = {
    contacts: mongoContactStore(connection),
    links: mongoTelegramLinks(connection),
    confirmations: mongoConfirmations(connection),
    addressHash: openLinks(connection, {}),
  };
  return {
    settings: mongoChannelSettings(connection, seals),
    workspaces: mongoWorkspaceStore(connection),
    inbound: () => ({ ...stores, ingest: ingestFrom(connection, now), now }),
    open: openBotUpdates,
    standIn,
    now,
  };
}

/** Begins the workflow that asks, where a workspace wants it. */
export async function listenToBots({ settings }: Pick<BotDeps, 'settings'>): Promise<void> {
  if ((await settings.polling()).length === 0) return;
  const { client, info } = Context.current();
  await launchBots(client, info.taskQueue);
}
