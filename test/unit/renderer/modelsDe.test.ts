import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aboutModelDe } from '../../../renderer/words/modelsDe.ts';

const catalogue = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', '..', 'resources', 'models.catalogue.json'), 'utf8')) as { readonly models: readonly { readonly licenceNote: string }[] };
/** Words a German sentence would not have. */
const english = /\b(?:the|and|when|must|with|which|of|use)\b/;

describe('what is said of models in German', () => {
  const notes = [...new Set(catalogue.models.map(({ licenceNote }) => licenceNote).filter((note) => note !== ''))];

  it.each(notes)('%s', (note) => {
    // What stands in quotation marks is to be shown as it is.
    expect(aboutModelDe(note).replace(/„[^“]*“/g, '')).not.toMatch(english);
  });

  it('warnings too, with their names and numbers', () => {
    expect(aboutModelDe('Not in the catalogue: quality, licence and origin are yours to judge. By its name it is Some Model 7B, of which no checksum is known. It needs about 12 GB of memory, which this machine does not have.'))
      .toBe('Nicht im Katalog: Güte, Lizenz und Herkunft müssen Sie selbst beurteilen. Dem Namen nach ist es Some Model 7B, von dem keine Prüfsumme bekannt ist. Es braucht etwa 12 GB Arbeitsspeicher; so viel hat dieser Rechner nicht.');
  });
});
