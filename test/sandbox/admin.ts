import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FAULT_KINDS, type FaultRule } from './faults';
import { fromLoopback, queryOf } from './http';
import { textOf, objectOf } from './oms/answer';
import type { OutboundLine } from './oms/types';
import {
	cancelLines,
	cancelOrder,
	changeAddress,
	fillSellerSku,
	releaseHold,
	requestCancel,
	withdrawCancelRequest,
} from './tiktok/orderChanges';
import { numberIn, textIn, textsIn } from './tiktok/input';
import type { CodeRequest, OrderSeed } from './tiktok/world';
import type { Sandbox } from './sandbox';
import type { EventLog } from './eventLog';

/** What the admin calls may do; the rest of the sandbox is reached through the services alone. */
type AdminSandbox = Pick<Sandbox, 'tiktok' | 'oms' | 'log' | 'books' | 'tick' | 'faults'>;

class BadAction extends Error {}

function seedOf(value: unknown): OrderSeed {
	const given = objectOf(value) ?? {};
	const lines: unknown[] = Array.isArray(given.lines) ? given.lines : [];
	if (lines.length === 0) throw new BadAction('addOrder needs lines: [{ sellerSku, units }]');
	const ageSeconds = numberIn(given.ageSeconds);
	return {
		shop: textIn(given.shop) ?? 'US01',
		scenario: textIn(given.scenario) ?? 'added',
		...(ageSeconds === undefined ? {} : { ageSeconds }),
		...(given.status === 'ON_HOLD' || given.status === 'UNPAID' ? { status: given.status } : {}),
		masked: given.masked === true,
		cancelRequested: given.cancelRequested === true,
		lines: lines.map((entry) => {
			const line = objectOf(entry) ?? {};
			return {
				sellerSku: textOf(line.sellerSku),
				units: numberIn(line.units) ?? 1,
				isGift: line.isGift === true,
				emptySellerSku: line.emptySellerSku === true,
			};
		}),
	};
}

/** Who authorizes, and what. */
function consentOf(given: Readonly<Record<string, unknown>>): CodeRequest {
	const shops = textsIn(given.shops);
	const scopes = textsIn(given.scopes);
	const userType = numberIn(given.userType);
	const endsAt = numberIn(given.endsAt);
	const openId = textIn(given.openId);
	const sellerName = textIn(given.sellerName);
	return {
		...(shops ? { shops } : {}),
		...(scopes ? { scopes } : {}),
		...(userType === undefined ? {} : { userType }),
		...(endsAt === undefined ? {} : { endsAt }),
		...(openId ? { openId } : {}),
		...(sellerName ? { sellerName } : {}),
	};
}

/** `[[{ sku, quantity }], …]`: the contents of each parcel; undefined where they are not given. */
function packingOf(value: unknown): OutboundLine[][] | undefined {
	if (value === undefined) return undefined;
	const parcels: unknown[] = Array.isArray(value) ? value : [];
	if (parcels.length === 0) throw new BadAction('parcels must be lists of { sku, quantity }');
	return parcels.map((parcel) =>
		(Array.isArray(parcel) ? parcel : []).map((entry: unknown) => {
			const line = objectOf(entry) ?? {};
			return { sku: textOf(line.sku), quantity: numberIn(line.quantity) ?? 1 };
		}),
	);
}

/** A fault rule; as a text, `path` is what the path of the call has to hold. */
function faultOf(given: Readonly<Record<string, unknown>>): FaultRule {
	const { service } = given;
	const path = textIn(given.path);
	const kind = FAULT_KINDS.find((each) => each === given.kind);
	if (service !== 'tiktok' && service !== 'oms')
		throw new BadAction('service must be tiktok or oms');
	if (path === undefined) throw new BadAction('path must be a part of the path of the call');
	if (!kind) throw new BadAction(`kind must be one of ${FAULT_KINDS.join(', ')}`);
	const numbers = ['times', 'after', 'probability', 'delayMs'].flatMap((name) => {
		const value = numberIn(given[name]);
		return value === undefined ? [] : [[name, value] as const];
	});
	return { service, path, kind, ...Object.fromEntries(numbers) };
}

