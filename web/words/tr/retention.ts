import type { retention as english } from '../en/retention.ts';
import { speaking } from '../speaking.ts';

const { number } = speaking('tr');

/** What is counted stops there. */
const MOST = 100_000;

export const retention: typeof english = {
  title: 'Saklama',
  about: 'Ne, ne kadar süre saklanır ve ondan sonra ne silinir.',
  forGood:
    'Her şey süresiz saklanıyor. Yasa ya da kendi kurallarınız daha azını istiyorsa her türün kaç gün saklanacağını aşağıda belirtin.',
  others:
    'İzinler ve kanıtları, kuponlar, ödüller, tavsiyeler, engellenen adresler ve silme belgeleri, müşteri ya da çalışma alanı var oldukça saklanır.',
  classes: {
    events: {
      name: 'Olaylar',
      covers:
        'Müşterilerin yaptıkları ve yanında gelen her şey. Vardığı sonuç kalır: skorlar, puanlar, gelir ve sayılar değişmez.',
      lost: 'Müşteri sayfası daha eski olayları göstermez. Onların ayrıntılarını ilk kez soran yolculuklar ve kitleler bir şey bulamaz. O zamandan önce olmuş olaylar, süre yeniden uzatılsa da reddedilir.',
    },
    journal: {
      name: 'Günce',
      covers: 'Müşterilerin zaman çizelgesi ve puanlarının geçmişi. Nerede durdukları kalır.',
      lost: 'O zamandan önce birinin neden geçtiği, yolculuğa girdiği ya da puan aldığı artık görülemez.',
    },
    effects: {
      name: 'İletilere ne olduğu',
      covers: 'İletilerin, yerleşimlerin ve webhookların çıkıp çıkmadığı, ulaşıp ulaşmadığı. Ulaşma toplamları kalır.',
      lost: 'Daha eski bir iletinin müşterisine ulaşıp ulaşmadığını artık kimse söyleyemez. Kimsenin bildirmediği eski yerleşimler de gider.',
    },
    messages: {
      name: 'Posta kutusu',
      covers: 'Yerine geçenlerin posta kutusundaki metinler; sizden başkası okumaz.',
      lost: 'Daha eski metinler artık okunamaz.',
    },
    refused: {
      name: 'Reddedilen satırlar',
      covers: 'Dosyaların reddedilen satırları ile ayrılıp bırakılan olaylar.',
      lost: 'Artık ne indirilebilir ne düzeltilebilir.',
    },
    jobs: {
      name: 'Biten işler',
      covers:
        'İçe aktarma, başlatma ve yeniden kurma gibi biten işler, reddettikleri satırlar ve buldukları farklarla. Silme belgeleri ve sessizliklerin dayandığı ritim kalır.',
      lost: 'Daha eski bir işin sonucu, örneğin bir içe aktarmanın kaç satır aldığı, artık görülemez. Yaptıkları kalır.',
    },
    baskets: {
      name: 'Sepetler',
      covers: 'Hangi ürünlerin birlikte alındığı; öneriler bundan öğrenilir. Siparişler ve gelir kalır.',
      lost: 'Öneriler yalnızca daha yeni siparişlerden öğrenilir; birine çok önce aldığı bir şey gösterilebilir.',
    },
    audit: {
      name: 'Günlük',
      covers: 'Kimin neyi değiştirdiği. Kurulumu işleten daha kısa saklayabilir (AUDIT_KEPT_DAYS).',
      lost: 'O zamandan önce kimin neyi değiştirdiği artık söylenemez.',
    },
  },
  feed: {
    name: 'Değişiklik akışı',
    covers: 'Veri ambarlarının ve webhookların okuduğu satırlar. Başka yerde duranı yineler ve kendiliğinden silinir.',
    none: 'Akış yok: ilk abonelikle ya da API ile başlar.',
    hint: (shortest, longest) => `${shortest} ile ${longest} arası. Daha seyrek okuyan her şeyi baştan yükler.`,
    save: 'Akışı bu kadar sakla',
  },
  days: 'Saklandığı gün',
  daysHint: (shortest) => `Geriye bakan bir şey bozulmasın diye en az ${number(shortest)} gün. Boş: süresiz.`,
  goneTo: (time) => `${time} tarihine kadar olanlar silindi.`,
  rows: (name, rows) => `${name} ${rows}`,
  would: (rows, before) => {
    if (rows === 0) return `${before} tarihinden eski bir şey yok.`;
    if (rows === null) return `${before} tarihinden önce, bir kerede sayılamayacak kadar çok satır.`;
    return rows >= MOST
      ? `${before} tarihinden önce ${number(rows)} ya da daha çok satır.`
      : `${before} tarihinden önce en çok ${number(rows)} satır.`;
  },
  nothingEnds: 'Hiçbir şey: her şey süresiz saklanıyor.',
  next: 'Sıradaki silmede gidecekler',
  last: {
    title: 'Son silme',
    never:
      'Henüz bir şey silinmedi. Silme, bir şeye süre konduktan sonra çeyrek saat içinde başlar ve sonra günde bir kez yapılır.',
    states: {
      queued: (time) => `${time} tarihinde istendi, birazdan başlar.`,
      running: (time) => `${time} tarihinden beri sürüyor. Şimdiye dek silinen:`,
      done: (time) => `${time} tarihinde bitti. Silinen:`,
      failed: (time) => `${time} tarihinde başlayan başarısız oldu, yeniden başlatılıyor. Silinen:`,
      cancelled: (time) => `${time} tarihinde başlayan iptal edildi. Silinen:`,
    },
    nothing: 'hiçbir şey.',
    toJobs: 'İşlere bak',
    unlike: (customers) =>
      `${number(customers)} müşterinin olayları kalıyor, çünkü onlar olmadan bilinenler ortaya çıkmaz.`,
  },
  look: 'Neyin silineceğini gör',
  notSaved: 'Henüz kaydedilmedi. Siz görmeden hiçbir şey silinmez.',
  surely: {
    title: 'Bunlar silinir ve hiçbir şey geri getirmez:',
    forGood: 'Bundan sonra her şey süresiz saklanır. Giden geri gelmez.',
    text: 'Çeyrek saat içinde başlar, o kadar eskiyenlerle günde bir kez sürer.',
    deed: 'Bundan sonra böyle sakla',
    back: 'Yeniden değiştir',
  },
};
