/** The invented firm all sample documents are about. Nothing here is real. */
export const firm = { name: 'Quillon & Hart Marine Surveyors Ltd', short: 'Quillon & Hart', address: ['3 Custom House Quay', 'Port Ellery', 'PE1 4QH'], landlord: 'Port Ellery Harbour Trust', insurer: 'Northmoor Mutual Marine' } as const;

export type Invoice = { readonly number: string; readonly date: string; readonly customer: string; readonly service: string; readonly net: number; readonly paid: string };

const customers = ['Ellery Yacht Club', 'Harbour Trust Pilots', 'Lindqvist, H.', 'Saltmarsh Ferries', 'Brightwater Boatyard', 'Castle Rock Fisheries', 'Morrow & Daughters', 'Northmoor Mutual Marine', 'Tamsin Pryce', 'Gullane Dredging', 'Ellery Lifeboat Station', 'Penhallow Charters'];
const services = [['Pre-purchase survey', 1_180], ['Insurance condition survey', 690], ['Valuation', 420], ['Tonnage measurement', 365], ['Damage assessment', 1_540], ['Coding inspection', 980], ['Ultrasonic thickness survey', 1_260], ['Expert report', 3_400]] as const;

/** The invoices of 2024: made by rule, so that the list, the accounts and the minutes agree. */
export const invoices: readonly Invoice[] = Array.from({ length: 96 }, (_value, index) => {
  const day = new Date(Date.UTC(2024, 0, 8 + Math.floor(index * 3.68)));
  const [service, price] = services[(index * 5 + (index % 7)) % services.length] ?? services[0];
  const net = price * 2 + ((index * 37) % 11) * 90 + (index % 9 === 0 ? 9_400 : 0);
  const paidAfter = 12 + ((index * 13) % 40);
  const paid = index === 41 || index > 92 ? '' : isoDate(new Date(day.getTime() + paidAfter * 86_400_000));
  return { number: `QH-24-${String(index + 1).padStart(3, '0')}`, date: isoDate(day), customer: customers[(index * 7 + 3) % customers.length] ?? '', service, net, paid };
});

export const turnover2024 = invoices.reduce((sum, { net }) => sum + net, 0);

export const expertReports2024 = invoices.filter(({ service }) => service === 'Expert report').length;

export function pounds(amount: number): string {
  return `£${money(amount)}`;
}

/** `1,234` or, with pence, `1,234.50`. */
export function money(amount: number): string {
  return amount.toLocaleString('en-GB', { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 2 });
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
