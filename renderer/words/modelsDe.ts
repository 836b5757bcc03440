/** What the catalogue and the engine say of models, sentence by sentence, in German: they say it in English alone. `$1` is a name or a number. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/Keep the licence and notice texts when you pass the model on\./, 'Wer das Modell weitergibt, gibt Lizenz und Hinweise mit.'],
  [/Keep the copyright and licence text when you pass the model on\./, 'Wer das Modell weitergibt, gibt Urheberhinweis und Lizenz mit.'],
  [/Pass on only with the notice “(.+?)”, follow the acceptable use policy, show “(.+?)”; above 700 million monthly users \(on 2024-09-25\) ask Meta\./, 'Weitergabe nur mit dem Hinweis „$1“; die Nutzungsregeln gelten, und „$2“ ist zu zeigen; über 700 Millionen monatlichen Nutzern (am 25.09.2024) ist Meta zu fragen.'],
  [/Use restrictions and a prohibited use policy apply and must be passed on with a copy of the terms and a notice; the publisher may restrict use\./, 'Es gelten Nutzungsbeschränkungen und verbotene Zwecke; sie sind mit den Bedingungen und einem Hinweis weiterzugeben. Der Herausgeber kann die Nutzung einschränken.'],
  [/Needs (\d+) GB of memory\./, 'Braucht $1 GB Arbeitsspeicher.'],
  [/Rights for commercial use end at a yearly revenue of 10 million US dollars: check before using it at work\./, 'Gewerblich nur bis zu einem Jahresumsatz von 10 Millionen US-Dollar: vor der Arbeit damit prüfen.'],
  [/An acceptable use policy applies and must be passed on \((.+?)\)\./, 'Es gelten Nutzungsregeln, die mit weiterzugeben sind ($1).'],
  [/Not for commercial use\./, 'Nicht für gewerbliche Zwecke.'],
  [/Carrel does not know this file; look up its licence where you got it\./, 'Carrel kennt diese Datei nicht; ihre Lizenz steht dort, woher Sie sie haben.'],
  [/Not in the catalogue: quality, licence and origin are yours to judge\./, 'Nicht im Katalog: Güte, Lizenz und Herkunft müssen Sie selbst beurteilen.'],
  [/By its name it is (.+), of which no checksum is known\./, 'Dem Namen nach ist es $1, von dem keine Prüfsumme bekannt ist.'],
  [/It bears the name of (.+) but is not that file\./, 'Sie trägt den Namen von $1, ist aber nicht diese Datei.'],
  [/No checksum is known for it: an imported file is taken with a warning\./, 'Dafür ist keine Prüfsumme bekannt: Eine solche Datei wird mit einem Hinweis übernommen.'],
  [/It could not be loaded; answers are made without it\./, 'Es ließ sich nicht laden; Antworten entstehen ohne es.'],
  [/Its licence limits commercial use\./, 'Seine Lizenz schränkt die gewerbliche Nutzung ein.'],
  [/It needs about (\d+) GB of memory, which this machine does not have\./, 'Es braucht etwa $1 GB Arbeitsspeicher; so viel hat dieser Rechner nicht.'],
];

export function aboutModelDe(text: string): string {
  return sentences.reduce((said, [english, german]) => said.replace(english, german), text);
}
