/** A date at the start of `raw` (`D:20220729…`, `2022-07-29T…`) as `2022-07-29`; null when it is no date or not one of a document (before 1980, in the future). */
export function believableDate(raw: string): string | null {
  const match = /^(?:D:)?(\d{4})-?(\d{2})-?(\d{2})/.exec(raw.trim());
  if (match === null) return null;
  const date = `${match[1]}-${match[2]}-${match[3]}`;
  const time = Date.parse(date);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) return null;
  return time >= Date.UTC(1980, 0, 2) && time <= Date.now() + 86_400_000 ? date : null;
}
