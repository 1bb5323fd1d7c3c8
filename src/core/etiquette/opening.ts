import type { Case, Opening } from '#core/etiquette/case.ts';
import { readDay } from '#core/etiquette/days.ts';
import { programOf } from '#core/etiquette/gate-actions.ts';
import { isHeard } from '#core/etiquette/history.ts';
import { plainName } from '#core/soap/log.ts';

type Unopened = Omit<Case, 'opening'>;

const CLOSED: Opening = { isOpen: false, day: null, sent: 0 };

export function openingOf(at: Unopened): Opening {
  switch (at.rule.opens) {
    case 'anytime':
    case 'season':
      return { isOpen: true, day: null, sent: sentIn(at, at.history.silent) };
    case 'message':
      return ofMessage(at);
    case 'feedback':
      return ofFeedback(at);
    case 'request':
      return ofRequest(at);
    case 'talk':
      return ofTalk(at);
    default:
      return at.rule.opens satisfies never;
  }
}

function sentIn({ kind }: Unopened, said: Case['history']['said']): number {
  return said.filter((one) => one.from === 'me' && one.kind === kind).length;
}

function ofMessage(at: Unopened): Opening {
  const { said, silent } = at.history;
  const heard = said.length - silent.length - 1;
  const called = at.calledOn().get(plainName(programOf(at.contact))) ?? null;
  const day = Math.max(said[heard]?.day ?? Number.NEGATIVE_INFINITY, called ?? Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(day)) return CLOSED;
  return {
    isOpen: true,
    day,
    sent: sentIn(
      at,
      silent.filter((one) => one.day >= (called ?? one.day)),
    ),
  };
}

function ofFeedback(at: Unopened): Opening {
  const { said } = at.history;
  const asked = said.findIndex(({ from, kind }) => from === 'me' && kind === 'program-feedback');
  const told = asked < 0 ? -1 : said.findLastIndex((one, index) => index > asked && one.from === 'them');
  const first = said[told];
  if (first) return { isOpen: true, day: first.day, sent: sentIn(at, said.slice(told + 1)) };
  return at.contact.feedback === null ? CLOSED : { isOpen: true, day: null, sent: sentIn(at, said) };
}

function ofRequest(at: Unopened): Opening {
  const { said } = at.history;
  const asked = said.findLastIndex(({ from, kind }) => from === 'me' && kind === 'letter-request');
  const request = said[asked];
  return request ? { isOpen: true, day: request.day, sent: sentIn(at, said.slice(asked + 1)) } : CLOSED;
}

/** After a thank-you only a new conversation or a letter opens it again; before, any sign of life does. */
function ofTalk(at: Unopened): Opening {
  const { said } = at.history;
  const { letter, known } = at.contact;
  const talked = said.findLastIndex(({ isTalk, kind }) => isTalk || kind === 'call');
  const talk = said[talked];
  const received = letter?.received ? readDay(letter.received) : null;
  if (received !== null && received <= at.today && received > (talk?.day ?? Number.NEGATIVE_INFINITY))
    return {
      isOpen: true,
      day: received,
      sent: sentIn(
        at,
        said.filter(({ day }) => day >= received),
      ),
    };
  if (talk) return { isOpen: true, day: talk.day, sent: sentIn(at, said.slice(talked + 1)) };
  const isOpen = said.some(isHeard) || known.some((how) => how !== 'applied');
  return { isOpen, day: null, sent: sentIn(at, said) };
}
