import type { Place } from '#core/knowledge/realism.ts';
import type { Cited } from '#core/knowledge/source.ts';
import type { Path } from '#core/record/assessment.ts';

/**
 * What the readings return: plain data, ready to be drawn. Every sentence comes from `config/knowledge` with its blanks
 * filled and its source looked up, and all of it is text without markup.
 */
export type Tone = 'harms' | 'helps' | 'plain';

/** One thing that a person's own data says. */
export interface Finding {
  readonly id: string;
  readonly tone: Tone;
  readonly title: string;
  readonly says: string;
  /** What to do about it; null if nothing needs to be done. */
  readonly do: string | null;
  readonly source: Cited;
}

/** Something we were not told, as a thing to find out. */
export interface Open {
  readonly id: string;
  readonly asks: string;
}

/** U3: why the latest finished cycle ended as it did. Without such a cycle there are no parts, and `says` tells why. */
export interface Autopsy {
  readonly title: string;
  readonly says: string;
  /** The Match year of the cycle; null if there is none or we were not told. */
  readonly year: number | null;
  /** In the order of knowledge; parts with no finding and nothing open are left out. */
  readonly parts: readonly AutopsyPart[];
}

export interface AutopsyPart {
  readonly id: string;
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly open: readonly Open[];
}

/** U5: the three pillars, starting with what holds back most. `order` says in one line why they are in this order. */
export interface Pillars {
  readonly title: string;
  readonly order: string;
  readonly pillars: readonly Pillar[];
}

export interface Pillar {
  readonly id: string;
  readonly title: string;
  /** `unknown`: we were told nothing about it. */
  readonly state: 'holds_back' | 'fine' | 'unknown';
  /** 0 if nothing holds back. Only meaningful for comparing pillars of one reading. */
  readonly weight: number;
  /** Failed criteria of the verdict that belong to it, heaviest first, in the words of knowledge. */
  readonly failed: readonly { readonly id: string; readonly missing: string }[];
  /** The most harmful first. */
  readonly findings: readonly Finding[];
  readonly open: readonly Open[];
}

/** U6: how a program reads a failed exam. Only for people with one. */
export interface ProgramsEye {
  readonly title: string;
  readonly says: string;
  readonly risks: readonly Finding[];
  /** What helps, then what harms, each in the order of knowledge. */
  readonly modifiers: readonly Modifier[];
  /** What may be said to programs now, and by whom. */
  readonly contact: readonly Finding[];
}

export interface Modifier {
  readonly id: string;
  readonly kind: 'helps' | 'harms';
  /**
   * Helping: `has` it, `within_reach` before the next deadline, `out_of_reach` until then, `not_told` if it can only be
   * found out. Harming: `has` it, `has_not`, or `not_told`.
   */
  readonly state: 'has' | 'has_not' | 'within_reach' | 'out_of_reach' | 'not_told';
  /** The state in words. */
  readonly standing: string;
  readonly title: string;
  readonly says: string;
  /** How to get it, or how to undo the harm; null if it is already there, or cannot be changed in time. */
  readonly do: string | null;
  readonly source: Cited;
}

/** U7: what in the story does not go together. */
export interface Coherence {
  readonly title: string;
  readonly says: string;
  /** How many comparisons had both of their facts. With 0 there was too little to compare, and `says` says so. */
  readonly compared: number;
  /** Ids of the comparisons that go together. */
  readonly fits: readonly string[];
  readonly clashes: readonly Clash[];
}

export interface Clash {
  readonly id: string;
  readonly title: string;
  /** The two facts that do not go together. */
  readonly facts: readonly [string, string];
  /** How a program may read them. */
  readonly says: string;
  readonly do: string;
  readonly source: Cited;
}

/** U8: which fields are realistic for this profile, and where the target is among them. */
export interface Realism {
  readonly title: string;
  readonly says: string;
  /** The most open first; groups without a field are left out. */
  readonly groups: readonly {
    readonly place: Place;
    readonly title: string;
    readonly fields: readonly FieldView[];
  }[];
  /** The target first, then the other fields that the person would accept. */
  readonly chosen: readonly ChosenField[];
  /** What the figures cannot say; empty if no figure is shown. */
  readonly limits: readonly string[];
}

export interface FieldView {
  readonly id: string;
  readonly name: string;
  readonly place: Place;
  readonly why: string;
  readonly source: Cited;
}

export interface ChosenField extends FieldView {
  readonly isTarget: boolean;
  /** Published figures, only for the population they describe; otherwise why none is shown. */
  readonly published: Published | { readonly none: string };
  /** The positions in this field that SOAP had, each with its year. */
  readonly supply: readonly { readonly year: number; readonly says: string; readonly source: Cited }[];
}

export interface Published {
  readonly year: number;
  /** In words. */
  readonly population: string;
  /** Quartiles of Step 2 CK in words and figures, for those who matched and those who did not. */
  readonly figures: readonly string[];
  /** Where the person's own score lies, in words; empty if we know of no passing score. Never a probability. */
  readonly position: readonly string[];
  /** What this field's figures show about scores; null if our sources have nothing. */
  readonly note: string | null;
  readonly source: Cited;
}

/** All readings of one person on one day. */
export interface Readings {
  readonly path: Path;
  readonly autopsy: Autopsy;
  readonly pillars: Pillars;
  /** Null for people without a failed exam. */
  readonly programsEye: ProgramsEye | null;
  readonly coherence: Coherence;
  readonly realism: Realism;
}
