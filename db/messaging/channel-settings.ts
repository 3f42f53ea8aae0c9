import type { Connection, mongo } from 'mongoose';
import type { Channel } from '../../domain/channels/channel.ts';
import { SECRETS, type ChannelSettings, type SetUp } from '../../domain/channels/settings.ts';
import { SETTINGS } from '../../domain/channels/settings.schema.ts';
import type { WorkspaceId } from '../../domain/ids.schema.ts';
import type { Instant } from '../../domain/time.ts';
import { MAJORITY } from '../connection.ts';
import { collectionOf } from '../schema.ts';
import type { Seals } from '../seal.ts';

/** Why nothing is sent on a channel until somebody resumes it. */
export interface Pause {
  readonly at: Instant;
  /** For people; without personal data. */
  readonly reason: string;
}

interface ChannelRow {
  /** `workspace:channel` */
  readonly _id: string;
  readonly workspace: WorkspaceId;
  readonly channel: Channel;
  /** Fields as they are, but for the secrets. */
  readonly open?: Readonly<Record<string, string>>;
  /** Secrets by field, each sealed for this field of this channel of this workspace. */
  readonly sealed?: Readonly<Record<string, string>>;
  readonly perSecond?: number;
  readonly changedAt?: Instant;
  readonly paused?: Pause;
  /** See `Read`. */
  readonly read?: Read;
}

/** How far the updates of a bot are taken. */
export interface Read {
  /** The bot's id, since another one counts by itself. */
  readonly bot: string;
  /** The first update that is not taken yet. */
  readonly next: number;
  readonly at: Instant;
}

/** What may be told of a channel: every field but the secrets. */
export interface ChannelShown {
  readonly channel: Channel;
  /** `null`: it is not set up. */
  readonly plain: Readonly<Record<string, string>> | null;
  /** Names of the secrets that are there. */
  readonly secrets: readonly string[];
  readonly perSecond: number;
  readonly changedAt: Instant | null;
  readonly paused: Pause | null;
}

/** As sending needs it. */
export interface ChannelInUse<C extends SetUp> {
  readonly settings: ChannelSettings[C] | null;
  readonly perSecond: number;
  readonly paused: Pause | null;
}

/** Messages a second of one workspace, where nobody says otherwise. */
const PER_SECOND = 10;

export interface ChannelSettingsStore {
  /** Whether secrets can be sealed at all. */
  readonly canSeal: boolean;
  shown(workspace: WorkspaceId, channel: Channel): Promise<ChannelShown>;
  /** @throws Error where a secret cannot be opened any more */
  inUse<C extends SetUp>(workspace: WorkspaceId, channel: C): Promise<ChannelInUse<C>>;
  paused(workspace: WorkspaceId, channel: Channel): Promise<Pause | null>;
  /** Replaces what is there, and ends a pause. Secrets that are left out stay. */
  put(
    workspace: WorkspaceId,
    channel: SetUp,
    wanted: { readonly settings: Readonly<Record<string, string>>; readonly perSecond: number },
    now: Instant,
  ): Promise<void>;
  /** @returns false where it was paused already */
  pause(workspace: WorkspaceId, channel: Channel, pause: Pause): Promise<boolean>;
  /** @returns false where it was not paused */
  resume(workspace: WorkspaceId, channel: Channel): Promise<boolean>;
  /** Workspaces whose bot is asked for its updates. */
  polling(): Promise<readonly WorkspaceId[]>;
  /** `null`: none was ever taken by asking. */
  read(workspace: WorkspaceId): Promise<Read | null>;
  noteRead(workspace: WorkspaceId, read: Read): Promise<void>;
  /** Paused channels of all workspaces, by channel. */
  pausedNow(): Promise<Readonly<Partial<Record<Channel, number>>>>;
}

