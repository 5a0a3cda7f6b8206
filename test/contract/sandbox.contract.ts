import type { Endpoint, Fields } from '../sandbox/tiktok/endpoint';
import { ENDPOINTS } from '../sandbox/tiktok/server';
import type { ApiDocument, Operation, Schema } from './document';
import { withDocument } from './withDocument';
import { NOT_IN_FILE, openFixture, PLAYED, type Fixture } from './sandboxCalls';
import { SchemaChecker } from './schema';

const COMMON = ['app_key', 'sign', 'timestamp', 'shop_cipher'];

const operationOf = (document: ApiDocument, endpoint: Endpoint): Operation | undefined =>
	document.operations.find(
		({ method, path }) =>
			method === endpoint.method && path === endpoint.route.replace(/:(\w+)/g, '{$1}'),
	);

/** What a field may be: whether it must come, its kind, and the values it may have. */
interface Rule {
	required: boolean;
	kind: string;
	values: string[];
}

const KINDS: Readonly<Record<string, string>> = { array: 'strings' };

function fileRule(schema: Schema, required: boolean): Rule {
	const values = (schema.enum ?? schema.items?.enum ?? []) as string[];
	const type = schema.type ?? 'object';
	const ofObjects = type === 'array' && schema.items?.properties !== undefined;
	const kind = ofObjects ? 'objects' : (KINDS[type] ?? type);
	return { required, kind, values: [...values].sort() };
}

const sandboxRules = (fields: Fields = {}): Record<string, Rule> =>
	Object.fromEntries(
		Object.entries(fields).map(([name, { required = false, kind, values = [] }]) => [
			name,
			{ required, kind, values: [...values].sort() },
		]),
	);

/** Query parameters the file has for an operation, without those every call has. */
const queryRules = ({ parameters }: Operation): Record<string, Rule> =>
	Object.fromEntries(
		parameters
			.filter((each) => each.in === 'query' && !COMMON.includes(each.name))
			.map(({ name, schema, required = false }) => [name, fileRule(schema, required)]),
	);

const bodyRules = (body: Schema = {}): Record<string, Rule> =>
	Object.fromEntries(
		Object.entries(body.properties ?? {}).map(([name, schema]) => [
			name,
			fileRule(schema, body.required?.includes(name) ?? false),
		]),
	);

withDocument('the TikTok Shop of the sandbox and the OpenAPI file', (document) => {
	let fixture: Fixture;
	beforeAll(async () => {
		fixture = await openFixture();
	});
	afterAll(async () => await fixture.sandbox.close());

	const schemas = new SchemaChecker(document);

	it('every operation of the file is played', () => {
		expect(Object.keys(PLAYED).sort()).toEqual(document.operations.map(({ id }) => id).sort());
	});

	const described = ENDPOINTS.filter(
		({ method, route }) => !NOT_IN_FILE.includes(`${method} ${route}`),
	);

	it('what the file leaves out is named, and nothing else', () => {
		const left = ENDPOINTS.filter((endpoint) => !operationOf(document, endpoint));
		expect(left.map(({ method, route }) => `${method} ${route}`)).toEqual(NOT_IN_FILE);
	});

	it.each(described.map((endpoint) => [endpoint.method, endpoint.route, endpoint] as const))(
		'%s %s takes what the file says: names, kinds, required, values',
		(_method, _route, endpoint) => {
			const operation = operationOf(document, endpoint);
			if (!operation) throw new Error('The file has no such operation');
			expect(PLAYED).toHaveProperty(operation.id);
			expect(sandboxRules(endpoint.query)).toEqual(queryRules(operation));
			const body = operation.body && document.resolve(operation.body.schema);
			expect(sandboxRules(endpoint.body)).toEqual(bodyRules(body));
			expect(endpoint.bodyRequired ?? false).toBe(operation.body?.required ?? false);
			const wantsCipher = operation.parameters.some(({ name }) => name === 'shop_cipher');
			expect(endpoint.cipher).toBe(wantsCipher ? 'required' : 'refused');
		},
	);

	it.each(Object.entries(PLAYED))(
		'%s: answers as the file says, no field more',
		async (id, play) => {
			const operation = document.operations.find((each) => each.id === id);
			if (!operation) throw new Error(`The file has no operation ${id}`);
			for (const answer of await play(fixture)) {
				expect([answer.status, answer.code, answer.message]).toEqual([
					200,
					'0',
					expect.any(String),
				]);
				expect(schemas.findings(operation.answer, answer.body)).toEqual([]);
			}
		},
	);

	it('a refusal is an envelope as the file has it', async () => {
		const { client } = fixture;
		const refusals = [
			await client.tiktok('GET', '/logistics/202309/warehouses', { secret: 'another' }),
			await client.tiktok('POST', '/order/202309/orders/search'),
			await client.tiktok('GET', '/nothing'),
			await client.exchange('not a code'),
		];
		const envelope = { $ref: '#/components/schemas/Envelope' };
		for (const { code, body } of refusals) {
			expect(code).not.toBe('0');
			expect(schemas.findings(envelope, body)).toEqual([]);
		}
	});
});