function act(sandbox: AdminSandbox, request: Readonly<Record<string, unknown>>): object {
	const { tiktok, oms } = sandbox;
	const orderId = textOf(request.orderId) || tiktokOrderOf(sandbox, textOf(request.scenario));
	switch (request.action) {
		case 'fillSellerSku':
			fillSellerSku(tiktok, orderId, textIn(request.sellerSku));
			return { orderId };
		case 'releaseHold':
			releaseHold(tiktok, orderId);
			return { orderId };
		case 'cancelOrder':
			cancelOrder(tiktok, orderId, textIn(request.reason));
			return { orderId };
		case 'requestCancel':
			requestCancel(tiktok, orderId);
			return { orderId };
		case 'withdrawCancelRequest':
			withdrawCancelRequest(tiktok, orderId);
			return { orderId };
		case 'cancelLines': {
			const units = numberIn(request.units) ?? 1;
			const ids = tiktok.order(orderId).lines.map(({ id }) => id);
			cancelLines(tiktok, orderId, textsIn(request.lineItemIds) ?? ids.slice(0, units));
			return { orderId };
		}
		case 'changeAddress':
			changeAddress(tiktok, orderId, objectOf(request.address) ?? {}, request.inSilence === true);
			return { orderId };
		case 'stopOutbound': {
			const { status } = request;
			if (status !== 5 && status !== 6 && status !== 7)
				throw new BadAction('status must be 5, 6 or 7');
			for (const outbound of oms.liveOf(orderId))
				oms.stop(outbound, status, textOf(request.reason));
			return { orderId };
		}
		case 'resumeOutbound':
			for (const outbound of oms.liveOf(orderId)) oms.goOn(outbound);
			return { orderId };
		case 'addOrder':
			return { orderId: tiktok.addOrder(seedOf(request.order)).id };
		case 'setExpected': {
			const expected = request.expected;
			if (expected !== 'ship' && expected !== 'exception' && expected !== 'ignore') {
				throw new BadAction('expected must be ship, exception or ignore');
			}
			tiktok.order(orderId).scenario.expected = expected;
			return { orderId };
		}
		case 'shipOutbound': {
			const wanted = textOf(request.outboundOrderNo);
			const shipped = wanted ? [oms.order(wanted)] : oms.liveOf(orderId);
			const packing = packingOf(request.parcels);
			for (const outbound of shipped) {
				if (packing) outbound.packing = packing;
				oms.ship(outbound);
			}
			return { outboundOrderNos: shipped.map((outbound) => outbound.outboundOrderNo) };
		}
		case 'expireTokens':
			tiktok.tokens.expireAccess();
			return {};
		case 'revokeTokens':
			tiktok.tokens.revokeAll();
			return {};
		case 'logIn': {
			// Looked up first: a shop that does not exist must not break the authorize page later.
			const consent = consentOf(objectOf(request.as) ?? {});
			const { sellerName, shops } = tiktok.grantOf(consent);
			tiktok.consent = consent;
			return { sellerName, shops: shops.map(({ key }) => key) };
		}
		case 'setApp':
			if (typeof request.inDraft === 'boolean') tiktok.appInDraft = request.inDraft;
			if (typeof request.ipAllowed === 'boolean') tiktok.ipAllowed = request.ipAllowed;
			return { inDraft: tiktok.appInDraft, ipAllowed: tiktok.ipAllowed };
		case 'tick':
			sandbox.tick();
			return {};
		case 'addFault':
			sandbox.faults.add(faultOf(request));
			return {};
		case 'clearFaults':
			sandbox.faults.clear();
			return {};
		default:
			throw new BadAction(`unknown action ${String(request.action)}`);
	}
}

const tiktokOrderOf = ({ tiktok }: AdminSandbox, scenario: string): string =>
	scenario ? tiktok.orderOf(scenario).id : '';

function jsonObject(body: unknown): Record<string, unknown> {
	if (typeof body !== 'string' || body.trim() === '') return {};
	const given = objectOf(JSON.parse(body));
	if (!given) throw new BadAction('The body must be a JSON object');
	return given;
}

/** What was asked for, or 400 with the reason. */
async function orReason(reply: FastifyReply, done: () => object): Promise<object> {
	try {
		return done();
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		return await reply.code(400).send({ ok: false, error: message });
	}
}

/** Admin calls, on the loopback only: books, events, log, new codes, actions of buyer, seller and warehouse. */
export function addAdmin(server: FastifyInstance, sandbox: AdminSandbox, eventLog: EventLog): void {
	server.addHook('onRequest', async (request, reply) => {
		if (request.url.startsWith('/_sandbox/') && !fromLoopback(request)) {
			return await reply.code(403).send({ error: 'Only from this machine' });
		}
		return undefined;
	});
	const since = (request: FastifyRequest): number => Number(queryOf(request).since) || 0;
	server.get('/_sandbox/books', async () => sandbox.books());
	server.get('/_sandbox/events', async (request) => {
		const events = eventLog.since(since(request));
		return { events, next: since(request) + events.length };
	});
	server.get('/_sandbox/log', async (request) => {
		const entries = sandbox.log.since(since(request));
		return { entries, next: since(request) + entries.length };
	});
	server.post('/_sandbox/codes', async (request, reply) => {
		return await orReason(reply, () => {
			const code = sandbox.tiktok.issueCode(consentOf(jsonObject(request.body)));
			return { code };
		});
	});
	server.post('/_sandbox/act', async (request, reply) => {
		return await orReason(reply, () => ({ ok: true, ...act(sandbox, jsonObject(request.body)) }));
	});
}
