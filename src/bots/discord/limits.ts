const DOCS = 'https://discord.com/developers/docs';

/**
 * What Discord accepts, each limit with the page that says so. Lengths are in characters unless the name says
 * otherwise.
 */
export const LIMITS = {
  content: { max: 2000, docs: `${DOCS}/resources/message#create-message` },
  filesPerMessage: { max: 10, docs: `${DOCS}/resources/message#attachment-object` },
  fileBytes: { max: 10 * 1024 * 1024, docs: `${DOCS}/reference#uploading-files` },
  fileDescription: { max: 1024, docs: `${DOCS}/resources/message#attachment-object` },
  nonce: { max: 25, docs: `${DOCS}/resources/message#create-message` },
  rows: { max: 5, docs: `${DOCS}/components/reference#action-row` },
  buttonsPerRow: { max: 5, docs: `${DOCS}/components/reference#action-row` },
  buttonLabel: { max: 80, docs: `${DOCS}/components/reference#button` },
  customId: { max: 100, docs: `${DOCS}/components/reference#anatomy-of-a-component` },
  selectOptions: { max: 25, docs: `${DOCS}/components/reference#string-select` },
  selectLabel: { max: 100, docs: `${DOCS}/components/reference#string-select` },
  selectPlaceholder: { max: 150, docs: `${DOCS}/components/reference#string-select` },
  modalTitle: { max: 45, docs: `${DOCS}/interactions/receiving-and-responding#interaction-response-object` },
  modalLabel: { max: 45, docs: `${DOCS}/components/reference#label` },
  modalDescription: { max: 100, docs: `${DOCS}/components/reference#label` },
  typedAnswer: { max: 4000, docs: `${DOCS}/components/reference#text-input` },
  placeholder: { max: 100, docs: `${DOCS}/components/reference#text-input` },
  commandDescription: {
    max: 100,
    docs: `${DOCS}/interactions/application-commands#application-command-object`,
  },
  messageCommandName: {
    max: 32,
    docs: `${DOCS}/interactions/application-commands#application-command-object-application-command-naming`,
  },
  choices: {
    max: 25,
    docs: `${DOCS}/interactions/application-commands#application-command-object-application-command-option-structure`,
  },
  choiceName: {
    max: 100,
    docs: `${DOCS}/interactions/application-commands#application-command-object-application-command-option-choice-structure`,
  },
  firstAnswerMs: {
    max: 3000,
    docs: `${DOCS}/interactions/receiving-and-responding#responding-to-an-interaction`,
  },
  answerMs: {
    max: 15 * 60 * 1000,
    docs: `${DOCS}/interactions/receiving-and-responding#responding-to-an-interaction`,
  },
  requestsPerSecond: { max: 50, docs: `${DOCS}/topics/rate-limits#global-rate-limit` },
} as const satisfies Readonly<Record<string, { readonly max: number; readonly docs: string }>>;

/**
 * Cuts a label to `max` characters and marks the cut with `…`. It cuts between words if one ends in the second half.
 */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  const space = text.slice(0, max).lastIndexOf(' ');
  const cut = text.slice(0, space >= max / 2 ? space : max - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.trimEnd()}…`;
}
