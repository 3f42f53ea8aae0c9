import type { Endpoint } from '../http/endpoint.ts';
import { getChannel } from './get-channel.ts';
import { getChannels } from './get-channels.ts';
import { postChannelPause } from './post-channel-pause.ts';
import { postChannelResume } from './post-channel-resume.ts';
import { postChannelTest } from './post-channel-test.ts';
import { postInboundGateway } from './post-inbound-gateway.ts';
import { postInboundSms } from './post-inbound-sms.ts';
import { postInboundTelegram } from './post-inbound-telegram.ts';
import { postMailboxAnswer } from './post-mailbox-answer.ts';
import { postMailboxPress } from './post-mailbox-press.ts';
import { postMailboxReply } from './post-mailbox-reply.ts';
import { postTelegramLink } from './post-telegram-link.ts';
import { putChannel } from './put-channel.ts';

/** Every call about how messages leave a workspace, and what comes back. */
export const CHANNEL_CALLS: readonly Endpoint[] = [
  getChannels,
  getChannel,
  putChannel,
  postChannelTest,
  postChannelPause,
  postChannelResume,
  postTelegramLink,
  postInboundSms,
  postInboundGateway,
  postMailboxReply,
  postMailboxPress,
  postMailboxAnswer,
  postInboundTelegram,
];
