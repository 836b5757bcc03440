/**
 * Things contracts and letters say in many words. `asked`: how a criterion names it; `said`: how a sentence says it; both over lower-case text in which sides are
 * marked (see `marks`). `other`: what has the same words and is something else. `doer`: how the side the criterion names takes part in it.
 */
export type Concept = {
  readonly name: string; readonly asked: RegExp; readonly said: RegExp; readonly other?: RegExp;
  readonly doer?: 'payer' | 'actor' | 'watcher';
  /** Forbidding and ending are said with a "not" of their own. */
  readonly isNegative?: true;
  /** Goes without saying beside the others. */
  readonly isImplied?: true;
  /** Said of the side in its first group, it is done by the other: who is "the only supplier" is bought from. */
  readonly inverse?: RegExp;
};

const word = (source: string): RegExp => new RegExp(String.raw`(?<![\p{L}])(?:${source})`, 'iu');

export const concepts: readonly Concept[] = [
  {
    name: 'indemnify', doer: 'payer', asked: word('indemnif|indemnit|hold harmless|freistell'),
    said: word('bears?\\b|pays?\\b|(?:claims?|suits?|actions?|demands?)\\b.{0,60}\\b(?:met|satisfied|settled|paid|handled|dealt with|taken care of|answered) by|at the (?:expense|cost) of §s|assumes?\\b|shoulders?\\b|covers?\\b|indemnif|indemnit|(?:hold|save|keep)s?\\b.{0,40}\\b(?:harmless|free of|indemnified)|harmless|made good|makes? good|mak(?:e|ing)\\b.{0,40}\\bwhole|reimburs|compensat|refund|recourse|recover\\b.{0,30}\\bfrom|(?:bear|borne|pay|paid)\\b.{0,60}\\b(?:cost|loss|damage|consequence|expense|whatever|award|amounts?|sums?)|(?:costs?|losses|damages?|expenses?)\\b.{0,80}\\b(?:borne|paid) by|releases?\\b.{0,40}\\bfrom|defend|take over the defen[cs]e|for the account of|answers? (?:to|for)|stand behind|out of pocket|protects?\\b.{0,30}\\bagainst|freistell|schadlos|hält\\b.{0,40}\\bfrei'),
  },
  {
    name: 'third party', asked: word('third[- ]part|third person|outsider|dritte'),
    said: word('(?:by|of|from) others\\b|third[- ]part|third persons?|outsiders?|outside part|strangers?|extern(?:al)? (?:claimant|part|person)|unrelated (?:person|part|compan)|any(?:one|body)? (?:other than|else)|(?:persons?|people|those|someone|somebody|anyone)(?: who (?:is|are))? not (?:a )?part(?:y|ies)|(?:persons?|someone|any) not §e|not (?:a )?(?:§e|part(?:y|ies)) (?:to|hereto)|who is not §e|any other person|(?:someone|somebody) else|others (?:make|bring|raise|assert)|other than §e|dritte[rn]?\\b'),
  },
  { name: 'claim', isImplied: true, asked: word('claims?\\b|lawsuits?|ansprüche'), said: word('claim|demand|suits?\\b|sues?\\b|action|proceeding|litigation|judg(?:e)?ment|liab|asserts?|rights against|infring|alleg|award|sums|amounts|payment|damages|ansprüche') },
  {
    name: 'liability', doer: 'payer', asked: word('liabilit|liable|haftung'),
    said: word('compensat(?:e|ion)\\b|indemnit|make good|responsib(?:le|ility)\\b.{0,20}\\b(?:loss|damage)|recover(?:y|ies)? from §[sb]|(?:award|redress|restitution|payout)s?\\b|liab|answerable|answers? (?:with|for)|damages|compensation|remedies|exposure|(?:claims?|recover|obtain|demand|owes?|owed)\\b.{0,40}(?:§s|§b)|(?:§s|§b).{0,30}\\b(?:owes?|be made to pay)|sums §[sb] must pay for breach|haft(?:et|ung)'),
  },
  {
    name: 'cap', asked: word('caps?\\b|capped|capping|limit(?:s|ed|ation)?\\b|ceiling|maximum|begrenz|beschränk'),
    said: word('beyond (?:the |an |that )?(?:amount|sum|limit|figure|eur|usd|chf|gbp|[$€£])|(?:cannot|under no circumstances|neither|nor)\\b.{0,80}\\b(?:above|more than|exceed|(?:greater|larger|higher) than)|(?:no|not) (?:be )?(?:greater|larger|bigger) than|limited in amount|(?:does|do|shall|will|may) not (?:go|rise|extend|amount) (?:above|beyond|over|to more)|tops? out|peaks? at|not in excess of|(?:to|up to) the extent of|as far as|only to the amount|(?:not|never|cannot)\\b.{0,60}\\b(?:surpass|above|larger than|in (?:any )?greater)|at the (?:outside|very most)|(?:stops?|bounded|fixed) (?:at|by|with)|stay(?:s)? (?:within|below|under)|not go beyond|(?:half|double|twice|three times|percentage) of|no more than|cap\\b|capped|ceiling|(?:is|are|be|being|liability) (?:limited|restricted|confined)|limit(?:s|ed|ation)?\\b|(?:not|no event|no case|never)\\b.{0,60}\\b(?:exceed|greater than|higher than|more than|beyond|in excess)|no (?:more|further|higher) than|(?:up to|at most|maximum|upper limit)|and no further|(?:confined|restricted)\\b|the most\\b|not cost\\b.{0,20}\\bmore than|ends? at\\b|begrenzt|beschränkt|höchstens'),
    other: word('unlimited|without limit|non-exclusive|not (?:be )?limited to\\b|including but not limited|time limits?'),
  },
  {
    name: 'terminate', doer: 'actor', isNegative: true, asked: word('terminat|cancel|kündig|end the|end this'),
    said: word('terminat|terminab|cancel|ends? (?:this|the|it)\\b|ending (?:this|the)|end (?:early|the)|be ended|(?:bring|brings|put)\\b.{0,40}\\b(?:to an end|an end to)|at an end|discontinue|withdraw|walk away|rescind|determine this|dissolve|opt out|notice to end|give (?:\\w+ )?notice|notice of termination|not bound to go on|kündig|beend'),
    other: word('terminated employ|employment terminat'),
  },
  {
    name: 'without cause', asked: word('without (?:any )?(?:cause|reason|grounds?)|for convenience|at will|no reason|grundlos|ohne grund|ordentlich'),
    said: word('(?:in|at) (?:its|their) (?:sole |own |absolute |free |full |entire )*(?:discretion|option|choice)|when(?:ever)? (?:it|they|§b) (?:wish|like|want|please|choose|see)|(?:does|do|shall|need|will) not (?:require|need|presuppose|depend)\\b|as (?:and when )?it (?:likes|wants)|without (?:any |stating |giving |showing |stating any |giving any )*(?:cause|reasons?|grounds?|need to show)|without the need|for (?:its |their )?convenience|for (?:any|no|whatever) (?:reason|cause)|for any reason|(?:any|no) reason|whatever (?:reason|its motives)|with or without (?:cause|reason)|at (?:will|its pleasure|any time in its)|in its (?:sole|absolute|own) discretion|sees? fit|as it (?:chooses|pleases|wishes)|no (?:cause|ground|grounds|justification|reasons?) (?:is|are|be|being|need|required|necessary|has|have|given|stated)|need not (?:give|state|show)|requires no|irrespective of|whether or not|ordinary (?:notice|termination)|simply by|no longer wishes|without cause|ohne (?:angabe|grund)'),
    other: word('without causing'),
  },
  {
    name: 'change of control', asked: word('change (?:of|in) (?:control|ownership)|takeover|kontrollwechsel'),
    said: word('(?:is|are|be|been|being) sold\\b|sells? (?:itself|its business)|changes? (?:of|in) (?:the )?(?:ownership or |ownership and )?control(?! procedure| process)|change (?:of|in) (?:the )?ownership|control (?:of|over) §[sbe].{0,40}(?:changes|acquired|passes|transfer)|control\\b.{0,30}\\b(?:changes|is acquired|passes)|new owner|(?:majority|half|bulk|most)\\b.{0,60}\\b(?:shares|stock|votes|voting rights|capital|interest)|(?:shares|voting rights|ownership)\\b.{0,60}\\b(?:pass|change|transfer)|controlling (?:interest|stake)|decisive influence|(?:is|been|be) (?:taken over|acquired|bought)|take-?over|acquisition of §|merger|merges?\\b|acquires? (?:the )?§|parent company|changes? hands|sale of\\b.{0,40}\\b(?:business|assets|stock|shares)|kontrollwechsel'),
    other: word('change[- ]control|access control|change management|controller'),
  },
  {
    name: 'renew', asked: word('renew|extend(?:s|ed)? |prolong|verläng'),
    said: word('(?:and|,) thereafter (?:from year|year|for|continu|in)|persists?|kept alive|reinstated|lives on|perpetuat|goes into|prorogu|follow(?:s|ed) by (?:another|a further)|recurr|begins? (?:anew|afresh|again|to run again)|subsequent (?:term|period)|goes on|go on\\b|keeps? running|stays? in (?:force|effect)|start(?:s)? (?:anew|again)|is repeated|remains? (?:bound|valid)|for (?:like|equal|further|successive) (?:term|period)s?|renew|extend|extension|prolong|rolls? over|evergreen|successive|consecutive|(?:further|another|new|fresh|additional|next) (?:\\w+[- ])?(?:term|period|year|contract year|twelve|three|two|one)|continues?\\b|carries on|carry on|runs? on|lengthen|remain(?:s)? (?:in (?:effect|force)|bound)|duration is increased|succeeded by|follows? (?:the last|one another)|verläng'),
    other: word('insurance|polic(?:y|ies)|passwords?|certificates?|fees are|stock|licen[cs]es of'),
  },
  {
    name: 'automatically', asked: word('automatic|tacit|by itself|automatisch|stillschweigend'),
    said: word('notice (?:is|has|was) not|(?:without|no) (?:any |a |new |further |separate |express )*(?:declarations?|formalit(?:y|ies)|steps?|signatures?|request|instrument)|self-|on its own|(?:neither|no|none of|not one of) §e|no ?(?:one|body)\\b|without (?:any )?(?:prior |written )?notice|until (?:it is )?(?:cancelled|canceled|terminated|ended|revoked|given up|stopped|notice|someone)|(?:renews?|prolongs?|extends?|continues?|lengthens?) itself|every time|year (?:after|by|upon) year|of right|without more|for lack of|so long as|except where|provided (?:that )?(?:no|neither|it)|other than by notice|in default of|inaction|unanswered|passiv|without (?:a )?(?:new|fresh|separate) (?:agreement|declaration)|in the absence|no party|nobody|neither party|not (?:been )?(?:cancelled|terminated|given notice)|(?:does|do) not (?:object|give notice|end)|by operation of|always\\b|each time|on each (?:anniversary|occasion)|again and again|as long as|automatic|auto-|tacit|by itself|by themselves|of its own accord|evergreen|rolls? over|silence|unless|until (?:one|either|notice|a party|§e)|save where|failing|absence of|for want of|if (?:it is |this agreement is )?not (?:terminated|cancelled|ended)|as long as it is not|where the contract is not|if nobody|no notice|whenever neither|without (?:any )?(?:further )?(?:act|action)|deemed renewed|from year to year|does not end|automatisch|stillschweigend'),
  },
  {
    name: 'exclusively', asked: word('exclusiv|only from|sole(?:ly)? from|exklusiv|ausschließlich'),
    said: word('single §s|only §s\\b|(?:other than|except(?:ing)?|but|apart from|besides?|save|beyond|instead of|in place of|bypass\\w*) (?:from |with |through |to |by )?§s|(?:only|single|one) (?:source|partner|contact|channel|address)|(?:entire|total|complete|full|whole) (?:demand|needs?|volume|supply|consumption|requirements?)|(?:cover|satisf|meet|fill|supply|serve)\\w*\\b.{0,20}\\b(?:needs?|demand|requirements?)\\b.{0,40}\\b(?:with|from|through|by|at) §s|competitors? of §s|another §s|(?:another|other|different|further|additional|rival|second) (?:vendors?|suppliers?|providers?|sources?|sellers?|manufacturers?|dealers?|makers?|producers?|firms?|houses?|compan)|(?:one )?hundred (?:per ?cent|percent)|(?:from|with|of|by|to|through) others?\\b|every last|without exception|all of them|not a single|whole of its|totality|all its|its full|single source|sole\\b|nowhere else|exclusion|from no ?(?:one|body)|none but|every (?:order|purchase)|100 percent|not\\b.{0,60}\\b(?:outside|anyone else|someone else|others)|the entirety|exclusiv|solely|sole (?:source|supplier|provider)|only (?:from|through|supplier)|the only|no ?(?:one|body) (?:else|but)|(?:any|no)(?:one|body)? (?:but|other than)|nobody (?:but|else)|no other|(?:not|refrain|never|without)\\b.{0,90}\\b(?:any other|other (?:suppliers?|sources?|vendors?|providers?)|third part|elsewhere|competing|other person)|elsewhere|entire requirements|all (?:of )?(?:its|purchases|products|spare|the)\\b.{0,50}\\b(?:from|through|to|with) §|one hundred percent|100 %|alone\\b|monopoly|rival|alternative (?:vendors?|suppliers?)|outside this contract|to the exclusion|third part(?:y|ies)|exklusiv|ausschließlich'),
    other: word('non-exclusive|exclusive jurisdiction|exclusive of|exclusive territory'),
  },
  {
    name: 'buy', doer: 'actor',
    inverse: /(§[sb]) (?:shall (?:be|have|enjoy)|is|enjoys|has|becomes|acts as|remains)\b[^.;]{0,60}\b(?:sole|only|exclusive|exclusivity|monopoly|exclusively entitled)\b|(?:no ?(?:body|one)|none) (?:but|other than|except) (§[sb])|\bonly (§[sb]) (?:may|shall|can)\b/u, asked: word('buy|bought|purchas|procure|source |bezieh|kauf'),
    said: word('use §s as|single §s|deals? (?:\\w+ )?with|(?:sole|only|exclusive)(?: and \\w+)? §s|turn to|go to|place\\b.{0,40}\\bwith|shop|cover\\w*\\b.{0,20}\\bneeds|draw\\b.{0,40}\\bfrom|take (?:delivery|all)|stock(?:s|ed)? up|commission(?:s|ed)?\\b|use of|do business|buy|bought|purchas|procur|obtain|order|sourc|acquire|requirements|demand|needs\\b|supplier|supplies|supply|provider|vendors|deals? with|deliver|engaged by|furnish|contract with|bezieh|bezug|kauf'),
  },
  {
    name: 'hire', doer: 'actor', asked: word('hir(?:e|ing)|recruit|poach|solicit|employ(?:ing|ment)? |abwerb'),
    said: word('engagement\\b|contract with persons|cause\\b.{0,50}\\bto (?:quit|resign|leave)|draw\\w*\\b.{0,30}\\baway|offers?\\b.{0,20}\\b(?:work|jobs?|posts?|positions?)|make\\b.{0,30}\\ban? offer|enlist|takes?\\b.{0,40}\\binto (?:its|their|his) (?:own )?(?:service|employ)|give work|(?:change|switch|leave) (?:employer|his|her|their|its|job|sides)|persuad|convinc|canvass|seek to attract|bring over|draw away|steal|for the purpose of recruitment|conclude\\b.{0,30}\\bemployment contract|in its service|work for it\\b|join it\\b|job offer|make (?:an )?offers? (?:of work|to)|induce|attract|woo\\b|on (?:its|their) (?:own )?payroll|sign up|to work for|takes? (?:\\w+ )?(?:on|into)\\b|take no\\b|take over\\b|win over|engag(?:e|ing)\\b|hir(?:e[sd]?|ing)\\b|recruit|poach|solicit|entic|lur(?:e|ing)|headhunt|employ(?:s|ed|ment|ing)?\\b|offer a job|offer of employment|taking on|into its (?:own )?employ|engage any|won over|tempt|payroll|approached|change sides|contracting with|hands off|abwerb'),
  },
  {
    name: 'staff', asked: word('employees?|staff|personnel|workers?|mitarbeiter'),
    said: word('ranks\\b|individuals?\\b|any(?:one|body) (?:who|that) (?:work|is|was|has)|those (?:who )?(?:work|employed)|persons? (?:who )?(?:work|engaged|assigned)|technicians|developers|managers|key people|crew|manpower|experts|specialists|co-workers|associates|members of|human resources|persons? who (?:is|are|was|were) (?:employed|working)|employees?\\b|staff|personnel|workers?\\b|workforce|team\\b|consultants|engineers|people|colleagues|individuals|persons? (?:employed|in the service)|whoever works|§s in the service|someone|mitarbeiter|arbeitnehmer'),
  },
  {
    name: 'audit', doer: 'watcher', asked: word('audit|inspect|examin|prüf|einsicht'),
    said: word('(?:see|obtain|get|demand|copy|copies of)\\b.{0,40}\\b(?:records?|books|accounts|files)|(?:look (?:through|into|over|at)|inspect|examin|verif|check|scrutin|audit|review|count|go over|study|question|question)\\w*\\b.{0,90}\\b(?:ledgers?|time ?sheets?|vouchers?|receipts?|archives?|correspondence|warehouse|stores?|works)|(?:ledgers?|time ?sheets?|vouchers?|receipts?|archives?|warehouses?)\\b.{0,90}\\b(?:inspect|examin|verif|check|scrutin|review|look(?:ed)? (?:through|into|over|at))|(?:monitor|spot check|on[- ]site|supervis|survey|assess|view|oversee)\\w*\\b.{0,90}\\b(?:record|book|account|file|document|premise|facilit|site|plant|process|system|operation|production|compliance|quality|work|data|log|perform)|(?:inspections?|checks?|controls?|reviews?)\\b.{0,40}\\b(?:on site|on the spot|of (?:its|the)|at (?:its|the))|(?:inspect|examin|verif|check|scrutin)\\w*\\b.{0,90}\\b(?:works|workshop|location|establishment|quality|evidence|log|receipt|voucher|calculation)|audit|right of inspection|(?:inspect|examin|verif|check|scrutin|look into|review|go through|insight|satisfy itself|control whether|access to|visit|see all|inspectors|present its)\\w*\\b.{0,90}\\b(?:record|book|account|file|document|paper|premise|facilit|site|plant|process|system|operation|production|compliance|complies|invoice|cost statement|charges|observed|measure|performance|performed|observ)|(?:record|book|account|file|document|paper|premise|facilit|site|plant|process|system|operation|production|cost statement)s?\\b.{0,90}\\b(?:inspect|examin|verif|check|scrutin|review|insight|revision)|prüf|einsicht'),
    other: word('accounts audited annually|on delivery|deliverables within'),
  },
  {
    name: 'forbidden', isNegative: true, asked: word('forbid|forbids|forbidden|prohibit|ban|bans|not allowed|non-|untersag|verbiet'),
    said: word('leaves?\\b.{0,40}\\balone|none of|ban\\b|bans\\b|never\\b|penalt|in breach|liquidated damages|keep(?:s)? away|keep(?:s)? (?:its|their) hands off|avoid|off limits|ruled out|leave alone|desist|banned|not permitted|impermissible|unlawful|excluded|out of the question|must keep|without first|not\\b|neither|no §e|no\\b|nobody|prohibit|forbid|refrain|abstain|barred|inadmissible|breach of this|penalty|waive|without the (?:prior )?(?:written )?consent|hands off|undertakes not|not to\\b|untersagt|verboten|nicht'),
  },
];
