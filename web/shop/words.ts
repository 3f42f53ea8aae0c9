import type { Product } from '../../api/demo-shop/shop.contract.ts';
import type { Language } from '../words/speaking.ts';

const en = {
  title: 'Demo shop',
  pages: 'The pages',
  signIn: 'Sign in first',
  signedOut: 'The shop belongs to a workspace, and nobody is signed in.',
  notHere: 'The demo shop is only in workspaces with a test clock, where everybody is made up. This one has real time.',
  toOpen:
    'The shop is closed. Opening it publishes in this workspace what it has not got: draws and a quest in the loyalty programme, three journeys that greet, thank and give tickets, and a key by which tokens of shoppers are signed.',
  mayNot: 'An admin of the workspace opens it.',
  open: 'Open the shop',
  opening: 'Opening …',
  failed: 'That did not work:',
  again: 'Try again',
  you: (name: string) => `You are ${name}, a newcomer who is made up.`,
  inPages: 'Watch them in the pages',
  another: 'Be somebody else',
  standing: 'Your points and tier',
  shelf: 'What we sell',
  products: { mug: 'Mug', book: 'Book', lamp: 'Lamp', chair: 'Chair' } satisfies Record<Product, string>,
  buy: (what: string, price: string) => `Buy: ${what}, ${price}`,
  look: (what: string) => `Look at: ${what}`,
  bought: (what: string, price: string) => `Bought: ${what} for ${price}.`,
  close: 'Close',
  points: (active: string) => `${active} points`,
  next: (tier: string, missing: string) => `${missing} more to ${tier}`,
  nextByOrders: (tier: string, missing: string) => `Orders to ${tier}: ${missing}`,
  top: 'The highest tier',
  none: 'No tier yet',
  tiers: { bronze: 'Bronze', silver: 'Silver', gold: 'Gold' },
  questsTitle: 'Your quests',
  step: (name: string, done: string, target: string) => `${name}: ${done} of ${target}`,
  done: 'Done',
  quest: { name: 'A tour of the shop', text: 'Try more than one thing.', orders: 'Orders', kinds: 'Different things' },
  drawsTitle: 'Your draws',
  noDraws: 'With a ticket, you play here.',
  play: { wheel: 'Spin the wheel', scratch: 'Scratch the card', gift: 'Open the box' },
  tickets: (left: string) => `Tickets: ${left}`,
  won: (prize: string) => `You have won: ${prize}`,
  blank: (prize: string) => `This time: ${prize}`,
  nothingLeft: 'All prizes are gone.',
  notPlayed: 'That did not work. Try again: your ticket is as it was.',
  draws: {
    wheel: 'The wheel',
    scratch: 'The scratch card',
    gift: 'The gift box',
    prizes: { few: '20 points', many: '100 points', mug: '500 points', nothing: 'Nothing' },
  },
  luck: { name: 'Shop: luck', reason: 'No order within 30 days' },
  hello: { name: 'Shop: hello', title: 'Good to see you', body: 'Every purchase earns points. They count at once.' },
  thanks: { name: 'Shop: thanks', title: 'Thank you for your order', body: 'Your points have been added.' },
};

export type ShopWords = typeof en;

const tr: ShopWords = {
  title: 'Deneme mağazası',
  pages: 'Sayfalar',
  signIn: 'Önce oturum açın',
  signedOut: 'Mağaza bir çalışma alanına aittir ve kimse oturum açmamış.',
  notHere:
    'Deneme mağazası yalnızca herkesin uydurma olduğu, deneme saatli çalışma alanlarındadır. Burada gerçek zaman geçerli.',
  toOpen:
    'Mağaza kapalı. Açmak, bu çalışma alanında eksik olanı yayımlar: sadakat programına çekilişler ve bir görev, karşılayan, teşekkür eden ve bilet veren üç yolculuk ve alışveriş edenlerin belirteçlerini imzalayan bir anahtar.',
  mayNot: 'Onu çalışma alanının bir yöneticisi açar.',
  open: 'Mağazayı aç',
  opening: 'Açılıyor …',
  failed: 'Bu olmadı:',
  again: 'Yeniden dene',
  you: (name) => `Siz ${name} adlı, uydurma bir yeni müşterisiniz.`,
  inPages: 'Sayfalarda izle',
  another: 'Başka biri ol',
  standing: 'Puanınız ve kademeniz',
  shelf: 'Sattıklarımız',
  products: { mug: 'Kupa', book: 'Kitap', lamp: 'Lamba', chair: 'Sandalye' },
  buy: (what, price) => `Satın al: ${what}, ${price}`,
  look: (what) => `Bak: ${what}`,
  bought: (what, price) => `Alındı: ${what}, ${price}.`,
  close: 'Kapat',
  points: (active) => `${active} puan`,
  next: (tier, missing) => `${tier} için ${missing} daha`,
  nextByOrders: (tier, missing) => `${tier} için kalan sipariş: ${missing}`,
  top: 'En yüksek kademe',
  none: 'Henüz kademe yok',
  tiers: { bronze: 'Bronz', silver: 'Gümüş', gold: 'Altın' },
  questsTitle: 'Görevleriniz',
  step: (name, done, target) => `${name}: ${done} / ${target}`,
  done: 'Tamam',
  quest: { name: 'Mağaza turu', text: 'Birden çok şey deneyin.', orders: 'Sipariş', kinds: 'Farklı ürün' },
  drawsTitle: 'Çekilişleriniz',
  noDraws: 'Biletiniz olunca burada oynarsınız.',
  play: { wheel: 'Çarkı çevir', scratch: 'Kartı kazı', gift: 'Kutuyu aç' },
  tickets: (left) => `Bilet: ${left}`,
  won: (prize) => `Kazandınız: ${prize}`,
  blank: (prize) => `Bu kez: ${prize}`,
  nothingLeft: 'Ödüller tükendi.',
  notPlayed: 'Bu olmadı. Yeniden deneyin: biletiniz duruyor.',
  draws: {
    wheel: 'Çark',
    scratch: 'Kazı kazan',
    gift: 'Hediye kutusu',
    prizes: { few: '20 puan', many: '100 puan', mug: '500 puan', nothing: 'Boş' },
  },
  luck: { name: 'Mağaza: şans', reason: '30 günde sipariş yok' },
  hello: { name: 'Mağaza: merhaba', title: 'Hoş geldiniz', body: 'Her alışveriş puan kazandırır, hem de hemen.' },
  thanks: { name: 'Mağaza: teşekkür', title: 'Siparişiniz için teşekkürler', body: 'Puanlarınız eklendi.' },
};

export const SHOP_WORDS: Readonly<Record<Language, ShopWords>> = { en, tr };

/** As it was chosen in the pages, or else as the browser has it. */
export function shopLanguage(): Language {
  const wanted = localStorage.getItem('sojourn.language') ?? navigator.language;
  return wanted.startsWith('tr') ? 'tr' : 'en';
}
