import { firm } from './firm.ts';
import { FlowPdf } from './FlowPdf.ts';

/** A condition survey of a yacht, with readings and recommendations. */
export function surveyReport(): Buffer {
  const pdf = new FlowPdf({ title: 'Condition survey of the yacht Corvina', author: 'Joseph Hart', created: '2024-06-24', head: `${firm.short}  ·  Report S-2024-087`, foot: 'Condition survey of the yacht Corvina' });
  pdf.title('Condition Survey of the Yacht Corvina', 'Report S-2024-087')
    .lines('For: Mrs H. Lindqvist, 14 Mole Terrace, Port Ellery', 'Surveyor: Joseph Hart', 'Date of survey: 17 June 2024', 'Place: ashore at Brightwater Boatyard, Port Ellery')
    .heading('1. Summary')
    .paragraph('Corvina is a sloop of steel, 12.4 metres long, built in 1998 and well kept. The hull is sound above the waterline. Two plates below the engine have lost more than a fifth of their thickness and must be renewed before she is launched. The gas installation failed its test and must not be used.')
    .paragraph('Subject to the work listed in section 5 the vessel is a fair risk for insurance in coastal waters. Her market value on the day of the survey was £86,000.')
    .heading('2. Limits of this survey')
    .paragraph('The vessel was seen ashore, with the mast stepped. The tanks were not opened and no keel bolt was drawn. The engine was run for ten minutes without load.')
    .heading('3. Hull')
    .paragraph('The plating was measured with an ultrasonic gauge at 48 points after spots of paint had been removed. The readings below are the lowest found in each area. The original thickness is taken from the builder’s drawing.')
    .table([{ title: 'Area', share: 4 }, { title: 'Original (mm)', share: 2, right: true }, { title: 'Lowest (mm)', share: 2, right: true }, { title: 'Loss (%)', share: 2, right: true }], [
      ['Bottom, forward', '6.0', '5.6', '6.7'], ['Bottom, midships port', '6.0', '5.4', '10.0'], ['Bottom, midships starboard', '6.0', '5.5', '8.3'], ['Bottom, below engine', '6.0', '4.6', '23.3'], ['Topsides, port', '5.0', '4.8', '4.0'], ['Topsides, starboard', '5.0', '4.7', '6.0'], ['Rudder blade', '8.0', '7.6', '5.0'],
    ])
    .paragraph('A loss of up to 15 per cent is usual for a vessel of this age. The area below the engine, frames 14 to 16, has lost 23.3 per cent through water lying in the bilge.')
    .heading('4. Machinery, rig and equipment')
    .subheading('Engine')
    .paragraph('The diesel engine of 42 kilowatts started at once and ran evenly. The hour meter stood at 3,214. The exhaust elbow is corroded and should be renewed within a year.')
    .subheading('Rig')
    .paragraph('The standing rigging was renewed in May 2017. Insurers commonly ask for renewal after ten years, which will be in May 2027.')
    .subheading('Gas')
    .paragraph('The gas system lost pressure from 30 to 11 millibar in five minutes. The leak is at the hose behind the cooker, which bears the date 2011.')
    .subheading('Safety equipment')
    .paragraph('The liferaft was last serviced in April 2020 and is two years overdue. Four of the six lifejackets have out-of-date cylinders. Flares expire in October 2025.')
    .newPage()
    .heading('5. Recommendations')
    .paragraph('Work marked A must be done before the vessel is launched, B within six months, C by the date given.')
    .table([{ title: 'No.', share: 1 }, { title: 'Work', share: 6 }, { title: 'Class', share: 1 }, { title: 'Estimate (£)', share: 2, right: true }], [
      ['1', 'Renew plating below engine, frames 14 to 16', 'A', '4,800'], ['2', 'Renew gas hose, test and certify the system', 'A', '340'], ['3', 'Service the liferaft', 'A', '620'], ['4', 'Renew lifejacket cylinders', 'A', '150'], ['5', 'Renew exhaust elbow', 'B', '480'], ['6', 'Draw two keel bolts for inspection by 31 March 2025', 'C', '950'], ['Total', '', '', '7,340'],
    ], 1)
    .heading('6. Valuation')
    .paragraph('Comparable sloops of this size sold for between £78,000 and £97,000 in the twelve months before the survey. Allowing for the work above, the market value is £86,000. This valuation holds for three months.')
    .signatures('Joseph Hart, surveyor');
  return pdf.bytes();
}
