import type { Context } from '#bots/chat/context.ts';
import { DRAFT } from '#bots/commands/write/papers.ts';
import { quoted } from '#bots/commands/write/show.ts';
import { type Contradiction, contradictions } from '#core/draft/contradictions.ts';
import type { Paper } from '#core/record/paper.ts';
import type { Line, Reply } from '#core/reply.ts';

/** The latest drafts that are held against each other, and how many contradictions are named at a time. */
const READ = 30;
const MOST = 6;

/** Where two drafts of a person tell different stories, with both places. Nothing where they agree. */
export async function storiesPart(context: Context, papers: readonly Paper[]): Promise<Reply> {
  const { say, knowledge } = context;
  const drafts = await Promise.all(papers.slice(0, READ).map(({ id }) => context.papers.load(id, DRAFT)));
  const texts = drafts.flatMap((draft) =>
    draft ? [{ name: draft.paper.title, text: draft.content.text }] : [],
  );
  const found = contradictions(texts, knowledge);
  if (found.length === 0) return [];
  const rest = found.length - MOST;
  return [
    {
      kind: 'list',
      title: say.line('stories.title'),
      ordered: false,
      items: found.slice(0, MOST).map((one) => lineOf(say, one)),
    },
    ...(rest > 0 ? [say.text('stories.more', { count: rest })] : []),
    say.text('stories.advice'),
  ];
}

function lineOf(say: Context['say'], { topic, places: [a, b] }: Contradiction): Line {
  return say.line('stories.line', {
    about: topicWords(say, topic),
    one: a.name,
    said: quoted(a.words),
    other: b.name,
    other_said: quoted(b.words),
  });
}

/** `step2ck.failed_on`: when Step 2 CK was failed. */
function topicWords(say: Context['say'], topic: Contradiction['topic']): string {
  const [exam = '', what] = topic.split('.');
  if (what === undefined) return say.plain(`stories.topic.${topic}`);
  return say.plain(`stories.exam_topic.${what}`, { exam: say.plain(`profile.form.exam.choices.${exam}`) });
}
