/**
 * What a slot of a template can be filled from. Those with a dot are read from the record as they stand; the others are
 * worked out from it, and what each of them reads is `core/draft/readers.ts`.
 */
export const SLOT_SOURCES = [
  'letterhead.name',
  'letterhead.degree',
  'letterhead.school',
  'letterhead.country',
  'letterhead.aamcId',
  'letterhead.phone',
  'letterhead.mail',
  'story.cause',
  'story.changes',
  'story.strengths',
  'story.field',
  'story.plan',
  'to.feedback',
  // Who is written to, where that is a person; and the program or place that they are, or belong to.
  'person',
  'program',
  // How they met: an interview, a conversation, a rotation; and where and when they worked together.
  'contact',
  'together',
  // The field that the text is about, in the middle of a sentence; null where that is no field but a first year.
  'field',
  'training',
  // Every field that the person would train in.
  'fields',
  // How the latest season ended without a full position, and when; and every season that did.
  'outcome',
  'season',
  'seasons',
  // What they work towards now: "am preparing to apply again in family medicine".
  'aim',
  // Only where it is so: somebody who is in SOAP; whose priority is any position.
  'in_soap',
  'any_position',
  // `failed`: each failed exam with its attempt. `exam_story`: the same with what came of it.
  'failed',
  'exam_story',
  // The story of the latest failure alone, while it is open.
  'late_result',
  'passed',
  'retake',
  'practice',
  'board_history',
  'graduation',
  'us_months',
  'us_work',
  'experience',
  'research',
  // The latest work since the failed exam, or the latest of all.
  'latest_work',
] as const;
export type SlotSource = (typeof SLOT_SOURCES)[number];
