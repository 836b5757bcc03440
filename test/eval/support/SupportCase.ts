/** One page of one document, as a checker gets it. */
export type SupportSource = { readonly path: string; readonly title: string; readonly text: string };

/** How a true statement departs from the words of its source. */
export type Restatement = 'unit and scale' | 'rounded' | 'reordered' | 'cells in words' | 'comparison' | 'other words';
/** What is wrong with a false one; everything else in it is as in the true one of the same template. */
export type PlantedError = 'figure' | 'company' | 'period' | 'line' | 'direction' | 'negated' | 'date' | 'name' | 'invented';

export type SupportCase = {
  readonly claim: string; readonly language: 'en' | 'de'; readonly template: string; readonly restatement: Restatement;
  /** Null for a true statement. */
  readonly error: PlantedError | null; readonly sources: readonly SupportSource[];
};

/**
 * A way to say one thing of a drawn fact. `say` is given the fact as it is for a true statement and an altered one for a false;
 * `errors` are those that change what this template says.
 */
export type Template<Fact> = {
  readonly name: string; readonly restatement: Restatement; readonly errors: readonly PlantedError[]; readonly say: (fact: Fact) => string;
};

/** Wordings of sources and statements about one kind of fact; a half knows nothing of the other's. */
export type Wordings<Fact> = {
  readonly language: 'en' | 'de'; readonly pages: readonly ((fact: Fact) => SupportSource)[]; readonly templates: readonly Template<Fact>[];
  /** Sentences that sound as if they belonged there and that no page says. */
  readonly invented: readonly ((fact: Fact) => string)[];
};
