// Loaded before a program: its clock is wrong by CARREL_TEST_CLOCK_DAYS days.
const shiftMs = Number(process.env['CARREL_TEST_CLOCK_DAYS'] ?? 0) * 86_400_000;
const RealDate = Date;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: [], newTarget) => Reflect.construct(target, args.length === 0 ? [RealDate.now() + shiftMs] : args, newTarget) as Date,
  get: (target, name, receiver) => (name === 'now' ? () => RealDate.now() + shiftMs : Reflect.get(target, name, receiver) as unknown),
});
