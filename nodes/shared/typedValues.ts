import { isPlainObject } from 'lodash';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isInexactNumber } from './exactNumber';
import { momentIn } from './moment';
import { toText } from './text';

/** A value that a parameter cannot take. The message is a whole sentence and begins with the name of the parameter. */
export class UnusableValue extends Error {
	constructor(
		message: string,
		readonly hint = 'Correct the expression in the node, or the field of the item that it reads.',
	) {
		super(message);
	}
}

/** No value: the parameter behaves as if it were empty. */
export const NOTHING = Symbol('nothing');

/** The parts of a parameter's description that reading a value needs. */
type Property = Pick<
	INodeProperties,
	'displayName' | 'name' | 'type' | 'default' | 'description' | 'options' | 'typeOptions'
>;

const MOST_SHOWN = 60;

/**
 * Converts a value to the type of its parameter. An expression may give any type; a value whose meaning is not certain throws.
 *
 * A long number for a text stays a number, because it may have lost digits: `exactNumberProblem` has the message for it.
 *
 * @param zone  IANA name of the workflow's time zone
 * @returns     NOTHING for no value, e.g. null; a date as ISO 8601 in UTC
 * @throws UnusableValue
 */
export function typedValue(property: Property, value: unknown, zone: string): unknown {
	switch (property.type) {
		case 'string':
		case 'resourceLocator':
			return textIn(property, value);
		case 'number':
			return numberIn(property, value);
		case 'boolean':
			return booleanIn(property, value);
		case 'options':
			return isNothing(value, property) ? NOTHING : optionIn(property, value);
		case 'multiOptions':
			return listIn(value).map((entry) => optionIn(property, entry));
		case 'dateTime':
			return momentText(property, value, zone);
		case 'collection':
			return collectionIn(property, value, zone);
		case 'fixedCollection':
			return groupsIn(property, value, zone);
		default:
			return value;
	}
}

function textIn(property: Property, given: unknown): unknown {
	if (given === undefined || given === null) return NOTHING;
	// n8n extracts the value of a resource locator where the node asks for it; otherwise the locator stays whole.
	if (isLocator(given)) return given;
	const list = takesList(property) && typeof given === 'string' ? jsonIn(given) : undefined;
	const value = Array.isArray(list) ? (list as unknown[]) : given;
	if (typeof value === 'number' && Number.isFinite(value)) {
		return isInexactNumber(value) ? value : String(value);
	}
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'string') return value;
	if (!Array.isArray(value)) throw wrongType(property, value, 'text');
	const entries = (value as unknown[])
		.map((entry) => {
			if (typeof entry === 'object' && entry !== null) throw wrongType(property, entry, 'text');
			return textIn(property, entry);
		})
		.filter((entry) => entry !== NOTHING);
	if (entries.length <= 1) return entries[0] ?? '';
	if (!takesList(property)) throw wrongType(property, value, 'one text');
	return entries.every((entry) => typeof entry === 'string') ? entries.join(',') : entries;
}

/** A text parameter accepts a list where its description mentions commas. */
function takesList({ description = '' }: Property): boolean {
	return /comma/i.test(description);
}

function numberIn(property: Property, value: unknown): unknown {
	if (isNothing(value)) return NOTHING;
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw wrongType(property, value, 'a number');
	}
	const { minValue, maxValue } = property.typeOptions ?? {};
	const name = property.displayName;
	if (minValue !== undefined && number < minValue) {
		throw new UnusableValue(`${name} is ${number}; it must be ${minValue} or more.`);
	}
	if (maxValue !== undefined && number > maxValue) {
		throw new UnusableValue(`${name} is ${number}; it must be ${maxValue} or less.`);
	}
	return number;
}

const YES = ['true', '1', 'yes'];
const NO = ['false', '0', 'no'];

function booleanIn(property: Property, value: unknown): unknown {
	if (isNothing(value)) return NOTHING;
	const word = typeof value === 'object' ? '' : toText(value).trim().toLowerCase();
	if (YES.includes(word)) return true;
	if (NO.includes(word)) return false;
	throw wrongType(property, value, 'true or false');
}

