import { describe, expect, it } from 'vitest';
import { fitLogistic, probabilityOf, type Example } from '../../eval/fitLogistic.ts';

const examples: Example[] = Array.from({ length: 200 }, (_, index) => {
  const good = index % 2 === 0;
  const noise = ((index * 7919) % 100) / 100;
  return { features: { tells: good ? 0.6 + noise * 0.4 : noise * 0.5, misleads: good ? noise : noise * 0.9, constant: 1 }, isPositive: good, weight: 1 };
});

describe('fitLogistic', () => {
  it('tells the two kinds apart and is the same every time', () => {
    const specs = [{ name: 'tells', sign: 1 as const }, { name: 'constant', sign: 0 as const }];
    const model = fitLogistic(examples, specs);
    expect(examples.filter((example) => (probabilityOf(model, example.features) > 0.5) === example.isPositive).length).toBeGreaterThan(190);
    expect(fitLogistic(examples, specs)).toEqual(model);
    expect(model.weights['tells']).toBeGreaterThan(0);
  });
  it('never lets a feature speak the other way round', () => {
    const model = fitLogistic(examples, [{ name: 'tells', sign: 1 }, { name: 'misleads', sign: -1 }]);
    expect(model.weights['misleads']).toBeLessThanOrEqual(0);
    expect(fitLogistic(examples, [{ name: 'tells', sign: -1 }]).weights['tells']).toBeCloseTo(0);
  });
  it('counts weights', () => {
    const heavy = examples.map((example) => ({ ...example, weight: example.isPositive ? 9 : 1 }));
    const middle = { tells: 0.55 };
    const specs = [{ name: 'tells', sign: 0 as const }];
    expect(probabilityOf(fitLogistic(heavy, specs), middle)).toBeGreaterThan(probabilityOf(fitLogistic(examples, specs), middle));
  });
});
