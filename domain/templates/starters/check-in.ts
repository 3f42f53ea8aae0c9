import type { TemplateInput } from '../template.schema.ts';
import { letter, segmentIs } from './parts.ts';

/** A few words to everybody, as fits how they are: nothing is sold, and nobody is pushed. */
export const checkIn: TemplateInput = {
  id: 'check-in',
  name: 'A few words, as fits the reader',
  description: 'Exclusive for champions, encouraging in the middle, and understanding towards those who drift away',
  language: 'en',
  frame: {},
  variants: [
    {
      id: 'champions',
      when: segmentIs('champions'),
      tone: 'Exclusive and personal: among those who know each other',
      value: 'To be asked first. No coupon: they come anyway',
      texts: {
        en: letter(
          'Before anybody else: a word with you',
          'There are a few people who know us better than anyone, and you are one of them.',
          'So we would like to ask you first: what should we make, find or mend next? Answer this mail in a sentence or two. It goes straight to the people who decide, and they read every line.',
          '{% if tier.name %}And everything that comes with {{ tier.name }} is yours, as always.{% else %}Nothing to buy here, and nothing to do. We are simply glad that you are with us.{% endif %}',
        ),
        tr: letter(
          'Herkesten önce, sizinle bir çift söz',
          'Bizi herkesten iyi tanıyan birkaç kişi var; siz onlardan birisiniz.',
          'Bu yüzden önce size sormak istiyoruz: Sırada ne olsun, neyi bulalım, neyi düzeltelim? Bu iletiyi bir iki cümleyle yanıtlamanız yeter. Yanıtınız doğrudan karar verenlere ulaşır; her satırı okurlar.',
          '{% if tier.name %}{{ tier.name }} üyeliğinizin tüm ayrıcalıkları da her zamanki gibi sizin.{% else %}Satın alınacak, yapılacak bir şey yok. Yalnızca bizimle olduğunuz için mutluyuz.{% endif %}',
        ),
      },
    },
    {
      id: 'loyal',
      when: segmentIs('loyal'),
      tone: 'Warm, as to a regular',
      value: 'To be recognised, and to see what goes with what they like',
      texts: {
        en: letter(
          'Good to see you so often',
          'When somebody comes back again and again, we must be doing something right. Thank you for telling us in the nicest way there is.',
          'We keep your favourites within reach, and beside them a few things that go well together. Have a look whenever you like.',
          'If there is something that we could do better, answer this mail. A person reads it.',
        ),
        tr: letter(
          'Sizi sık sık görmek ne güzel',
          'Biri tekrar tekrar geliyorsa demek ki bir şeyleri doğru yapıyoruz. Bunu bize en güzel biçimde söylediğiniz için teşekkür ederiz.',
          'Sevdikleriniz hep elinizin altında; yanlarına da onlarla iyi gidecek birkaç şey koyduk. Dilediğiniz zaman göz atın.',
          'Daha iyi yapabileceğimiz bir şey varsa bu iletiyi yanıtlayın. Karşınızda bir insan var.',
        ),
      },
    },
    {
      id: 'potential-loyalist',
      when: segmentIs('potential-loyalist'),
      tone: 'Encouraging: the beginning of something good',
      value: 'To find their way around',
      texts: {
        en: letter(
          'A good start, and what comes next',
          '{% if orders == 1 %}Your first order is a good beginning, and we are glad that you found us.{% else %}You are finding your way around here, and we are glad to see it.{% endif %}',
          'Many people who start as you did tell us the same thing: once they knew what else there is, they found more that suits them than they had thought. So take your time and look around.',
          'And if you are not sure what fits, just ask. Answer this mail, and somebody who knows will write back.',
        ),
        tr: letter(
          'Güzel bir başlangıç; peki ya sonrası?',
          '{% if orders == 1 %}İlk siparişiniz güzel bir başlangıç; bizi bulduğunuz için mutluyuz.{% else %}Burayı yavaş yavaş tanıyorsunuz ve bunu görmek bizi sevindiriyor.{% endif %}',
          'Sizin gibi başlayan pek çok kişi aynı şeyi söylüyor: Başka neler olduğunu görünce, kendilerine sandıklarından çok daha fazla şeyin uyduğunu fark etmişler. Acele etmeden, gönlünüzce gezinin.',
          'Hangisinin size uyacağından emin değilseniz sorun. Bu iletiyi yanıtlayın; bilen biri size yazsın.',
        ),
      },
    },
    {
      id: 'needs-attention',
      when: segmentIs('needs-attention'),
      tone: 'Encouraging: attentive, without asking for anything',
      value: 'Help with choosing, and an open door',
      texts: {
        en: letter(
          'Can we help you find something?',
          'It has been a little quieter between us lately. That happens, and it is fine.',
          'Should it be that you looked for something and did not find it, tell us in a line. We know our shelves well, and we enjoy a good search.',
          'A few things have also arrived since you were here. They will keep until you find a quiet minute.',
        ),
        tr: letter(
          'Aradığınızı bulmanıza yardım edelim mi?',
          'Son zamanlarda aramız biraz sessiz. Olur böyle şeyler, sorun değil.',
          'Bir şey arayıp bulamadıysanız bize tek satır yazın. Raflarımızı iyi tanırız ve aramayı severiz.',
          'Siz buradayken olmayan birkaç yenilik de var. Sakin bir anınızı beklerler.',
        ),
      },
    },
    {
      id: 'at-risk',
      when: segmentIs('at-risk'),
      tone: 'Understanding: asks what went wrong, and listens',
      value: 'To be heard, and to have it put right',
      texts: {
        en: letter(
          'Did we let you down somewhere?',
          'You used to be here often, and for a while now you have not. Perhaps you simply have other things to do, and then we wish you well with them.',
          'But if something of ours was not as it should have been, we would rather hear it than guess. One sentence in reply is enough. A person reads it, and will put it right where it can be put right.',
          'There is nothing that you need to do. We only did not want to let you go without asking.',
        ),
        tr: letter(
          'Sizi bir yerde üzdük mü?',
          'Eskiden sık gelirdiniz, bir süredir yoksunuz. Belki de yalnızca başka işleriniz var; öyleyse kolay gelsin.',
          'Ama bizden kaynaklanan bir aksaklık olduysa tahmin yürütmektense sizden duymayı isteriz. Tek cümlelik bir yanıt yeter. Onu bir insan okur ve düzeltilebilecek ne varsa düzeltir.',
          'Yapmanız gereken hiçbir şey yok. Yalnızca sormadan gitmenize gönlümüz elvermedi.',
        ),
      },
    },
    {
      id: 'hibernating',
      when: segmentIs('hibernating'),
      tone: 'Understanding and light: no reproach, no hurry',
      value: 'A short word of what is new, and the choice to hear less',
      texts: {
        en: letter(
          'No hurry, just a short word',
          'It has been quiet for some time, and that is quite all right. Needs change, and so do we.',
          'Since you were last here, some things have become better and a few new ones have come. If you ever wonder whether we might have what you need, you are welcome to look, with no strings attached.',
          'And if you would rather not hear from us, the link below ends it at once. We will not take it amiss.',
        ),
        tr: letter(
          'Aceleniz olmasın, kısa bir söz',
          'Bir süredir sessiziz ve bunda hiçbir sakınca yok. İhtiyaçlar değişir; biz de değişiyoruz.',
          'Son gelişinizden bu yana bazı şeyler daha iyi oldu, birkaç yenilik de eklendi. Bir gün, aradığınız bizde var mı diye merak ederseniz kapımız açık; hiçbir şeye zorunlu değilsiniz.',
          'Bizden haber almak istemiyorsanız aşağıdaki bağlantı yeterli; hemen keseriz ve hiç gücenmeyiz.',
        ),
      },
    },
    {
      id: 'lost',
      when: segmentIs('lost'),
      tone: 'Understanding: a kind goodbye that leaves the door open',
      value: 'Thanks for what was, and peace of mind: this is the last one',
      texts: {
        en: letter(
          'Thank you for the time you were with us',
          'A long time has passed since we last saw you, and perhaps our ways have simply parted. That is part of life, and we do not want to fill your inbox.',
          'So this is only to say thank you for the trust you gave us. Should you ever come by again, you will be as welcome as on the first day.',
          'All the best to you.',
        ),
        tr: letter(
          'Bizimle geçirdiğiniz zaman için teşekkürler',
          'Sizi son gördüğümüzden bu yana uzun zaman geçti; belki de yollarımız ayrıldı. Hayat bu, gelen kutunuzu doldurmak istemeyiz.',
          'Bu ileti yalnızca bize duyduğunuz güven için bir teşekkür. Bir gün yolunuz yeniden düşerse ilk günkü gibi karşılanırsınız.',
          'Gönlünüzce bir yaşam dileriz.',
        ),
      },
    },
    {
      id: 'everybody',
      tone: 'Friendly and plain',
      value: 'To know whom to ask',
      texts: {
        en: letter(
          'Glad you are here',
          'Good to have you with us. This is only a short hello, so that you know that there are people behind all this.',
          'If there is anything you would like to know, answer this mail. Somebody will read it and write back.',
        ),
        tr: letter(
          'İyi ki buradasınız',
          'Aramızda olmanız ne güzel. Bu yalnızca kısa bir merhaba: Tüm bunların ardında insanlar olduğunu bilin istedik.',
          'Öğrenmek istediğiniz bir şey olursa bu iletiyi yanıtlayın. Biri okur ve size yazar.',
        ),
      },
    },
  ],
};
