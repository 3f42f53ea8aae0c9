import type { DeliverabilityWords } from '../../screens/deliverability/words.ts';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

export const deliverability: DeliverabilityWords = {
  title: 'İletiler ulaşıyor mu?',
  about: (from, to) => `${from} – ${to} iletileri`,
  none: 'Bu günlerde hiç ileti gönderilmedi.',
  noneHint: 'Bir yolculuk ileti gönderince neyin ulaştığı, neyin geri döndüğü ve kimin şikâyet ettiği burada görünür.',
  days: 'Son',
  dayCount: (value) => `${number(value)} gün`,
  channel: 'Kanal',
  everyChannel: 'Tüm kanallar',
  channels: {
    email: 'E-posta',
    sms: 'Kısa mesaj',
    telegram: 'Telegram',
    push: 'Web bildirimi',
    mobile: 'Mobil bildirim',
  },
  figures: {
    sent: 'Gönderildi',
    delivered: 'Ulaştığı bilinen',
    bounced: 'Geri döndü',
    complained: 'Spam diye bildirildi',
    unsubscribed: 'Abonelikten çıkıldı',
    unknown: 'Sonucu bilinmiyor',
    failed: 'Başarısız',
    opened: 'Açıldı',
    clicked: 'Tıklandı',
  },
  help: {
    sent: 'Bir sağlayıcı teslim aldı.',
    delivered: 'Sağlayıcısı öyle dedi; her sağlayıcı söylemez.',
    bounced: (hard) => `Bunların ${hard} tanesi kimseye ait olmayan adreslere.`,
    complained: 'Okuyanlar “spam” düğmesine bastı.',
    unsubscribed: 'Okuyanlar bu iletiyle onayını geri aldı.',
    unknown: 'Gitmiş de olabilir, gitmemiş de; yeniden denenmez.',
    failed: 'Sağlayıcı reddetti ya da vazgeçildi.',
    opened: 'Kendi resmimize göre; e-posta programı resmi kendiliğinden de alabilir.',
    clicked: 'Kendi bağlantı ve düğmelerimize göre.',
  },
  notLooked: 'E-posta ayarları gereği e-postaların açılma ve tıklanmasına bakılmıyor.',
  warnings: {
    complaints: (some, of) =>
      `${of} iletiden ${some} tanesi spam diye bildirildi; bu %0,1’in üzerinde. Gmail göndericilerden bunun altında kalmasını ister.`,
    'complaints-blocking': (some, of) =>
      `${of} iletiden ${some} tanesi spam diye bildirildi; bu %0,3 ya da üzeri. Gmail ve Yahoo bundan sonra göndericinin e-postalarını reddeder.`,
    bounces: (some, of) => `${of} iletiden ${some} tanesi geri döndü; bu %2’nin üzerinde.`,
  },
  advice: {
    complaints: 'Daha seyrek, yalnızca onay vermiş ve hâlâ açan ya da alışveriş edenlere gönderin.',
    'complaints-blocking': 'Nedenini öğrenene dek bildirilen yolculuğu duraklatın.',
    bounces: 'Bu adreslerin nereden geldiğine bakın. Kimseye ait olmayan adreslere bir daha yazılmaz.',
  },
  few: 'O kadar az gönderildi ki tek bir bildirim bile %0,1’i aşar. Hemen davranmak yerine izleyin.',
  sources:
    'Bir ileti, karar verildiği günde sayılır; ondan sonra geri gelen de öyle. Geri dönenlerin payı gönderilenlerin tümüne, öteki paylar geri dönmeyenlere göredir. %0,1 ve %0,3: Gmail ve Yahoo’nun gönderici kuralları. %2: posta hizmetlerinin genel kuralı. Gmail tek tek bildirimleri iletmez: Postmaster Tools’a da bakın.',
  byDay: 'Gün gün, kanala göre',
  day: 'Gün',
  ofDay: (day, channel) => `${day}: ${channel}`,
  byChannel: 'Kanala göre',
  byJourney: 'Yolculuğa göre',
  journey: 'Yolculuk',
  warned: 'bir bakın',
  uncounted: (value) => `${number(value)} ileti henüz sayılıyor; sayılar ardından gelir.`,
};
