import { log } from '@temporalio/activity';
import type { Heard, openBotUpdates, BotUpdates } from '../../channels/telegram-updates.ts';
import { TELEGRAM_ROOT } from '../../channels/telegram.ts';
import type { ChannelSettingsStore } from '../../db/messaging/channel-settings.ts';
import type { WorkspaceStore } from '../../db/workspaces/workspace-store.ts';
import type { WorkspaceRow } from '../../db/workspaces/workspaces.ts';
import { telegramUpdate } from '../../domain/channels/provider-replies.schema.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import { readShape } from '../../domain/input/shape-problems.ts';
import { DAY, MINUTE, SECOND, type Instant } from '../../domain/time.ts';
import { takeTelegram, type InboundPorts } from '../../ingest/inbound.ts';

export interface BotDeps {
  readonly settings: Pick<ChannelSettingsStore, 'inUse' | 'polling' | 'read' | 'noteRead' | 'pause'>;
  readonly workspaces: Pick<WorkspaceStore, 'find'>;
  /** As the webhook has them. */
  readonly inbound: () => InboundPorts;
  readonly open: typeof openBotUpdates;
  /** Where the stand-in listens: bots of sandboxes are asked there. */
  readonly standIn: string;
  /** Wall clock. */
  readonly now: () => Instant;
}

/** What reading one bot has met so far; as long as the activity lasts. */
export interface Met {
  webhookRemoved: boolean;
  /** So often in a row another program was there. */
  others: number;
  /** The update that was not taken, and how often. */
  failed: { readonly update: number; readonly times: number } | null;
}

export function nothingMet(): Met {
  return { webhookRemoved: false, others: 0, failed: null };
}

/** Telegram keeps no update for longer, so what was read before confirms none; its numbers begin anew after a quiet week. */
const OFFSET_HOLDS = DAY;
const AGAIN = 15 * SECOND;
/** Settings that are wrong are mended by people. */
const UNTIL_MENDED = MINUTE;
/** While a worker takes over from another one, both may ask for a moment. */
const OTHERS_MOST = 5;
/** An update that cannot be taken so often is passed over: all behind it would wait for ever. */
const TRIES = 10;

/**
 * Waits for what people say to the bot of a workspace, takes it the way of the webhook, and only then notes that it is
 * taken: what a dead worker leaves in doubt is taken again, and counts once.
 * @returns after how many ms to look again; `null` where nobody wants it any more
 */
export async function readBot(
  deps: BotDeps,
  workspace: WorkspaceId,
  met: Met,
  signal: AbortSignal,
): Promise<number | null> {
  const here = await deps.workspaces.find(workspace);
  const wanted = here && (await botOf(deps, here));
  if (here === null || wanted === null) return null;
  const { bot, id } = wanted;
  const heard = await bot.read(await offsetOf(deps, workspace, id), signal);
  if (signal.aborted) return null;
  if (heard.is !== 'others') met.others = 0;
  switch (heard.is) {
    case 'updates':
      return await take(deps, here, { bot, id, updates: heard.updates }, met);
    case 'away':
      log.warn('a bot was not read; it is tried again', { workspace, reason: heard.reason });
      return Math.max(heard.after ?? 0, AGAIN);
    case 'refused':
      return await pause(deps, workspace, heard.reason);
    case 'webhook':
      return await withoutWebhook(deps, here, bot, met);
    case 'others':
      met.others += 1;
      return met.others < OTHERS_MOST ? AGAIN / 3 : await pause(deps, workspace, OTHERS_READ);
  }
}

const OTHERS_READ = 'another program asks Telegram for the updates of this bot: end it, or give it another bot';
const WEBHOOK_BACK = 'somebody has set a webhook for this bot again: remove it, or set updates to webhook';

/** `null`: updates are not asked for. @throws Error where the token cannot be opened */
async function botOf({ settings: stored, open, standIn }: BotDeps, { _id, clock }: WorkspaceRow) {
  const { settings } = await stored.inUse(_id, 'telegram');
  if (settings?.updates !== 'poll') return null;
  const { botToken } = settings;
  // What stands before the colon is the id of the bot, and no secret.
  const [id = ''] = botToken.split(':');
  return { id, bot: open(botToken, clock === undefined ? TELEGRAM_ROOT : standIn) };
}

async function offsetOf({ settings, now }: BotDeps, workspace: WorkspaceId, bot: string): Promise<number | undefined> {
  const read = await settings.read(workspace);
  return read?.bot === bot && now() - read.at < OFFSET_HOLDS ? read.next : undefined;
}

interface Got {
  readonly bot: BotUpdates;
  readonly id: string;
  readonly updates: Extract<Heard, { is: 'updates' }>['updates'];
}

/** One after another, as they were said, and each is noted before the next; behind one that cannot be taken the others wait. */
async function take(deps: BotDeps, here: WorkspaceRow, { bot, id, updates }: Got, met: Met): Promise<number> {
  const ports = deps.inbound();
  for (const update of updates) {
    try {
      await takeOne(ports, here, bot, update);
    } catch (error) {
      const times = met.failed?.update === update.update_id ? met.failed.times + 1 : 1;
      met.failed = { update: update.update_id, times };
      const isGivenUp = times >= TRIES;
      const said = { workspace: here._id, times, reason: error instanceof Error ? error.name : 'unknown' };
      log.warn(isGivenUp ? 'an update of a bot was passed over' : 'an update of a bot was not taken', said);
      if (!isGivenUp) return AGAIN;
    }
    await deps.settings.noteRead(here._id, { bot: id, next: update.update_id + 1, at: deps.now() });
  }
  return 0;
}

async function takeOne(ports: InboundPorts, here: WorkspaceRow, bot: BotUpdates, update: object): Promise<void> {
  const read = readShape(telegramUpdate, update);
  // One of a kind that we do not know means nothing to us.
  if ('problems' in read) return;
  const answer = await takeTelegram(ports, here, read.value);
  if (answer !== null) await bot.answer(answer);
}

/** Whoever chose to ask for updates wants no webhook; one that comes back is another program's. */
async function withoutWebhook(deps: BotDeps, here: WorkspaceRow, bot: BotUpdates, met: Met): Promise<number | null> {
  // They may have gone back to the webhook while we waited.
  if ((await botOf(deps, here)) === null) return null;
  if (met.webhookRemoved) return await pause(deps, here._id, WEBHOOK_BACK);
  met.webhookRemoved = await bot.removeWebhook();
  if (!met.webhookRemoved) return AGAIN;
  log.warn('the webhook of a bot is removed, since its updates are asked for', { workspace: here._id });
  return 0;
}

/** Nothing is sent either: who cannot be heard cannot say that they want no more. */
async function pause({ settings, now }: BotDeps, workspace: WorkspaceId, reason: string): Promise<number> {
  const isNew = await settings.pause(workspace, 'telegram', { at: now(), reason });
  if (isNew) log.warn('a channel is paused until somebody resumes it', { workspace, channel: 'telegram', reason });
  return UNTIL_MENDED;
}
