import { fileURLToPath } from 'node:url';

const folder = (name: string): string => fileURLToPath(new URL(`../../config/${name}/`, import.meta.url));

/** Where Rematch keeps its knowledge and its sentences. */
export const KNOWLEDGE = folder('knowledge');
export const TEXTS = folder('locales/en');
export const LOCALES = folder('locales');
