import { AppError } from '../../shared/AppError.ts';
import type { Block } from '../blocks.ts';
import { DamageTolerance } from '../DamageTolerance.ts';
import { believableDate } from '../dates.ts';
import { meaningfulTitle } from '../titles.ts';
import type { ZipArchive } from '../unzip.ts';
import { walkXml, xmlText, type XmlHandler } from '../xml.ts';
import { OdfStyles } from './odfStyles.ts';
import { OdfText } from './odfText.ts';

/** An OpenDocument file opened: its text as XML, its styles, and what it says about itself. */
export type OdfFile = {
  readonly content: string;
  readonly styles: OdfStyles;
  /** The styles part as XML: heads and feet stand in it. */
  readonly stylesXml: string | null;
  readonly title: string;
  readonly documentDate: string | null;
  /** Whether parts beside the text could not be read. */
  readonly damage: DamageTolerance;
  /** The words and figures of a chart that lies in `folder` of the archive; none where it cannot be read. */
  readonly objectBlocks: (folder: string) => Block[];
};

/** Objects read per file: each costs inflating a part. */
const mostObjects = 500;
const nothingKnown: Pick<OdfFile, 'title' | 'documentDate'> = { title: '', documentDate: null };

/** Errors: file-damaged, limit-exceeded, password-needed. */
export function openOdf(archive: ZipArchive): OdfFile {
  const part = (name: string) => {
    const bytes = archive.read(name);
    return bytes === null ? null : xmlText(bytes);
  };
  const damage = new DamageTolerance();
  const content = part('content.xml');
  if (content === null) throw new AppError('file-damaged', { part: 'content.xml' });
  const stylesXml = damage.tolerated(() => part('styles.xml'), null);
  const styles = new OdfStyles();
  if (stylesXml !== null) damage.tolerated(() => { styles.read(stylesXml); }, undefined);
  // Damage to the text behind them shows again when that is read.
  damage.tolerated(() => { styles.read(content); }, undefined);
  let objects = 0;
  return {
    content, styles, stylesXml, damage, ...damage.tolerated(() => aboutOf(part('meta.xml')), nothingKnown),
    objectBlocks(folder) {
      objects += 1;
      const xml = objects > mostObjects ? null : damage.tolerated(() => part(`${folder}/content.xml`), null);
      // An object's own objects are not followed.
      const text = new OdfText(styles);
      if (xml !== null) damage.tolerated(() => { walkXml(xml, insideBody(text)); }, undefined);
      return text.take(true);
    },
  };
}

/** Passes on what stands inside the body alone: styles in front of it hold texts too. */
export function insideBody(handler: XmlHandler): XmlHandler {
  let depth = 0;
  return {
    open: (name, attributes) => {
      if (depth > 0) handler.open(name, attributes);
      if (depth > 0 || name === 'body') depth += 1;
    },
    close: (name) => {
      if (depth > 0) depth -= 1;
      if (depth > 0) handler.close(name);
    },
    text: (text) => { if (depth > 0) handler.text(text); },
  };
}

function aboutOf(meta: string | null): Pick<OdfFile, 'title' | 'documentDate'> {
  const found = new Map<string, string>();
  let current = '';
  if (meta !== null) walkXml(meta, { open: (name) => { current = name; }, close: () => { current = ''; }, text: (text) => { if (current !== '') found.set(current, text); } });
  return { title: meaningfulTitle(found.get('title') ?? ''), documentDate: believableDate(found.get('creation-date') ?? found.get('date') ?? '') };
}
