/** Browsers and mail programs cut or refuse longer links. */
const LONGEST = 2_000;

/**
 * A link that opens a mail with this subject and body, to nobody yet. Null for one that is too long to work everywhere.
 * Source: RFC 6068, sections 2 and 5 (line breaks are `%0D%0A`).
 */
export function mailtoOf(subject: string, body: string): string | null {
  const lines = body.toWellFormed().replace(/\r?\n/g, '\r\n');
  const link = `mailto:?subject=${encodeURIComponent(subject.toWellFormed())}&body=${encodeURIComponent(lines)}`;
  return link.length > LONGEST ? null : link;
}
