import { z } from 'zod';
import { parseGiven, readZone } from '#app/adviser/input.ts';
import type { Given, Verb } from '#app/adviser/verb.ts';
import { printedText } from '#core/pictures/printed.ts';
import { studySchema } from '#core/record/study.ts';
import { brokenLink, chainSchema } from '#core/study/chain.ts';
import { proofOf } from '#core/study/proof.ts';
import { proofPage } from '#core/study/proof-page.ts';

/** Only the log matters; the rest of a record may be there. */
const loggedSchema = z.object({ study: studySchema });

/**
 * Checks the seals of a log of study, and prints the page that is made of it. It also takes the file that `/proof` makes for
 * someone who wants to check the chain, in which entries may be left out.
 */
export const proof: Verb = {
  usage: 'proof RECORD.json|CHAIN.json [--zone Z]',
  takes: [{ name: 'record', as: 'json' }],
  wants: 'one record, or the file with all seals',
  run: ([given], { zone: named }, { knowledge, say }) => {
    const zone = readZone(named);
    if (isChain(given)) return { kind: 'one', value: checked(given) };
    const { study } = parseGiven(given, loggedSchema, 'record');
    const { broken, seal, entries, ...shows } = proofOf(study, zone);
    const page = proofPage(study, { hidden: new Set(), zone }, knowledge, say);
    const text = page ? printedText(page).split('\n') : [];
    return { kind: 'one', value: { holds: broken === null, broken, entries, seal, ...shows, page: text } };
  },
};

function isChain(given: Given | undefined): boolean {
  const value = given?.value;
  return typeof value === 'object' && value !== null && 'rematch' in value;
}

function checked(given: Given | undefined): unknown {
  const chain = parseGiven(given, chainSchema);
  const place = brokenLink(chain);
  const last = chain.links.at(-1);
  const shown = chain.links.filter((link) => 'entry' in link).length;
  return {
    holds: place === null,
    /** The place, from 1, of the first that does not follow from the ones before. */
    broken: place,
    entries: chain.links.length,
    left_out: chain.links.length - shown,
    seal: last ? ('entry' in last ? last.entry : last.left_out).seal : null,
  };
}
