import type { Block } from '../blocks.ts';
import { plainBlocks } from './MailMessage.ts';

const labels: Readonly<Record<string, string>> = {
  SUMMARY: 'Event', DTSTART: 'Begins', DTEND: 'Ends', DUE: 'Due', LOCATION: 'Place', ORGANIZER: 'Organizer', ATTENDEE: 'Attendee', STATUS: 'Status', DESCRIPTION: 'Description', COMMENT: 'Comment', RRULE: 'Repeats',
};
const mostLines = 20_000;

/** An invitation or calendar (RFC 5545) as lines of text, one block an event. Time zones are named, not reckoned with. */
export function calendarBlocks(raw: string): Block[] {
  const lines = raw.replaceAll('\r', '').replace(/\n[ \t]/g, '').split('\n').slice(0, mostLines);
  const events: string[][] = [];
  let isOpen = false;
  for (const line of lines) {
    const [, name = '', rest = '', value = ''] = /^([\w-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)$/.exec(line) ?? [];
    const key = name.toUpperCase();
    if (key === 'BEGIN' && /^V(?:EVENT|TODO|JOURNAL)$/i.test(value)) {
      events.push([]);
      isOpen = true;
    } else if (key === 'END' || key === 'BEGIN') isOpen = key === 'BEGIN' ? false : isOpen && /^VALARM$/i.test(value);
    const label = labels[key];
    const text = label === undefined ? '' : valueText(key, rest, value);
    if (isOpen && label !== undefined && text !== '') events.at(-1)?.push(`${label}: ${text}`);
  }
  return events.flatMap((event) => plainBlocks(event.join('\n').replace(/\n{2,}/g, '\n')));
}

function valueText(key: string, rest: string, value: string): string {
  if (key === 'DTSTART' || key === 'DTEND' || key === 'DUE') {
    const [, year, month, day, hour, minute, zulu] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{0,2}(Z)?)?/.exec(value) ?? [];
    const zone = /TZID="?([^;":]+)/i.exec(rest)?.[1] ?? (zulu === undefined ? '' : 'UTC');
    return year === undefined ? value : `${year}-${month}-${day}${hour === undefined ? '' : ` ${hour}:${minute} ${zone}`}`.trim();
  }
  if (key === 'ORGANIZER' || key === 'ATTENDEE') {
    const name = /CN=(?:"([^"]*)"|([^;:]*))/i.exec(rest);
    return `${name?.[1] ?? name?.[2] ?? ''} ${value.replace(/^mailto:/i, '<')}${/^mailto:/i.test(value) ? '>' : ''}`.trim();
  }
  return value.replace(/\\([nN,;\\])/g, (_whole, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter)).trim();
}
