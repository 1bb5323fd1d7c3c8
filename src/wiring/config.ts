import { fileURLToPath } from 'node:url';

const folder = (name: string): string => fileURLToPath(new URL(`../../config/${name}/`, import.meta.url));

/** Where the house finds what it knows and what it says. */
export const KNOWLEDGE = folder('knowledge');
export const TEXTS = folder('locales/en');
export const LOCALES = folder('locales');
