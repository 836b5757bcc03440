import { resolve } from 'node:path';
import { AppError } from '../shared/AppError.ts';
import type { Arguments } from './Command.ts';

type Value = Arguments['values'][string];

export function text(value: Value): string | null {
  return typeof value === 'string' ? value : null;
}

/** All values of an option that may be given more than once; null where it is not given. */
export function texts(value: Value): readonly string[] | null {
  return typeof value === 'object' ? value : null;
}

/** Errors: input-invalid when it is no whole number from `min` to `max`. */
export function wholeNumber(value: Value, option: string, min: number, max: number): number | null {
  if (typeof value !== 'string') return null;
  const parsed = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(parsed >= min && parsed <= max)) throw new AppError('input-invalid', { problem: `${option} takes a whole number from ${min} to ${max}, not “${value}”` });
  return parsed;
}

/** Paths as typed, made absolute here: the engine may have another current folder. */
export function scopeFrom(value: Value): { scope?: { paths: string[] } } {
  return Array.isArray(value) && value.length > 0 ? { scope: { paths: value.map((path: string) => resolve(path)) } } : {};
}
