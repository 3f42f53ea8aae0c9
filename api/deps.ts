import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Outcome } from '../channels/port.ts';
import type { Rendered } from '../channels/render.ts';
import type { PayloadKeys } from '../db/privacy/payload-keys.ts';
import type { Seals } from '../db/seal.ts';
import type { WorkspaceRow } from '../db/workspaces/workspaces.ts';
import type { Channel } from '../domain/channels/channel.ts';
import type { CustomerId, WorkspaceId } from '../domain/ids.schema.ts';
import type { Instant } from '../domain/time.ts';
import type { RecommendedInMail } from '../domain/recommend/in-mail.ts';
import type { TemplateContext } from '../domain/words/template-context.ts';
import type { Report } from '../channels/report.ts';
import type { Links } from '../links/open.ts';
import type { Imports } from '../imports/open.ts';
import type { Ingest } from '../ingest/open.ts';
import type { Jobs } from '../jobs/open.ts';
import type { CheckMails, MailToCheck } from '../publishing/journey-part.ts';
import type { Publishing } from '../publishing/open.ts';
import type { AttendanceWatch } from './live/attendance-watch.ts';
import type { Hub } from './live/hub.ts';
import type { KeyRing } from './http/key-ring.ts';
import type { Draining } from './http/draining.ts';
import type { Limits } from './http/limits.ts';
import type { IdentityProvider } from './oidc/provider.ts';
import type { Stores } from './stores.ts';
import type { WorkflowPage } from './operations/temporal-page.ts';

export type RenderMail = (workspace: WorkspaceId, mail: MailToCheck, reader: MailReader) => Promise<Rendered>;

interface MailReader {
  readonly customer: CustomerId;
  readonly context: TemplateContext;
  readonly messageId: string;
  readonly recs?: readonly RecommendedInMail[];
}

/** Plain texts by name, as pages show them. */
type RenderTexts = (
  workspace: WorkspaceId,
  sources: Readonly<Record<string, string>>,
  reader: Omit<MailReader, 'messageId'>,
) => Promise<
  { readonly ok: true; readonly texts: Readonly<Record<string, string>> } | Extract<Rendered, { readonly ok: false }>
>;

export type SendTest = (workspace: WorkspaceRow, channel: Channel, to: string, text: string) => Promise<Outcome>;

/** Everything the API needs from outside; nothing in `api/` reads a clock or the environment itself. */
export interface ApiDeps {
  readonly connection: Connection;
  readonly stores: Stores;
  readonly keyRing: KeyRing;
  /** Wall clock. */
  readonly clock: () => Instant;
  readonly log: Logger;
  readonly draining: Draining;
  /** What pages are told of while they are open. */
  readonly hub: Hub;
  /** Whether anybody decides and sends, for the same pages. */
  readonly attendance: AttendanceWatch;
  readonly limits: Limits;
  /** Whether a reply that differs from its contract is a fault of ours at once; see `checkReplies` in `http/`. */
  readonly checksReplies?: boolean;
  /** Whether Temporal answers within a second. */
  readonly temporalAnswers: () => Promise<boolean>;
  /** The way of events into customers. */
  readonly ingest: Ingest;
  /** What is asked of files of history before they are imported. */
  readonly imports: Imports;
  /** What secrets of others are kept by; `undefined` where SECRETS_KEY is not set. */
  readonly seals: Seals | undefined;
  /** Background work. */
  readonly jobs: Jobs;
  /** The one way to publish anything. */
  readonly publishing: Publishing;
  /** See `rollOut` in `publishing/`. @returns the job */
  readonly rollOut: (workspace: WorkspaceId, playbook: number) => Promise<string | null>;
  /** What keeps each of these mails from being sent to one of these customers; see `checkMails` in `channels/`. */
  readonly checkMails: CheckMails;
  /** What one mail says to one customer; see `renderTemplate` in `channels/`. */
  readonly renderMail: RenderMail;
  /** What a mail that came back tells; see `readReport` in `channels/`. */
  readonly readReport: (mail: Uint8Array) => Promise<Report | null>;
  /** What stands in messages and comes back. */
  readonly links: Links;
  /** What a page shows to one customer; see `renderTexts` in `channels/`. */
  readonly renderTexts: RenderTexts;
  /** Sends one message on a channel of a workspace; see `sendTest` in `channels/`. */
  readonly sendTest: SendTest;
  /** Whether mail has a server, or goes into the mailbox. */
  readonly mailGoesOut: boolean;
  readonly workflowPage: WorkflowPage;
  /** The origin of Temporal's page; left out: no other page than ours may ask. */
  readonly temporalPageOrigin?: string;
  /** With what is closed that Temporal keeps. */
  readonly payloadKeys: Pick<PayloadKeys, 'find'>;
  /** Addresses and networks of proxies that are believed about who asks and whether it was by https; left out: none. */
  readonly trustedProxies?: readonly string[];
  /** Left out: people sign in by links and keys only. */
  readonly provider?: IdentityProvider;
  /** Where people reach the pages; left out: where the request went to, over http. */
  readonly publicUrl?: string;
  /** The folder of the built pages; left out, there are none. */
  readonly pagesDir?: string;
}
