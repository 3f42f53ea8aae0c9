import type { channelSettings } from '../../../words/en/channel-settings.ts';
import { laterWords } from '../../../words/later.ts';

export type ChannelWords = typeof channelSettings;

/** What the screen of channels says. */
export const useChannelWords = laterWords<ChannelWords>({
  en: async () => (await import('../../../words/en/channel-settings.ts')).channelSettings,
  tr: async () => (await import('../../../words/tr/channel-settings.ts')).channelSettings,
});
