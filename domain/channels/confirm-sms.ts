import type { Purpose } from './channel.ts';

/** What the SMS says that asks for a consent. */
export interface QuestionWords {
  /** Who asks; an SMS names nobody else. */
  readonly company: string;
  readonly purpose: Purpose;
  /** Of the reader, such as `tr-TR`; English for all others. */
  readonly language: string;
}

/** An SMS that asks and sells nothing: it goes to somebody who has not agreed to anything yet. */
export function questionBySms({ company, purpose, language }: QuestionWords): string {
  if (language.toLowerCase().startsWith('tr')) {
    const what = purpose === 'marketing' ? 'fırsat ve haber' : 'sipariş haberi';
    return `${company}: SMS ile ${what} almak için EVET, almamak için RET yazın. Yanıtınız olmadan mesaj gelmez.`;
  }
  const what = purpose === 'marketing' ? 'offers and news' : 'news about your orders';
  return `${company}: reply YES to get ${what} from us by SMS, or STOP to get none. Without your reply nothing is sent.`;
}
