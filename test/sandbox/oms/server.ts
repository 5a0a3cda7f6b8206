import type { FastifyInstance } from 'fastify';
import type { CallLog } from '../callLog';
import { withoutSecrets } from '../callLog';
import type { FaultRule, Faults } from '../faults';
import {
	answerWithFaults,
	jsonAnswer,
	pathOf,
	queryOf,
	rawBodyOf,
	rawServer,
	retryAfterSeconds,
	textAnswer,
	Throttle,
	type Answer,
	type Waits,
} from '../http';
import { omsSign, sameSignature } from '../sign';
import { badParameter, objectOf, OmsRefusal, textOf } from './answer';
import { createProducts, productPage, stockPage, warehouseOptions } from './catalogue';
import { createOutboundOrders } from './create';
import {
	cancelOutbound,
	cancelResult,
	outboundDetail,
	outboundPage,
	updateTracking,
} from './outbound';
import type { OmsWorld } from './world';

export interface OmsKeys {
	appKey: string;
	appSecret: string;
}

export interface OmsParts {
	world: OmsWorld;
	keys: OmsKeys;
	faults: Faults;
	log: CallLog;
	waits: Waits;
}

const SKEW_SECONDS = 5 * 60;

/** The endpoints, all POST (OMS API §1.4). */
const OMS_ENDPOINTS: Readonly<Record<string, (world: OmsWorld, data: unknown) => object>> = {
	'/v1/outboundOrder/create': createOutboundOrders,
	'/v1/outboundOrder/detail': outboundDetail,
	'/v1/outboundOrder/pageList': outboundPage,
	'/v1/outboundOrder/cancel': cancelOutbound,
	'/v1/outboundOrder/selectBizStatus': cancelResult,
	'/v1/outboundOrder/updateTrackNoAndLabel': updateTracking,
	'/v1/warehouse/options': warehouseOptions,
	'/v1/product/pagelist': productPage,
	'/v1/product/batchCreate': createProducts,
	'/v1/integratedInventory/pageOpen': stockPage,
};

/** Envelope and signature of a call (OMS API §1.2, §1.3). @returns its `data` */
function admit(world: OmsWorld, keys: OmsKeys, authcode: string, rawBody: string): unknown {
	let parsed: unknown;
	try {
		parsed = JSON.parse(rawBody);
	} catch {
		throw badParameter('JSON');
	}
	const body = objectOf(parsed) ?? {};
	if (!authcode) throw new OmsRefusal('100001', 'authcode不能为空');
	const reqTime = textOf(body.reqTime);
	if (!/^\d{10}$/.test(reqTime)) throw new OmsRefusal('100004', 'reqTime不能为空');
	if (!textOf(body.appKey)) throw new OmsRefusal('100005', 'appKey不能为空');
	if (Math.abs(Number(reqTime) - world.now() / 1000) > SKEW_SECONDS) {
		throw new OmsRefusal('100002', 'reqTime已过期');
	}
	const expected = omsSign(keys.appKey, keys.appSecret, reqTime, body.data);
	if (body.appKey !== keys.appKey || !sameSignature(expected, authcode)) {
		throw new OmsRefusal('100007', '签名错误');
	}
	if (!world.permission) throw new OmsRefusal('100010', '没有该接口的权限');
	return body.data ?? {};
}

const refused = (code: string, msg: string, status = 200): Answer =>
	jsonAnswer(status, { code, msg, data: null }, msg);

/** The answer of a fault that stands for one (OMS API §1.3). */
function refusalOfFault(fault: FaultRule | undefined): Answer | undefined {
	switch (fault?.kind) {
		case '429':
			return refused('200001', '请求过于频繁', 429);
		case '429-retry-after': {
			const answer = refused('200001', '请求过于频繁', 429);
			const retryAfter = retryAfterSeconds(fault.delayMs);
			return { ...answer, headers: { ...answer.headers, 'retry-after': retryAfter } };
		}
		case '500':
			return textAnswer(500, 'Internal Server Error');
		case '503':
			return textAnswer(503, 'Service Unavailable');
		case 'okWithErrorBody':
			return refused('100011', '调用失败');
		default:
			return undefined;
	}
}

/** Body without what the call log need not keep. */
function dataOf(rawBody: string): unknown {
	try {
		return objectOf(JSON.parse(rawBody))?.data ?? null;
	} catch {
		return rawBody;
	}
}

/** The OMS; `/openapi` before a path is optional, as the base URL of the real one holds it (OMS API §1.2). */
export function omsServer({ world, keys, faults, log, waits }: OmsParts): FastifyInstance {
	const server = rawServer('/openapi');
	const throttle = new Throttle();
	for (const [route, handle] of Object.entries(OMS_ENDPOINTS)) {
		server.post(route, async (request, reply) => {
			const path = pathOf(request);
			const query = queryOf(request);
			const rawBody = await rawBodyOf(request);
			const limit = world.rateLimitPerSecond;
			const throttled =
				limit !== undefined && !throttle.allows(limit, world.now())
					? refused('200001', '请求过于频繁')
					: undefined;
			const fault = throttled ? undefined : faults.strike('oms', path);
			const produce = (): Answer => {
				try {
					const data = handle(world, admit(world, keys, query.authcode ?? '', rawBody));
					return jsonAnswer(200, { code: 200, msg: '操作成功', data }, '操作成功');
				} catch (error) {
					if (!(error instanceof OmsRefusal)) throw error;
					return refused(error.code, error.message, error.status);
				}
			};
			const note = (answer: Answer | undefined): void => {
				log.add({
					service: 'oms',
					method: 'POST',
					path,
					query: withoutSecrets(query),
					body: dataOf(rawBody),
					status: answer?.status ?? 0,
					code: answer?.code ?? '',
					message: answer?.message ?? '',
					...(fault ? { fault: fault.kind } : {}),
				});
			};
			const refusal = throttled ?? refusalOfFault(fault);
			await answerWithFaults({ request, reply, waits, fault, refusal, produce, note });
			return reply;
		});
	}
	server.setNotFoundHandler(async (request, reply) => {
		const answer = refused('404', '接口不存在', 404);
		const path = pathOf(request);
		const query = withoutSecrets(queryOf(request));
		const { status, code, message } = answer;
		const { method } = request;
		log.add({ service: 'oms', method, path, query, body: null, status, code, message });
		return await reply.code(status).headers(answer.headers).send(answer.body);
	});
	return server;
}
