/** Tells whether a text names one of some paths, as it is or as JSON writes it. */
export function mentionOf(paths: readonly string[]): (text: string) => boolean {
  const forms = [...new Set(paths.flatMap((path) => [path, JSON.stringify(path).slice(1, -1)]))];
  const [first = ''] = forms;
  // Most texts do not even name the folder all of them lie in.
  const start = forms.reduce((common, form) => common.slice(0, sharedLength(common, form)), first);
  return (text) => text.includes(start) && forms.some((form) => text.includes(form));
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
