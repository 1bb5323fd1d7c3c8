import { defineCommand } from '#bots/chat/command.ts';
import { chainFile, pdf, textFile } from '#bots/commands/proof/files.ts';
import { leaveOut, setHidden } from '#bots/commands/proof/leave-out.ts';
import { overview } from '#bots/commands/proof/overview.ts';
import { askReview, reviewForm, takeBack } from '#bots/commands/proof/review.ts';
import { sealForm } from '#bots/commands/proof/seal.ts';

/** One page that answers "what changed?", made from the log of study and from nothing else. */
export const command = defineCommand({
  name: 'proof',
  forms: [reviewForm, sealForm],
  run: async (context) => overview(context),
  presses: {
    proof: { redraw: false, run: async (context) => overview(context) },
    proofpdf: { redraw: false, run: pdf },
    prooftext: { redraw: false, run: async (context, id) => textFile(context, id) },
    proofchain: { redraw: false, run: async (context, id) => chainFile(context, id) },
    proofhide: { redraw: false, run: async (context, id) => leaveOut(context, id) },
    proofset: { redraw: true, run: async (context, id) => setHidden(context, id) },
    proofnote: { redraw: false, run: askReview },
    proofundo: { redraw: true, run: takeBack },
    proofseal: { redraw: false, run: ({ open }) => open(sealForm) },
  },
});
