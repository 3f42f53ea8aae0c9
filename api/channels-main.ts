import type { Connection } from 'mongoose';
import { smtpChannel } from '../channels/email.ts';
import { sendTest } from '../channels/send-test.ts';
import { webhookChannel } from '../channels/webhook.ts';
import type { Config } from '../config.ts';
import { mongoChannelSettings } from '../db/messaging/channel-settings.ts';
import { openSeals } from '../db/seal.ts';
import { workspaceTime } from '../db/workspaces/workspaces.ts';
import { customerId, journeyId, stepId } from '../domain/ids.schema.ts';
import { customerKey, effectKey } from '../domain/keys.ts';
import type { SendTest } from './deps.ts';

const NOBODY = customerId.parse('sojourn-test');
const PLACE = { journey: journeyId.parse('test'), version: 1, enrolment: 1, step: stepId.parse('test'), visit: 1 };

/** Sends tests of channels as workers send messages: those of sandboxes stay here. */
export function testsOver(config: Config, connection: Connection): SendTest {
  const { smtpUrl, mailboxUrl, mailFrom: from, standInUrl, secretsKeys, webhookAllow: allowed } = config;
  const stored = mongoChannelSettings(connection, openSeals(secretsKeys));
  const webhook = webhookChannel({ allowed });
  return async (workspace, channel, to, text) => {
    const isSandbox = workspace.clock !== undefined;
    const isMailed = smtpUrl !== undefined && !isSandbox;
    const email = smtpChannel({ url: isMailed ? smtpUrl : mailboxUrl, from, labelled: !isMailed, lines: 1 });
    const isOut = !isSandbox && channel !== 'email' && (await stored.inUse(workspace._id, channel)).settings !== null;
    const reach = { standIn: isOut ? null : standInUrl, webhook, now: Date.now };
    // A key of its own for each: what looks like a repeat would be one to a provider.
    const key = effectKey(customerKey(workspace._id, NOBODY), { ...PLACE, visit: Date.now() });
    const at = workspaceTime(workspace, Date.now());
    try {
      return await sendTest({ email, reach, stored }, channel, {
        workspace: workspace._id,
        customer: NOBODY,
        key,
        at,
        to,
        text,
      });
    } finally {
      email.close();
    }
  };
}
