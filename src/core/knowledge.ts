/** What an adviser edits in `config/knowledge`, parsed. */
export interface Knowledge {
  readonly _: never;
}
