import { authenticateRequest } from '../../../nodes/LingxingOms/transport/authenticate';
import {
	explain,
	isTemporary,
	mayHaveBeenAccepted,
} from '../../../nodes/LingxingOms/transport/errors';
import { parseLossless } from '../../../nodes/LingxingOms/transport/json';

const RESERVED = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

describe('a name that every object has', () => {
	it.each(RESERVED)('%s as a code of the OMS is told as it is, and is no passing fault', (code) => {
		const apiError = { status: 200, code, message: 'x' };
		expect(explain(apiError).message).toBe(`The OMS refused the call (${code}: x)`);
		expect([isTemporary(apiError), mayHaveBeenAccepted(apiError)]).toEqual([false, false]);
	});

	it.each(RESERVED)('%s as a field of a call is signed and sent like any other', (name) => {
		const data = JSON.parse(`{"${name}":{"a":1},"b":"${name}"}`) as object;
		const keys = { appKey: 'key', appSecret: 'secret', baseUrl: 'https://oms.example' };
		const { body } = authenticateRequest({ url: 'https://oms.example/', body: { data } }, keys, 0);
		expect(JSON.parse(String(body)).data).toEqual(data);
	});

	it('in an answer of the OMS changes no other object', () => {
		const parsed = parseLossless('{"__proto__":{"polluted":1234567890123456789}}') as object;
		expect(Object.keys(parsed)).toEqual(['__proto__']);
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});
});
