import { assess } from '#app/adviser/assess.ts';
import { check } from '#app/adviser/check.ts';
import { crisis } from '#app/adviser/crisis.ts';
import { draft } from '#app/adviser/draft.ts';
import { explain } from '#app/adviser/explain.ts';
import { gate } from '#app/adviser/gate.ts';
import { interview } from '#app/adviser/interview.ts';
import { next } from '#app/adviser/next.ts';
import { plan } from '#app/adviser/plan.ts';
import { proof } from '#app/adviser/proof.ts';
import { remind } from '#app/adviser/remind.ts';
import { reuse } from '#app/adviser/reuse.ts';
import { schema } from '#app/adviser/schema.ts';
import { soap } from '#app/adviser/soap.ts';
import { study } from '#app/adviser/study.ts';
import type { Verb } from '#app/adviser/verb.ts';
import { worked } from '#app/adviser/worked.ts';

/** Every verb, by its name on the command line and in a batch. */
export const VERBS: ReadonlyMap<string, Verb> = new Map(
  Object.entries({
    schema,
    assess,
    plan,
    worked,
    gate,
    soap,
    remind,
    crisis,
    draft,
    check,
    explain,
    reuse,
    next,
    study,
    interview,
    proof,
  }),
);