export function mongoChannelSettings(connection: Connection, seals?: Seals): ChannelSettingsStore {
  const channels: mongo.Collection<ChannelRow> = collectionOf<ChannelRow>(connection, 'channel_settings', [
    { keys: { channel: 1 }, options: { partialFilterExpression: { paused: { $exists: true } } } },
    { keys: { 'open.updates': 1 }, options: { sparse: true } },
  ]);
  const read = async (workspace: WorkspaceId, channel: Channel) =>
    await channels.findOne({ _id: idOf(workspace, channel) }, { readConcern: 'majority' });
  return {
    canSeal: seals !== undefined,
    async shown(workspace, channel) {
      const row = await read(workspace, channel);
      return {
        channel,
        plain: row?.open ?? null,
        secrets: Object.keys(row?.sealed ?? {}),
        perSecond: row?.perSecond ?? PER_SECOND,
        changedAt: row?.changedAt ?? null,
        paused: row?.paused ?? null,
      };
    },
    async inUse<C extends SetUp>(workspace: WorkspaceId, channel: C) {
      const row = await read(workspace, channel);
      const { perSecond = PER_SECOND, paused = null } = row ?? {};
      return { settings: row?.open ? settingsOf(seals, channel, row) : null, perSecond, paused };
    },
    async paused(workspace, channel) {
      return (await read(workspace, channel))?.paused ?? null;
    },
    put: puttingInto(channels, seals),
    ...updatesOf(channels),
    ...pausesOf(channels),
  };
}

type Rows = mongo.Collection<ChannelRow>;

function puttingInto(channels: Rows, seals: Seals | undefined): ChannelSettingsStore['put'] {
  return async (workspace, channel, { settings, perSecond }, now) => {
    const of = (isSecret: boolean) =>
      Object.entries(settings).filter(([name]) => SECRETS[channel].includes(name) === isSecret);
    const id = idOf(workspace, channel);
    const sealed = of(true).map(([name, secret]) => [`sealed.${name}`, known(seals).seal(secret, `${id}:${name}`)]);
    const open = Object.fromEntries(of(false));
    await channels.updateOne(
      { _id: id },
      {
        $set: { workspace, channel, open, perSecond, changedAt: now, ...Object.fromEntries(sealed) },
        $unset: { paused: 1 },
      },
      { upsert: true, writeConcern: MAJORITY },
    );
  };
}

function updatesOf(channels: Rows): Pick<ChannelSettingsStore, 'polling' | 'read' | 'noteRead'> {
  return {
    async polling() {
      const chosen = channels.find({ 'open.updates': 'poll' }, { projection: { workspace: 1 } });
      return (await chosen.batchSize(1_000).toArray()).map(({ workspace }) => workspace);
    },
    async read(workspace) {
      return (await channels.findOne({ _id: idOf(workspace, 'telegram') }))?.read ?? null;
    },
    async noteRead(workspace, read) {
      await channels.updateOne({ _id: idOf(workspace, 'telegram') }, { $set: { read } }, { writeConcern: MAJORITY });
    },
  };
}

function pausesOf(channels: Rows): Pick<ChannelSettingsStore, 'pause' | 'resume' | 'pausedNow'> {
  return {
    async pause(workspace, channel, paused) {
      const id = idOf(workspace, channel);
      const before = await channels.findOneAndUpdate(
        { _id: id },
        [{ $set: { workspace, channel, paused: { $ifNull: ['$paused', { $literal: paused }] } } }],
        { upsert: true, writeConcern: MAJORITY },
      );
      return before?.paused === undefined;
    },
    async resume(workspace, channel) {
      const resumed = await channels.updateOne(
        { _id: idOf(workspace, channel), paused: { $exists: true } },
        { $unset: { paused: 1 } },
        { writeConcern: MAJORITY },
      );
      return resumed.modifiedCount === 1;
    },
    async pausedNow() {
      const counted = channels.aggregate<{ _id: Channel; many: number }>(
        [{ $match: { paused: { $exists: true } } }, { $group: { _id: '$channel', many: { $sum: 1 } } }],
        { batchSize: 100 },
      );
      return Object.fromEntries((await counted.toArray()).map(({ _id, many }) => [_id, many]));
    },
  };
}

function idOf(workspace: WorkspaceId, channel: Channel): string {
  return `${workspace}:${channel}`;
}

/** Fields and secrets together, as they were checked when they were put. */
function settingsOf<C extends SetUp>(
  seals: Seals | undefined,
  channel: C,
  { _id, open, sealed = {} }: ChannelRow,
): ChannelSettings[C] {
  const secrets = Object.entries(sealed).map(([name, text]): [string, string] => [
    name,
    known(seals).open(text, `${_id}:${name}`),
  ]);
  return SETTINGS[channel].parse({ ...open, ...Object.fromEntries(secrets) });
}

/** @throws Error where the environment has none */
function known(seals: Seals | undefined): Seals {
  if (seals === undefined) throw new Error('secrets of channels need SECRETS_KEY');
  return seals;
}
