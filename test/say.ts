import { fileURLToPath } from 'node:url';
import { loadTexts } from '#app/texts.ts';
import { createSay } from '#core/text.ts';

/** The catalogue as the product speaks it. */
export const say = createSay(
  'en',
  await loadTexts(fileURLToPath(new URL('../config/locales/en/', import.meta.url))),
);
