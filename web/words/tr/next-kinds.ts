/** What comes next of a customer whether or not they buy, as lists and their own page say it. */
export const NEXT_EITHER_WAY = {
  wait: 'yolculuktaki beklemesi biter',
  closes: 'yolculuğun bir sürümü kapanır',
  goal: 'hedefe ulaşma süresi dolar',
  condition: 'beklediği koşul sağlanabilir',
  date: 'yolculuğa alan bir tarihi gelir',
  loyalty: 'puanları, seviyesi ya da görevi değişir',
  audience: 'bir kitleye girebilir ya da kitleden çıkabilir',
} as const;
