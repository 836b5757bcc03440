/**
 * The companies of the evaluation set, and the invented ones they are replaced by. Only files under test/ may hold them:
 * test/unit/noEvaluationNames.test.ts reads this list.
 */
export const evaluationCompanies = [
  { name: 'Apple', legal: 'Apple Inc.', ticker: 'AAPL', invented: 'Brimwell', inventedTicker: 'BRMW' },
  { name: 'Amazon', legal: 'Amazon.com, Inc.', ticker: 'AMZN', invented: 'Ostravane', inventedTicker: 'OSTV' },
  { name: 'Intel', legal: 'Intel Corporation', ticker: 'INTC', invented: 'Quillmark', inventedTicker: 'QLMK' },
  { name: 'Microsoft', legal: 'Microsoft Corporation', ticker: 'MSFT', invented: 'Tarnhollow', inventedTicker: 'TNHW' },
  { name: 'NVIDIA', legal: 'NVIDIA Corporation', ticker: 'NVDA', invented: 'Velloren', inventedTicker: 'VLRN' },
] as const;

export type EvaluationCompany = (typeof evaluationCompanies)[number];

/** Companies that exist nowhere: other inventions than the renamed corpus uses. */
export const inventedCompanies = [
  'Halvorsen Marine', 'Dunmere Holdings', 'Castrey Foods', 'Kestrelle Energy', 'Pellworth', 'Zarnow Logistics', 'Ambrick Steel',
  'Lorvane Biotech', 'Fennimoor', 'Tolgrave Mining', 'Sundrelle', 'Oakhollow Dairy', 'Murrant Aerospace', 'Vantrell', 'Greycombe Paper',
] as const;

/** Real companies none of whose reports are in the set. Names that the reports mention (partners, rivals) were left out by looking. */
export const absentCompanies = [
  'Pfizer', 'Caterpillar', 'Kellogg', 'Starbucks', 'Chevron', 'Lockheed Martin', 'Colgate-Palmolive', 'Johnson & Johnson',
  'Southwest Airlines', 'Hershey', 'John Deere', 'Kroger', 'Marriott', 'General Mills', 'Whirlpool',
] as const;

/** Product and segment names that would give a replaced company away, and neutral words for them; longest first. */
export const productWords: readonly (readonly [RegExp, string])[] = [
  [/AWS \(Amazon Web Services\) segment/g, 'hosting segment'], [/e-commerce and AWS segments/g, 'two largest segments'],
  [/e-commerce, AWS, and others/g, 'its largest ones'], [/iPhone sales/g, 'flagship product sales'], [/Windows or Surface devices/g, 'consumer devices'],
  [/cloud services, including Azure,/g, 'hosted services'], [/Personal Computing segment/g, 'consumer segment'],
  [/gaming and professional GPU segments/g, 'consumer and professional segments'], [/GPU technologies/g, 'product technologies'],
  [/chip technologies/g, 'product technologies'], [/chip sales/g, 'product sales'], [/semiconductor sales/g, 'product sales'],
  [/semiconductor product lines/g, 'product lines'], [/Data Center Group or IoT segment revenues/g, 'industrial segment revenues'],
];
