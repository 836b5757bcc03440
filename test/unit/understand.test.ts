import { describe, expect, it } from 'vitest';
import { isInPeriod, readFilters } from '../../electron/engine/question/filters.ts';
import { understand } from '../../electron/engine/understand.ts';

const ask = (question: string, ...before: string[]) => understand({ question, earlier: before.map((text) => ({ question: text, searchedFor: text })) });

describe('follow-ups', () => {
  const first = "What was Contoso's net income in Q3 2023?";
  it('moves the period', () => {
    expect(ask('And the year before?', first).searchedFor).toBe("What was Contoso's net income in Q3 2022?");
    expect(ask('what about the previous quarter?', first).searchedFor).toBe("What was Contoso's net income in Q2 2023?");
    expect(ask('And in Q1 2022?', first).searchedFor).toBe("What was Contoso's net income in Q1 2022?");
    expect(ask('Und im Vorjahr?', 'Wie hoch war die Miete der Weber GmbH 2021?').searchedFor).toBe('Wie hoch war die Miete der Weber GmbH 2020?');
  });
  it('changes the one thing named', () => {
    expect(ask('What about Northwind?', first).searchedFor).toBe("What was Northwind's net income in Q3 2023?");
    expect(ask('and the operating expenses?', first).searchedFor).toBe('the operating expenses Contoso Q3 2023');
    expect(ask('Same for Fabrikam', first).searchedFor).toBe("What was Fabrikam's net income in Q3 2023?");
  });
  it('gives pronouns what they stand for', () => {
    expect(ask('When does it end?', 'What is the rent for the Harbour Street lease?').searchedFor).toBe('When does it end (Harbour Street rent lease)?');
    expect(ask('Why?', first).searchedFor).toContain('Contoso');
    expect(ask('Wann endet er?', 'Wie hoch ist die Miete im Vertrag mit Weber GmbH?').searchedFor).toContain('Weber GmbH');
  });
  it('leaves a whole question alone', () => {
    expect(ask('When was the drone bought and what did it cost?', first).follows).toBe(false);
    for (const question of ['What is the rent for Harbour Street?', 'Is there a deposit in the Northwind lease?', 'And what does the travel policy say about flights?']) {
      expect(ask(question, first), question).toMatchObject({ searchedFor: question, follows: false });
    }
    expect(ask('And the year before?').follows).toBe(false);
  });
});

describe('filters', () => {
  it('takes filters out of the question', () => {
    const asked = ask('When does the lease end? folder:"My leases" type:pdf after:2024');
    expect(asked.searchedFor).toBe('When does the lease end?');
    expect(asked.filters).toMatchObject({ folders: ['My leases'], formats: ['pdf'], after: '2024', before: null });
    expect(asked.shownFilters).toEqual(['folder:My leases', 'type:pdf', 'after:2024']);
  });
  it('keeps what it does not understand', () => {
    expect(ask('type:hologram rent').searchedFor).toBe('type:hologram rent');
    expect(ask('before:soon rent').shownFilters).toEqual([]);
  });
  it('knows file names', () => {
    expect(ask('What is the rent in lease-0417.pdf?').filters.documents).toEqual(['lease-0417.pdf']);
    expect(readFilters('file:notes rent').filters.documents).toEqual(['notes']);
  });
  it('compares dates as exactly as written', () => {
    expect(isInPeriod('2024-03-01', { after: '2023', before: null })).toBe(true);
    expect(isInPeriod('2023-12-31', { after: '2023', before: null })).toBe(false);
    expect(isInPeriod('2023-12-31', { after: null, before: '2024-01' })).toBe(true);
    expect(isInPeriod(null, { after: '2023', before: null })).toBe(false);
    expect(isInPeriod(null, { after: null, before: null })).toBe(true);
  });
});

describe('kinds of question', () => {
  it('knows questions about a document as a whole', () => {
    for (const [question, kind] of [
      ['Summarise this contract', 'summary'], ['Give me a short summary of the Harbour Street lease', 'summary'], ['What is this?', 'identity'], ['What is this document about?', 'identity'],
      ['Key dates', 'dates'], ['What are the important dates in this agreement?', 'dates'], ['Who are the parties?', 'parties'], ['Fasse diesen Vertrag kurz zusammen', 'summary'],
      ['Worum geht es in diesem Dokument?', 'identity'], ['Welche Fristen gibt es?', 'dates'], ['Wer sind die Vertragsparteien?', 'parties'], ['Summarize lease-0417.pdf', 'summary'],
      ['Summarise the board minutes of March 2025', 'summary'], ['Give me an overview of the staff handbook', 'summary'], ['What are the deadlines in the letter about the quay works?', 'dates'],
    ] as const) expect(ask(question).about, question).toBe(kind);
  });
  it('does not take a question about a matter for one', () => {
    for (const question of ['Summarize the risk factors of the business', 'What is the rent?', 'What is this tax for?', 'When is the rent due?', 'Outline the changes in accounting policies', 'What dates apply to the option to extend?']) {
      expect(ask(question).about, question).toBeNull();
    }
  });
  it('knows find-all', () => {
    for (const question of ['List all leases that expire in 2025', 'How many contracts mention arbitration?', 'Which of my invoices are unpaid?', 'Welche Verträge enden 2025?', 'Zeige mir alle Rechnungen']) expect(ask(question).findAll, question).toBe(true);
    for (const question of ['How many employees does Contoso have?', 'What is the rent?', 'How many days is the notice period?']) expect(ask(question).findAll, question).toBe(false);
  });
  it('knows questions over time', () => {
    for (const question of ["How has Contoso's revenue changed over time?", 'How did the rent vary quarter to quarter?', 'What is the tax rate in these quarters?', 'Wie hat sich die Miete entwickelt?', 'How does spending in the latest quarter compare to previous quarters?']) expect(ask(question).overTime, question).toBe(true);
    for (const question of ['What was the revenue in Q3 2023?', 'What changes in debt were disclosed in the Q1 2023 report?']) expect(ask(question).overTime, question).toBe(false);
  });
});

describe('parts', () => {
  it('splits comparisons and keeps what they share', () => {
    expect(ask('Compare the rent of Contoso and Northwind').parts).toEqual(['rent of Contoso', 'rent of Northwind']);
    expect(ask('What is the difference between the 2022 rent and the 2023 rent?').parts).toHaveLength(2);
    const parts = ask("In Contoso's Q2 2023 report, how do inventory levels relate to the supply chain strategy?").parts;
    expect(parts).toEqual(['inventory levels Contoso Q2 2023', 'supply chain strategy Contoso Q2 2023']);
    expect(ask('Compare revenue in 2022 with 2023').parts).toEqual(['revenue in 2022', 'revenue in 2023']);
    expect(ask('What is the rent?').parts).toEqual([]);
  });
});

describe('language', () => {
  it('is that of the question, or of the one before', () => {
    expect(ask('Wie hoch ist die Miete?').language).toBe('de');
    expect(ask('Harbour Street?', 'Wie hoch ist die Miete?').language).toBe('de');
  });
});
