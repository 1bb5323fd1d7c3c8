/**
 * What can fill a slot of a template. Those with a dot are read directly from the record; the others are worked out
 * from it, and `core/draft/readers.ts` says from what.
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
  // The addressee, if that is a person; and the program or place that they are, or belong to.
  'person',
  'program',
  // How they met: an interview, a conversation, a rotation; and where and when they worked together.
  'contact',
  'together',
  // The field that the text is about, as written mid-sentence; null if it is a first year rather than a field.
  'field',
  'training',
  // Every field in which the person would train.
  'fields',
  // How the latest season ended without a full position, and when; and every season that ended that way.
  'outcome',
  'season',
  'seasons',
  // What they are working towards now: "am preparing to apply again in family medicine".
  'aim',
  // Filled only if true: the person is in SOAP; any position is their priority.
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
