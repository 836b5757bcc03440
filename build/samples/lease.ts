import { firm } from './firm.ts';
import { FlowPdf } from './FlowPdf.ts';

/** The lease of the office, five pages or so. */
export function lease(): Buffer {
  const pdf = new FlowPdf({ title: 'Lease of 3 Custom House Quay', author: firm.landlord, created: '2021-03-12', head: `${firm.landlord}  ·  Lease of 3 Custom House Quay`, foot: 'Lease dated 12 March 2021' });
  pdf.title('Lease of 3 Custom House Quay', 'Ground and first floor offices, Port Ellery')
    .paragraph(`This lease is made on 12 March 2021 between ${firm.landlord} of Harbour Office, North Mole, Port Ellery (the landlord) and ${firm.name}, company number 07441290, of ${firm.address.join(', ')} (the tenant).`)
    .heading('1. The premises and the term')
    .clause('1.1', 'The landlord lets to the tenant the ground and first floor of the building known as 3 Custom House Quay, Port Ellery, having a net internal area of 214 square metres, shown edged red on the plan kept at the landlord’s office.')
    .clause('1.2', 'The term is ten years from and including 1 April 2021, so that it ends on 31 March 2031.')
    .clause('1.3', 'The tenant has the use, with others, of the slipway and of two marked parking places behind the building.')
    .heading('2. Rent and other payments')
    .clause('2.1', 'The rent is £38,400 a year, payable by four equal instalments of £9,600 in advance on 25 March, 24 June, 29 September and 25 December in each year.')
    .clause('2.2', 'No rent is payable for the first three months of the term.')
    .clause('2.3', 'The tenant pays a service charge for the upkeep of the quay, the roof and the common stairs. In the first year it may not exceed £4,850; in every later year the limit rises by four per cent.')
    .clause('2.4', 'The landlord insures the building. The tenant repays the premium, which is £1,120 in the first year, within 21 days of demand.')
    .clause('2.5', 'A sum not paid within 14 days of the day on which it is due bears interest at four per cent above the base rate of the Bank of England from the due date until payment.')
    .subheading('Payments in the first two years')
    .table([{ title: 'Payment', share: 4 }, { title: '2021/22', share: 2, right: true }, { title: '2022/23', share: 2, right: true }], [
      ['Rent', '28,800', '38,400'], ['Service charge (limit)', '4,850', '5,044'], ['Insurance', '1,120', '1,164'], ['Total', '34,770', '44,608'],
    ], 1)
    .heading('3. Review of the rent')
    .clause('3.1', 'The rent is reviewed once, on 1 April 2026, to the open market rent of the premises on that day. It cannot go down.')
    .clause('3.2', 'If the parties have not agreed the reviewed rent by 1 January 2026, either may ask the President of the Royal Institution of Chartered Surveyors to appoint an independent expert, whose fees are shared equally.')
    .clause('3.3', 'Until the reviewed rent is known the tenant pays the old rent; the difference falls due 28 days after it is settled, without interest.')
    .heading('4. Deposit')
    .clause('4.1', 'The tenant has paid a deposit of £9,600. The landlord holds it in a separate account and returns it, with the interest earned, within 28 days of the end of the lease, less what the tenant then owes.')
    .heading('5. Use of the premises')
    .clause('5.1', 'The premises may be used only as the offices of a professional practice, with the storage of survey equipment.')
    .clause('5.2', 'No boat, trailer or gas cylinder may be kept inside the building. Paint and solvent may be kept only in the steel cabinet on the ground floor, and never more than 50 litres.')
    .clause('5.3', 'The tenant may fix one sign, not larger than 1.2 by 0.6 metres, beside the quay door.')
    .heading('6. Repair and alterations')
    .clause('6.1', 'The tenant keeps the inside of the premises, the windows and the quay door in good repair. The landlord keeps the roof, the outer walls and the quay wall in good repair.')
    .clause('6.2', 'The tenant decorates the inside in the fifth year and in the last year of the term.')
    .clause('6.3', 'No alteration may be made without the landlord’s written consent, which may not be unreasonably withheld for partitions that can be removed.')
    .heading('7. Works to the quay')
    .clause('7.1', 'The landlord may close the quay in front of the building for works for up to twelve weeks in any period of five years, on at least three months’ written notice.')
    .clause('7.2', 'For each quarter in which the quay is closed for more than four weeks the rent is reduced by ten per cent.')
    .heading('8. Right to end the lease early')
    .clause('8.1', 'The tenant may end this lease on 1 April 2026 by giving the landlord at least six months’ written notice. The notice must reach the landlord no later than 30 September 2025.')
    .clause('8.2', 'The notice has effect only if, on 1 April 2026, all rent due has been paid and the tenant gives up the premises empty.')
    .clause('8.3', 'The landlord has no right to end the lease early.')
    .heading('9. Assignment and subletting')
    .clause('9.1', 'The tenant may not assign or sublet part of the premises. It may assign or sublet the whole with the landlord’s consent, and may share the first floor with one other professional firm so long as no tenancy is created.')
    .heading('10. Fire and flood')
    .clause('10.1', 'If the premises cannot be used because of fire, storm or flood, no rent is payable until they can be used again, or for three years if that is shorter.')
    .clause('10.2', 'The tenant keeps the flood boards at the quay door and fits them whenever the harbour office raises the amber warning.')
    .heading('11. Notices')
    .clause('11.1', 'A notice under this lease must be in writing and sent by recorded post or left at the address of the other party given above. A notice by e-mail has no effect.')
    .signatures(`For ${firm.landlord}`, 'For the tenant, Amelia Quillon');
  return pdf.bytes();
}
