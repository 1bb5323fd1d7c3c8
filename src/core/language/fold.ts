/** Lower case, without accents, vowel signs and the spelling differences of Arabic, Turkish and Russian letters. */
export function fold(text: string): string {
  if (!/[\u0080-\uffff]/.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\u0640\u200B-\u200F\u2060\uFEFF]/gu, '')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ıİ]/g, 'i')
    .replace(/[ىی]/g, 'ي')
    .replace(/ک/g, 'ك')
    .replace(/[ٱ]/g, 'ا')
    .replace(/œ/g, 'oe')
    .replace(/ß/g, 'ss')
    .replace(/[ةھہ]/g, 'ه');
}
