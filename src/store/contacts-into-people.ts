import { z } from 'zod';

const contactSchema = z.looseObject({
  id: z.string(),
  program: z.string(),
  at: z.string(),
  how: z.string().optional(),
  applied: z.boolean().optional(),
});
const personSchema = z.looseObject({
  kind: z.string(),
  name: z.string(),
  log: z.array(z.looseObject({ at: z.string() })).default([]),
});
const documentSchema = z.looseObject({
  soap: z.looseObject({ contacts: z.array(contactSchema).default([]) }).optional(),
  people: z.array(personSchema).default([]),
});

/** As many as a record of version 2 held; a contact that finds no room stays where it was, and is still read there. */
const MOST_PEOPLE = 200;
const MOST_MESSAGES = 60;

/** Version 1 kept the programs that got in touch in SOAP in a list of their own; version 2 keeps them among the people. */
export function contactsIntoPeople(
  document: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { soap, people, ...rest } = documentSchema.parse(document);
  if (!soap) return document;
  const grown = [...people];
  const left = soap.contacts.filter((contact) => {
    const { id, program, at, how, applied } = contact;
    const kind = how === 'call' || how === 'mail' ? how : 'other';
    const message = {
      at,
      from: 'them',
      kind,
      refused: false,
      says: null,
      ...(applied !== undefined && { applied }),
    };
    const index = grown.findIndex((one) => one.kind === 'program' && plain(one.name) === plain(program));
    const known = grown[index];
    if (known) {
      if (known.log.length >= MOST_MESSAGES) return true;
      const log = [...known.log, message].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
      grown[index] = { ...known, log };
      return false;
    }
    if (grown.length >= MOST_PEOPLE) return true;
    grown.push({ id, kind: 'program', name: program, known: applied ? ['applied'] : [], log: [message] });
    return false;
  });
  return { ...rest, soap: { ...soap, contacts: left }, people: grown };
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
