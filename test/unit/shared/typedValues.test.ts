import type { INodeProperties } from 'n8n-workflow';

import { NOTHING, typedValue, UnusableValue } from '../../../nodes/shared/typedValues';

const field = (type: INodeProperties['type'], more: object = {}) =>
	({ displayName: 'Field', name: 'field', type, default: '', ...more }) as INodeProperties;

const read = (property: INodeProperties, value: unknown) => typedValue(property, value, 'UTC');

const TEXT = field('string');
const LIST = field('string', { description: 'Comma-separated' });
const LIMIT = field('number', { typeOptions: { minValue: 1, maxValue: 100 } });
const FLAG = field('boolean');
const STATUS = field('options', {
	options: [
		{ name: 'Any', value: '' },
		{ name: 'Awaiting Shipment', value: 'AWAITING_SHIPMENT' },
	],
});
const KIND = field('options', {
	options: [
		{ name: 'Good', value: 0 },
		{ name: 'Bad', value: 1 },
	],
});
const STATUSES = field('multiOptions', {
	options: [
		{ name: 'New', value: 0 },
		{ name: 'Shipped', value: 3 },
	],
});
const WAREHOUSES = field('multiOptions', { typeOptions: { loadOptionsMethod: 'getWarehouses' } });
const OPTIONS = field('collection', {
	options: [field('number', { name: 'age' }), field('string', { name: 'note' })],
});
const ROWS = field('fixedCollection', {
	typeOptions: { multipleValues: true },
	options: [{ displayName: 'Rows', name: 'rows', values: [TEXT] }],
});

describe('is read', () => {
	it.each<[string, INodeProperties, unknown, unknown]>([
		['a number as text', TEXT, 42, '42'],
		['a list of one as text', TEXT, ['A'], 'A'],
		['nothing as no text', TEXT, null, NOTHING],
		['a number whose digits may be lost as it is', TEXT, 2 ** 60, 2 ** 60],
		['a list of texts and numbers, where several may be named', LIST, ['A', 5], 'A,5'],
		['a list as JSON text', LIST, '["A","B"]', 'A,B'],
		[
			'long numbers in JSON text as numbers',
			LIST,
			'[577000000000007919]',
			Number('577000000000007919'),
		],
		['digits as a number', LIMIT, ' 50 ', 50],
		['an empty text as no number', LIMIT, '', NOTHING],
		['"TRUE" as true', FLAG, 'TRUE', true],
		['0 as false', FLAG, 0, false],
		['nothing as neither', FLAG, null, NOTHING],
		['a choice in small letters', STATUS, 'awaiting_shipment', 'AWAITING_SHIPMENT'],
		['a choice by its label', STATUS, 'Awaiting Shipment', 'AWAITING_SHIPMENT'],
		['the empty choice', STATUS, '', ''],
		['a choice that is a number, as text', KIND, '1', 1],
		['choices as text with commas', STATUSES, '3, new', [3, 0]],
		['choices as JSON text', STATUSES, '[3]', [3]],
		['one choice as a list of one', STATUSES, 3, [3]],
		['no choices as an empty list', STATUSES, null, []],
		['IDs of a list that is loaded, as text', WAREHOUSES, 'W1,W2', ['W1', 'W2']],
		['a collection as JSON text', OPTIONS, '{"age":"3","other":1}', { age: 3, other: 1 }],
		['a collection that is nothing', OPTIONS, null, {}],
		['a field of it that is nothing as not set', OPTIONS, { age: null, note: null }, {}],
		['rows as a list', ROWS, [{ field: 1 }], { rows: [{ field: 1 }] }],
		['one row', ROWS, { rows: { field: 1 } }, { rows: [{ field: 1 }] }],
		['no rows', ROWS, '', {}],
		['a date as ISO in UTC', field('dateTime'), 1793880000, '2026-11-05T12:00:00.000Z'],
	])('%s', (_, property, value, expected) => {
		expect(read(property, value)).toEqual(expected);
	});
});

describe('is refused in words that name the parameter', () => {
	it.each<[string, INodeProperties, unknown]>([
		['an object for text', TEXT, { a: 1 }],
		['a date for text', TEXT, new Date()],
		['true for text', TEXT, true],
		['a list for one text', TEXT, ['A', 'B']],
		['a list of objects', LIST, [{ a: 1 }]],
		['NaN', LIMIT, Number.NaN],
		['a word for a number', LIMIT, 'many'],
		['too little', LIMIT, -1],
		['too much', LIMIT, '1000'],
		['a list for a number', LIMIT, [1, 2]],
		['a word for true or false', FLAG, 'perhaps'],
		['a list for true or false', FLAG, ['true']],
		['what is none of the choices', STATUS, 'SHIPPED'],
		['an object for a choice', STATUS, { value: '' }],
		['one of several that is none of the choices', STATUSES, '3,77'],
		['text for a collection', OPTIONS, 'age=3'],
		['a list for a collection', OPTIONS, [1]],
		['text for rows', ROWS, 'rows'],
		['what is no date', field('dateTime'), 'tomorrow'],
	])('%s', (_, property, value) => {
		expect(() => read(property, value)).toThrow(UnusableValue);
		expect(() => read(property, value)).toThrow(/^Field (?!.*(\[object|undefined|NaN is NaN))/);
	});
});
