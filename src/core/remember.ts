/**
 * Makes a pure function remember its latest answer about each object, its first argument. The answer is given again while
 * all other arguments are the same, and is let go together with that object. Only for arguments that nobody changes.
 */
export function remember<About extends object, Rest extends readonly unknown[], Result>(
  work: (about: About, ...rest: Rest) => Result,
): (about: About, ...rest: Rest) => Result {
  const known = new WeakMap<About, { readonly rest: Rest; readonly result: Result }>();
  return (about, ...rest) => {
    const found = known.get(about);
    if (found && rest.every((each, index) => Object.is(each, found.rest[index]))) return found.result;
    const result = work(about, ...rest);
    known.set(about, { rest, result });
    return result;
  };
}