/** One of the values in the editor's list; the displayed name is accepted too, in any case. */
function optionIn(property: Property, given: unknown): unknown {
	const value: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
	if (typeof value === 'object' || typeof value === 'boolean') {
		throw wrongType(property, value, 'one choice');
	}
	if (property.typeOptions?.loadOptionsMethod) return textIn(property, value);
	const options = (property.options ?? []) as INodePropertyOptions[];
	const text = toText(value).trim();
	const found =
		options.find((option) => toText(option.value) === text) ??
		options.find((option) => text !== '' && isAlike(option, text));
	if (found) return found.value;
	const offered = options.map(({ value: each, name }) => toText(each) || name).join(', ');
	throw new UnusableValue(
		`${property.displayName} ${shown(value)} is none of the choices.`,
		`Use one of these: ${offered}.`,
	);
}

function isAlike({ name, value }: INodePropertyOptions, text: string): boolean {
	const wanted = normalizeOption(text);
	return normalizeOption(toText(value)) === wanted || normalizeOption(name) === wanted;
}

function normalizeOption(text: string): string {
	return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function momentText(property: Property, value: unknown, zone: string): unknown {
	if (isNothing(value)) return '';
	const moment = momentIn(zone, value);
	const date = new Date(moment ?? Number.NaN);
	if (!Number.isNaN(date.getTime())) return date.toISOString();
	throw new UnusableValue(
		`${property.displayName} ${shown(value)} is no date`,
		'Use a date such as 2026-11-24T08:00:00Z.',
	);
}

/** Epoch ms of a typed date parameter; undefined where it is empty. */
export function momentOf(typed: string | undefined): number | undefined {
	return typed ? Date.parse(typed) : undefined;
}

/** Epoch seconds of a typed date parameter; undefined where it is empty. */
export function secondsOf(typed: string | undefined): number | undefined {
	return typed ? Math.floor(Date.parse(typed) / 1_000) : undefined;
}

/** The entries of a list, of a text with commas or JSON, or of a single value. */
function listIn(value: unknown): unknown[] {
	if (isNothing(value)) return [];
	const list = typeof value === 'string' ? (jsonIn(value) ?? value.split(',')) : value;
	const entries: unknown[] = Array.isArray(list) ? list : [list];
	return entries
		.map((entry) => (typeof entry === 'string' ? entry.trim() : entry))
		.filter((entry) => !isNothing(entry));
}

function collectionIn(property: Property, value: unknown, zone: string): object {
	const fields = fieldsIn(property, value);
	const read: Record<string, unknown> = {};
	for (const [name, given] of Object.entries(fields)) {
		const field = (property.options as INodeProperties[]).find((each) => each.name === name);
		const typed = field ? typedValue(field, given, zone) : given;
		if (typed !== NOTHING) read[name] = typed;
	}
	return read;
}

/** Rows are not converted: the readers of tables report the fault of each row. */
function groupsIn(property: Property, value: unknown, zone: string): object {
	const groups = property.options as Array<{ name: string; values: INodeProperties[] }>;
	const hasRows = property.typeOptions?.multipleValues === true;
	const list: unknown = typeof value === 'string' ? jsonIn(value) : value;
	const given =
		hasRows && Array.isArray(list) ? { [groups[0].name]: list } : fieldsIn(property, value);
	const read: Record<string, unknown> = {};
	for (const { name, values } of groups) {
		const group = given[name];
		if (isNothing(group)) continue;
		const inner = { ...property, type: 'collection' as const, options: values };
		read[name] = hasRows ? [group].flat() : collectionIn(inner, group, zone);
	}
	return read;
}

function fieldsIn(property: Property, value: unknown): Record<string, unknown> {
	if (isNothing(value)) return {};
	const fields = typeof value === 'string' ? jsonIn(value) : value;
	if (isPlainObject(fields)) return fields as Record<string, unknown>;
	throw wrongType(property, value, 'an object with its fields');
}

/** @returns undefined where the text is no JSON of a list or an object */
function jsonIn(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function isLocator(value: unknown): value is { value: unknown } {
	return isPlainObject(value) && '__rl' in (value as object);
}

/** @param property  an empty text may be one of its choices */
function isNothing(value: unknown, property?: Property): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value !== 'string' || value.trim() !== '') return false;
	const options = (property?.options ?? []) as INodePropertyOptions[];
	return !options.some((option) => option.value === '');
}

function wrongType({ displayName }: Property, value: unknown, needed: string): UnusableValue {
	return new UnusableValue(`${displayName} is ${shown(value)}; ${needed} is needed.`);
}

function shown(value: unknown): string {
	if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
	if (typeof value === 'object' && value !== null) return 'an object';
	if (typeof value === 'string') return `"${value.slice(0, MOST_SHOWN)}"`;
	return toText(value) || 'nothing';
}
