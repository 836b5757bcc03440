/** A stretch of a text that speaks to a program that answers questions, not to its readers. */
export type AddressedRange = { readonly start: number; readonly end: number };

const program = String.raw`(?:an? |the |this |any |all |every )?(?:ai|a\.i\.|llms?|(?:large )?language models?|chat ?bots?|chat ?gpt|gpt(?:-\d\w*)?|claude|gemini|copilot|ai[- ](?:assistant|agent|model|system|tool|bot)s?|ki|sprachmodelle?|ki[- ](?:assistent|system|modell)e?n?)`;
const orders = String.raw`(?:instructions?|prompts?|directions?|commands?|directives?|guidelines|anweisungen|vorgaben|instruktionen)`;
const earlier = String.raw`(?:(?:all|any|the|every|of|your|my|these|those|alle|aller|sämtliche|die|deine|ihre) ){0,4}(?:previous|prior|above|earlier|preceding|foregoing|system|existing|original|other|vorherigen?|bisherigen?|obigen?|früheren?)`;
const said = String.raw`your (?:next )?(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|completions?)`;
const change = 'modify|rewrite|format|reformat|translate|encode|encrypt|obfuscate|anagram|scramble|misspell|randomi[sz]e|shuffle|reverse|capitali[sz]e|mask|garble|jumble|augment|enhance|combine|enrich';

/**
 * What documents written for people hardly ever say. Text about such programs ("our policy on chatbots") speaks of them, not to them. Kept small: it only
 * warns, and a warning seen too often is not read.
 */
const rules: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:ignore|disregard|forget|override|bypass|ignoriere?n?(?: sie)?|vergiss|vergessen sie|missachten?(?: sie)?) (?:${earlier} )(?:\w+ )?(?:${orders}|text|rules|context|conversation|messages?|questions?|information|regeln)\b`, 'giu'),
  new RegExp(String.raw`\b(?:ignore|disregard|forget) (?:everything|all|anything) (?:(?:you were|that was|that came|we|i) )?(?:told|said|above|before|prior|previously|written)\b`, 'giu'),
  new RegExp(String.raw`(?:^|[\n.:;!?(\[<*#-])\s*(?:note|notice|message|attention|important|instructions?|hinweis|achtung|anweisung(?:en)?|hey|dear|hello|to|an)(?: (?:to|for|an|für)| alle)? ${program}\b[^.\n]{0,20}[:,!\]]`, 'giu'),
  new RegExp(String.raw`\b(?:if|when|should) you(?:'re| are)? (?:are )?(?:being )?(?:${program}|(?:asked|used|prompted) (?:to (?:summari[sz]e|evaluate|rank|review|answer)|about) (?:this|the) (?:document|text|page|file|candidate|resume|cv))\b`, 'giu'),
  new RegExp(String.raw`\byou are (?:now )?(?:${program}|a helpful (?:\w+ )?assistant|(?:in )?(?:developer|dan|jailbreak|god|unrestricted) mode)\b`, 'giu'),
  /\bas an? (?:ai|artificial intelligence|large language)(?: language)?(?: model| assistant)\b[^.\n]{0,40}\byou\b/giu,
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id)\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:start|end)_of_turn>|^#{2,3} ?(?:system|instruction|assistant)s?:?$/gimu,
  /\b(?:reveal|repeat|print|show|output|disclose|leak) (?:me )?(?:your|the) (?:system|hidden|initial|secret) (?:prompt|instructions|message)\b|\b(?:new|updated|real|hidden|secret) (?:system )?(?:prompt|instructions) (?:for|to) (?:you|the assistant|the model)\b|\bend of (?:the )?(?:system )?prompt\b/giu,
  /\b(?:do not|don't|never) (?:tell|inform|mention (?:this )?to|reveal (?:this |it )?to|let) (?:this (?:to )?)?the user\b/giu,
  new RegExp(String.raw`\b(?:${change})\b[^.!?\n]{0,60}\b(?:of |in |within |from )?${said}\b`, 'giu'),
  new RegExp(String.raw`\b(?:include|add|integrate|insert|embed|incorporate|append|weave|use|replace|provide|give|write|remove|introduce|substitute|group|spell|swap|rearrange|change|convert|make)\b(?:[^.!?\n]|\.(?=\S)){0,140}?\b(?:in|to|into|of|from|within|throughout|at the end of) your (?:answer|response|output|reply)(?! (?:by(?! \w+ing)|before|to (?:us|me|this|the|our)|within|no later|form|letter|slip|card|envelope|mail|e-?mail))\b`, 'giu'),
  new RegExp(String.raw`\b(?:provide|give|deliver|write|present|render|supply|format) your (?:answer|response|output|reply) (?:in|as|with|without|using|by)\b(?! (?:writing|english|german|french|post|mail|e-?mail|letter|return|the (?:enclosed|attached)|\d|monday|tuesday|wednesday|thursday|friday|fax|person|triplicate|duplicate|(?:the )?end))`, 'giu'),
  /\b(?:in|within|throughout) your (?:answer|response|output|reply),? (?:suggest|tease|use|include|provide|write|mention|add|recommend|encourage|urge|advise|promote|invite|say|state|link|replace|avoid)\b(?! (?:the|your|any) (?:reference|invoice|account|case|order))/giu,
  /\b(?:render|provide|write|jumble up the letters of words in) your (?:message|words) (?:using|in|with)\b/giu,
  /\b(?:respond|reply|answer) only (?:with|in|by saying) ["“'(\w]/giu,
];

/** Where a text addresses a program that answers questions, in order. Offsets count UTF-16 units. What cannot be seen hides nothing. */
export function findAddressedAi(text: string): AddressedRange[] {
  const { plain, at } = withoutUnseen(text);
  const found = rules.flatMap((rule) => Array.from(plain.matchAll(rule), (match) => ({ start: at(match.index + (match[0].length - match[0].trimStart().length)), end: at(match.index + match[0].length) })));
  const ranges: AddressedRange[] = [];
  for (const range of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = ranges.at(-1);
    if (last === undefined || range.start >= last.end) ranges.push(range);
    else if (range.end > last.end) ranges[ranges.length - 1] = { start: last.start, end: range.end };
  }
  return ranges;
}

const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e0fff}]/gu;

/** The text as it is read, blanks of all kinds as one kind; `at` gives an offset's place in the text as it is. */
function withoutUnseen(text: string): { readonly plain: string; readonly at: (offset: number) => number } {
  const cuts = Array.from(text.matchAll(unseen), (match) => ({ index: match.index, length: match[0].length }));
  const plain = text.replace(unseen, '').replace(/[ \t\u00a0\r]|(?<=\S)\n(?=\S)/g, ' ');
  return {
    plain,
    at: (offset) => {
      let place = offset;
      for (const { index, length } of cuts) {
        if (index > place) break;
        place += length;
      }
      return place;
    },
  };
}
