import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

import { ApiDocument, documentPath } from './document';
import { PLAYED } from './sandboxCalls';
import { trimmed } from './trim';

const text = readFileSync(documentPath(), 'utf8');
const file = parse(text) as Record<string, unknown>;

describe('the OpenAPI file of this folder', () => {
	it('holds the operations that are played, and no others', () => {
		const ids = new ApiDocument(file).operations.map(({ id }) => id);
		expect(ids.sort()).toEqual(Object.keys(PLAYED).sort());
	});

	it('is trimmed as far as trim.ts trims: it stays as it is when it is trimmed again', () => {
		expect(trimmed(file, new Set(Object.keys(PLAYED)))).toEqual(file);
	});

	it('holds no prose, no example and no list of values of an answer', () => {
		expect(text).not.toMatch(/^\s*(?:summary|example|x-[\w-]+):/m);
		expect(text).not.toMatch(/^\s*description: (?!""$)\S/m);
	});

	it('trims what is given: prose and operations nobody calls go, rules stay', () => {
		const operation = (operationId: string) => ({
			operationId,
			summary: 'Long story',
			parameters: [{ $ref: '#/components/parameters/Size' }],
			responses: {
				200: {
					description: 'Long story',
					content: {
						'application/json': {
							schema: {
								type: 'object',
								properties: { description: { type: 'string', example: 'x' } },
							},
						},
					},
				},
			},
		});
		const full = {
			openapi: '3.0.3',
			info: { title: 'x', version: '1' },
			paths: { '/a': { get: operation('kept') }, '/b': { post: operation('other') } },
			components: {
				parameters: {
					Size: {
						name: 'size',
						in: 'query',
						required: true,
						schema: { type: 'integer', 'x-a': 1 },
					},
					Other: { name: 'other', in: 'query', schema: { type: 'string' } },
				},
				schemas: { Envelope: { type: 'object', properties: { code: { type: 'integer' } } } },
			},
		};
		const given = JSON.stringify(trimmed(full, new Set(['kept'])));
		expect(given).not.toMatch(/Long story|other|Other|example|x-a/);
		expect(given).toContain('"properties":{"description":{"type":"string"}}');
		expect(given).toContain('"required":true,"schema":{"type":"integer"}');
	});
});
