/** What a file may say in a column. */
export type FieldName =
  | 'customer'
  | 'email'
  | 'id'
  | 'at'
  | 'amount'
  | 'quantity'
  | 'price'
  | 'order'
  | 'refunded'
  | 'status'
  | 'currency'
  | 'item'
  | 'actions'
  | 'lastActionAt'
  | 'monetary'
  | 'timezone'
  | 'consent'
  | 'consentAt'
  | 'name'
  | 'stock'
  | 'category'
  | 'url'
  | 'image';

/** How headers call it, in order of how sure that is: lower case, without anything but letters and digits. */
export const NAMES: Readonly<Record<FieldName, readonly string[]>> = {
  customer: [
    'customer',
    'customerid',
    'customerno',
    'customernumber',
    'client',
    'clientid',
    'user',
    'userid',
    'buyer',
    'buyerid',
    'member',
    'memberid',
    'musteri',
    'musteriid',
    'musterino',
    'musterikodu',
    'kunde',
    'kundennummer',
    'kundennr',
  ],
  email: ['email', 'emailaddress', 'mail', 'customeremail', 'billingemail', 'eposta', 'epostaadresi'],
  id: [
    'id',
    'order',
    'orderid',
    'orderno',
    'ordernumber',
    'invoice',
    'invoiceno',
    'invoicenumber',
    'transactionid',
    'receipt',
    'siparis',
    'siparisid',
    'siparisno',
    'faturano',
    'bestellnummer',
    'rechnungsnummer',
  ],
  at: [
    'at',
    'date',
    'orderdate',
    'orderts',
    'invoicedate',
    'createdat',
    'created',
    'timestamp',
    'time',
    'datetime',
    'purchasedat',
    'purchasedate',
    'tarih',
    'siparistarihi',
    'datum',
    'bestelldatum',
  ],
  amount: [
    'amount',
    'total',
    'revenue',
    'value',
    'sum',
    'ordertotal',
    'totalamount',
    'grandtotal',
    'net',
    'sales',
    'tutar',
    'toplam',
    'siparistutari',
    'betrag',
    'summe',
  ],
  quantity: ['quantity', 'qty', 'units', 'adet', 'miktar', 'menge'],
  price: ['price', 'unitprice', 'fiyat', 'birimfiyat', 'preis', 'einzelpreis'],
  order: ['refundof', 'originalorder', 'parentorder'],
  refunded: ['refunded', 'refundedamount', 'refundamount', 'iadetutari'],
  status: ['paymentstatus', 'financialstatus', 'orderstatus', 'odemedurumu'],
  currency: ['currency', 'currencycode', 'parabirimi', 'waehrung'],
  item: ['sku', 'item', 'itemid', 'productid', 'articleid', 'stockcode', 'urunkodu', 'stokkodu', 'artikelnummer'],
  actions: ['actions', 'orders', 'ordercount', 'orderscount', 'frequency', 'purchases', 'numorders', 'siparissayisi'],
  lastActionAt: [
    'lastactionat',
    'lastorder',
    'lastorderdate',
    'lastpurchase',
    'lastpurchasedate',
    'recency',
    'sonsiparis',
    'sonsiparistarihi',
  ],
  monetary: [
    'monetary',
    'spent',
    'totalspent',
    'revenue',
    'total',
    'amount',
    'ltv',
    'lifetimevalue',
    'toplamharcama',
    'ciro',
  ],
  timezone: ['timezone', 'tz', 'saatdilimi'],
  consent: ['consent', 'optin', 'subscribed', 'marketingconsent', 'izin', 'onay'],
  name: ['name', 'title', 'productname', 'product', 'urunadi', 'urun', 'ad', 'bezeichnung'],
  stock: ['stock', 'onhand', 'available', 'inventory', 'stok', 'stokadedi', 'lagerbestand'],
  category: ['category', 'producttype', 'type', 'kategori', 'kategorie'],
  url: ['url', 'link', 'productlink', 'producturl', 'adres'],
  image: ['image', 'imageurl', 'imagelink', 'picture', 'gorsel', 'resim', 'bild'],
  consentAt: ['consentat', 'consentdate', 'optindate', 'izintarihi', 'onaytarihi'],
};
