/** Clauses every contract is padded with. None of them is any of the clauses looked for; some use the same words. */
export const fillers: readonly { readonly heading: string; readonly sentences: readonly string[] }[] = [
  { heading: 'Confidentiality', sentences: ['Each party shall keep confidential all information received from the other.', 'This obligation survives the end of this Agreement for three years.', 'Information that is publicly known is not covered.'] },
  { heading: 'Prices and payment', sentences: ['The {C} shall pay the agreed prices within thirty days of receipt of the invoice.', 'Prices are exclusive of value added tax.', 'Late payments bear interest at five percent a year.'] },
  { heading: 'Governing law', sentences: ['This Agreement is governed by the laws of the country in which the {S} has its seat.', 'The courts of that place have exclusive jurisdiction.'] },
  { heading: 'Force majeure', sentences: ['Neither party is liable for delays caused by events beyond its reasonable control.', 'The party affected shall inform the other without delay.'] },
  { heading: 'Notices', sentences: ['Notices must be in writing and sent to the addresses given above.', 'A change of address is to be notified without delay.'] },
  { heading: 'Warranty', sentences: ['The {S} warrants that the Services are performed with due skill and care.', 'Defects are to be notified within ten days of their discovery.'] },
  { heading: 'Insurance', sentences: ['The {S} shall maintain liability insurance with a cover of at least EUR 3,000,000 for each event.', 'Proof of cover is to be furnished to the {C} on request.'] },
  { heading: 'Intellectual property', sentences: ['All rights in the Deliverables remain with the {S}.', 'The {C} receives a non-exclusive licence to use them for its own business.'] },
  { heading: 'Data protection', sentences: ['Each party shall comply with the applicable data protection law.', 'Personal data are processed on documented instructions only.'] },
  { heading: 'Assignment', sentences: ['Rights under this Agreement may not be assigned without the consent of the other party.', 'Consent shall not be unreasonably withheld.'] },
  { heading: 'Subcontractors', sentences: ['The {S} may use subcontractors and remains responsible for their work.', 'The {C} may object to a subcontractor for good reason.'] },
  { heading: 'Entire agreement', sentences: ['This Agreement contains all that the parties have agreed on its subject.', 'Amendments must be made in writing.'] },
  { heading: 'Severability', sentences: ['If a provision is invalid, the others remain in force.', 'The parties shall replace it by a valid one that comes closest to it.'] },
  { heading: 'Delivery', sentences: ['The {S} delivers the Products to the warehouse of the {C}.', 'Risk passes on delivery.', 'Partial deliveries are permitted.'] },
  { heading: 'Personnel', sentences: ['The {S} uses qualified employees only.', 'The {S} pays its employees at least the statutory minimum wage.'] },
  { heading: 'Reports', sentences: ['The {S} reports to the {C} on the progress of the Services every month.', 'The parties meet once a quarter to review the reports.'] },
  { heading: 'Breach', sentences: ['A party that does not remedy a material breach within thirty days of a reminder gives the other cause to terminate with immediate effect.', 'Rights accrued before that remain.'] },
  { heading: 'Services', sentences: ['The {S} provides the Services described in Annex 1.', 'The Services include support by telephone on working days from nine to five.', 'Response times are set out in Annex 2.'] },
  { heading: 'Acceptance', sentences: ['The {C} shall test the Deliverables within fourteen days.', 'They are deemed accepted if no defect is reported by then.'] },
  { heading: 'Security', sentences: ['The {S} protects its systems against access by unauthorised persons.', 'Incidents that affect data of the {C} are reported within 48 hours.'] },
];

/** What the two sides are called: the last three pairs occur in the held-out half alone, the first in both. */
export const pairs: readonly (readonly [supplier: string, customer: string])[] = [
  ['Supplier', 'Customer'], ['Vendor', 'Client'], ['Provider', 'Subscriber'], ['Seller', 'Buyer'], ['Service Provider', 'Client'], ['Licensor', 'Licensee'],
];

export const firms: readonly string[] = ['Alder & Finch Ltd', 'Brookvale GmbH', 'Corvane Systems Inc.', 'Dunmore Logistics plc', 'Elmtree Foods BV', 'Fairlight Optics AG', 'Greyfield Paper Ltd', 'Hartwell Pumps Inc.', 'Inglenook Hotels Ltd', 'Juniper Dairy GmbH', 'Kestrel Avionics Ltd', 'Larkmoor Textiles plc'];
