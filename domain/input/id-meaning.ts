const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What programs write where there is no value at all; compared without case, and without quotes or brackets around it. */
const NO_VALUE = words(
  'nan -nan +nan nat null none nil undefined void empty blank missing unknown true false - -- --- ? . * ' +
    '\\n na n/a n.a. #n/a #na #null! #ref! #value! #name? #div/0! #num! #error! ' +
    'inf -inf +inf infinity -infinity 1.#qnan -1.#qnan 1.#ind -1.#ind 1.#inf -1.#inf',
);

/** What shops write where there is an order but nobody known: all of them would be one customer. */
const NOBODY = words('0 -1 guest anonymous anon nobody deleted 00000000-0000-0000-0000-000000000000');

const WRAPPED = /^["'`<([{]+|["'`>)\]}]+$/g;
const EXPONENT = /^[+-]?\d(?:[.,]\d+e[+-]?\d{1,3}|e\+\d{1,3})$/i;
const POINT_ZERO = /^[+-]?\d+\.0+$/;

const SCHEME = /^(?:mailto|tel|sms|smsto|callto|facetime|sip|sips|xmpp|whatsapp):/i;
/** Something on both sides of an @, also as a URL would write it. */
const ADDRESS = /[^@](?:@|%40)[^@]/i;
/** International: a plus, then 7 to 15 digits, formatted or not. */
const WITH_PLUS = /^\+[\d().\-/]+$/;
/** National or international with separators: digits begin with a trunk 0 or 00, or an area code stands in brackets. */
const FORMATTED = /^(?:\(?00?[1-9]|\(\d)[\d().\-/]*$/;
/** 555-123-4567 and 1.555.123.4567, as North America writes them. */
const NORTH_AMERICAN = /^(?:1[-.])?\d{3}([-.])\d{3}\1\d{4}$/;

/** What is wrong with an id that is well formed. */
export interface MeaningFault {
  readonly is: 'placeholder' | 'exponent' | 'point-zero' | 'personal';
  readonly message: string;
}

/**
 * Why an id that is well formed still names nothing, or several things, or a person; `undefined` where it is a good one.
 * Digits alone are always good: 17850, a shop's 13 digits and 0000017850 pass, and so would an unformatted telephone
 * number without a plus, which nobody can tell from them.
 */
export function meaningFault(id: string, of: 'customer' | 'event'): MeaningFault | undefined {
  const word = (id.replace(WRAPPED, '') || id).toLowerCase();
  if (NO_VALUE.has(word)) {
    const message = `"${id}" stands for a missing value, and would make one of all that have none; leave such rows out`;
    return { is: 'placeholder', message };
  }
  if (of === 'customer' && NOBODY.has(word)) {
    const message = `"${id}" stands for a customer nobody knows, and would make one of them all; leave such rows out`;
    return { is: 'placeholder', message };
  }
  if (EXPONENT.test(id)) {
    const message = `"${id}" is a number in exponent notation, whose last digits are lost; export the id as text`;
    return { is: 'exponent', message };
  }
  if (POINT_ZERO.test(id)) {
    const plain = id.replace(/\.0+$/, '');
    const message = `"${id}" is a whole number written with a decimal point; send ${plain}, which is another id`;
    return { is: 'point-zero', message };
  }
  return of === 'customer' ? personFault(id) : undefined;
}

function personFault(id: string): MeaningFault | undefined {
  const what = ADDRESS.test(id) ? 'an e-mail address' : 'a telephone number or an address';
  if (!ADDRESS.test(id) && !SCHEME.test(id) && !isTelephone(id)) return undefined;
  return { is: 'personal', message: `a customer id must be a pseudonym, not ${what}: ids show in the Temporal UI` };
}

function isTelephone(id: string): boolean {
  const digits = id.replace(/\D/g, '').length;
  if (digits > 17) return false;
  if (WITH_PLUS.test(id)) return digits >= 7;
  if (NORTH_AMERICAN.test(id)) return true;
  return /[().\-/]/.test(id) && FORMATTED.test(id) && digits >= 9;
}
