import type { TemplateInput } from '../template.schema.ts';
import { letter, segmentIs } from './parts.ts';

/** After an order: what a person would say who knows whether this is the first, the fiftieth, or the first in a year. */
export const thankYou: TemplateInput = {
  id: 'thank-you',
  name: 'Thank you for an order, as fits the reader',
  description: 'To be sent some days after a purchase; by then, whoever had been away is back in a better segment',
  language: 'en',
  frame: {},
  variants: [
    {
      id: 'back-again',
      when: {
        all: [
          segmentIs('loyal', 'potential-loyalist', 'needs-attention', 'at-risk', 'hibernating', 'lost'),
          { field: 'totals.orders', op: 'gte', value: 2 },
          { not: { did: 'purchase', times: 2, within: '180d' } },
        ],
      },
      tone: 'Glad, without a word about the time away',
      value: 'A welcome back',
      texts: {
        en: letter(
          'How nice to see you again',
          'Thank you for your order. It is good to have you back.',
          'We hope that everything arrives just as you imagined it. Should anything be amiss, answer this mail: a person reads it, and will see to it.',
        ),
        tr: letter(
          'Sizi yeniden görmek ne güzel',
          'Siparişiniz için teşekkür ederiz. Yeniden bizimle olmanız çok güzel.',
          'Umarız her şey gönlünüzdeki gibi ulaşır. Bir aksilik olursa bu iletiyi yanıtlayın: Onu bir insan okur ve ilgilenir.',
        ),
      },
    },
    {
      id: 'champions',
      when: segmentIs('champions'),
      tone: 'Exclusive: among those who know each other',
      value: 'Attention of a kind that few get. No coupon',
      texts: {
        en: letter(
          'Thank you. Again, and gladly',
          'By now we recognise your orders, and we take extra care when we pack them.',
          '{% if points.active > 0 %}Your points stand at {{ points.active }}; use them whenever it suits you.{% else %}You belong to a small circle of people without whom we would not be what we are.{% endif %}',
          'If you have a wish, answer this mail. Yours are read first.',
        ),
        tr: letter(
          'Teşekkürler. Bir kez daha, yürekten',
          'Artık siparişlerinizi tanıyor ve paketlerken ayrıca özen gösteriyoruz.',
          '{% if points.active > 0 %}Puanınız şu anda {{ points.active }}; dilediğiniz zaman kullanın.{% else %}Onlarsız biz olamayacağımız küçük bir çevrenin içindesiniz.{% endif %}',
          'Bir dileğiniz varsa bu iletiyi yanıtlayın. Önce sizinkiler okunur.',
        ),
      },
    },
    {
      id: 'loyal',
      when: segmentIs('loyal'),
      tone: 'Warm, as to a regular',
      value: 'To be recognised',
      texts: {
        en: letter(
          'Thank you for coming back once more',
          'Another order from you, and we are as glad of it as of the first. Thank you.',
          'Tell us how you like it. What regulars say decides what we offer next.',
        ),
        tr: letter(
          'Bir kez daha geldiğiniz için teşekkürler',
          'Sizden bir sipariş daha geldi ve ilki kadar sevindik. Teşekkür ederiz.',
          'Beğenip beğenmediğinizi bize yazın. Bundan sonra neler sunacağımızı, sık gelenlerin söyledikleri belirliyor.',
        ),
      },
    },
    {
      id: 'first-steps',
      when: { field: 'totals.orders', op: 'lte', value: 1 },
      tone: 'Encouraging: welcome',
      value: 'To know that somebody is there',
      texts: {
        en: letter(
          'Welcome, and thank you',
          'Thank you for your first order. We know that it takes a little trust, and we will do our best to be worth it.',
          'If anything is not as you hoped, answer this mail, and we will put it right.',
        ),
        tr: letter(
          'Hoş geldiniz ve teşekkürler',
          'İlk siparişiniz için teşekkür ederiz. Bunun biraz güven istediğini biliyoruz; o güvene değmek için elimizden geleni yapacağız.',
          'Bir şey umduğunuz gibi değilse bu iletiyi yanıtlayın, düzeltelim.',
        ),
      },
    },
    {
      id: 'everybody',
      tone: 'Friendly and encouraging',
      value: 'Help, should it be needed',
      texts: {
        en: letter(
          'Thank you for your order',
          'Thank you for your order. We hope that you enjoy it for a long time.',
          'If something is not right, or you would like to know more about it, answer this mail. A person reads it.',
        ),
        tr: letter(
          'Siparişiniz için teşekkürler',
          'Siparişiniz için teşekkür ederiz. Uzun süre keyifle kullanmanızı dileriz.',
          'Yolunda gitmeyen bir şey varsa ya da daha fazlasını öğrenmek isterseniz bu iletiyi yanıtlayın. Onu bir insan okur.',
        ),
      },
    },
  ],
};
