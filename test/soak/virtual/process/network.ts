import type { AxiosError, AxiosResponse, AxiosStatic, InternalAxiosRequestConfig } from 'axios';
import type { FastifyInstance } from 'fastify';
import { createRequire } from 'node:module';

import { Waits } from '../../../sandbox/http';
import type { Random } from '../../../sandbox/random';
import type { VirtualClock, Work } from './clock';
import { CallTable, type Outcome } from './callTable';
import { currentWork, purposeOf } from './purpose';

const CALL_HEADER = 'x-soak-call';
const LEG_MS = [5, 60] as const;

export interface CallSeen {
	/** Name of the process that called. */
	process: string;
	service: 'tiktok' | 'oms';
	method: string;
	path: string;
	query: URLSearchParams;
	/** As it was sent; empty when there is none. */
	body: string;
	/** What it is for (`purposeOf`). */
	purpose: string;
}

/** Decides about a process's calls, and is notified of them. */
export interface Caller {
	isAlive(): boolean;
	sent(call: CallSeen): void;
	done(call: CallSeen): void;
}

/**
 * The network between the processes and the services: each call takes a little virtual time both ways, may outlast the
 * caller's patience, be cut, or be lost with its caller. It is carried in this process, through n8n's own HTTP client with
 * another adapter, because only so the same seed gives the same run.
 *
 * Hosts are `<process>.<service>.soak`.
 */
export class Network implements Work {
	busy = 0;
	steps = 0;
	/** Called for each call that a service accepted, before its answer is sent. */
	onAccepted: (call: CallSeen) => void = () => {};

	private readonly callers = new Map<string, Caller>();
	private readonly servers = new Map<string, FastifyInstance>();
	private readonly exchanges = new Map<string, (answer: ServiceAnswer | undefined) => void>();
	private readonly axios = axiosOfN8n();
	/** Answers of this path are cut in the middle of the body, so many times. */
	private readonly torn: Array<{ service: string; path: string }> = [];
	/** Calls of this path arrive so much later, once each, ms. */
	private readonly stuck: Array<{ service: string; path: string; ms: number }> = [];
	/** When a call that was stuck has arrived last, epoch ms. */
	stuckArrivedAt = Number.NEGATIVE_INFINITY;
	private calls = 0;
	readonly table = new CallTable();

	constructor(
		private readonly clock: VirtualClock,
		private readonly random: Random,
	) {
		this.axios.defaults.adapter = async (config) => await this.carry(config);
	}

	addServer(service: CallSeen['service'], server: FastifyInstance): void {
		server.addHook('onRequest', async (request, reply) => {
			const deliver = this.exchanges.get(String(request.headers[CALL_HEADER]));
			// The answer is taken as it is, past the copies that a socket would need; a cut connection has none.
			const send = (data: string): void => {
				reply.hijack();
				const headers = reply.getHeaders() as Record<string, string>;
				deliver?.({ status: reply.statusCode, headers, data });
			};
			Object.assign(reply, { send });
			Object.assign(request.raw.socket, { destroy: () => deliver?.(undefined) });
		});
		this.servers.set(service, server);
	}

	addCaller(name: string, caller: Caller): void {
		this.callers.set(name, caller);
	}

	removeCaller(name: string): void {
		this.callers.delete(name);
	}

	/** The next answer that a service gives on this path breaks off in the middle of its body. */
	tearNext(service: string, path: string): void {
		this.torn.push({ service, path });
	}

	/** The next call on this path is on its way for so long; its sender has given up by then. */
	delayNext(service: string, path: string, ms: number): void {
		this.stuck.push({ service, path, ms });
	}

	/** Waits of the services, in virtual time. */
	waits(): Waits {
		return new VirtualWaits(async (ms) => {
			this.busy -= 1;
			await this.clock.sleep(ms);
			this.busy += 1;
		});
	}

	/** `data` of a plain GET, as n8n's request helper gives it. */
	async get(url: string): Promise<unknown> {
		return (await this.axios.get<unknown>(url, { timeout: 30_000 })).data;
	}

	private async carry(config: InternalAxiosRequestConfig): Promise<AxiosResponse> {
		const url = new URL(this.axios.getUri(config));
		const [process, service] = url.hostname.split('.') as [string, CallSeen['service']];
		const caller = this.callers.get(process);
		const method = (config.method ?? 'get').toUpperCase();
		const body = typeof config.data === 'string' ? config.data : '';
		const { pathname: path, searchParams: query } = url;
		const purpose = purposeOf(path, query, body);
		const call = { process, service, method, path, query, body, purpose };
		this.steps += 1;
		if (!caller?.isAlive()) return await never();
		caller.sent(call);
		const begun = this.table.begin(call, currentWork());
		return await new Promise<AxiosResponse>((resolve, reject) => {
			let over = false;
			// A process that has died hears nothing any more.
			const end = (finish: () => void): void => {
				if (over) return;
				over = true;
				endPatience();
				this.steps += 1;
				if (!caller.isAlive()) return;
				caller.done(call);
				finish();
			};
			const fail = (message: string, code: string): void =>
				end(() => reject(this.error(message, code, config)));
			const patience = config.timeout || 300_000;
			const endPatience = this.clock.after(patience, () =>
				fail(`timeout of ${patience}ms exceeded`, 'ECONNABORTED'),
			);
			const delay = this.delayOf(call, patience);
			void this.clock.after(this.leg() + delay, () => {
				if (delay > 0) this.stuckArrivedAt = this.clock.now();
				void this.ask(call, `${url.pathname}${url.search}`, config).then((answer) => {
					const back = this.leg();
					const isTorn = answer !== undefined && taken(this.torn, call) !== undefined;
					this.table.end(begun, isTorn ? 'noAnswer' : outcomeOf(answer));
					if (answer === undefined) {
						void this.clock.after(back, () => fail('socket hang up', 'ECONNRESET'));
						return;
					}
					this.onAccepted(call);
					void this.clock.after(back, () => {
						if (isTorn) fail('stream has been aborted', 'ERR_BAD_RESPONSE');
						else end(() => this.answer(answer, config, resolve, reject));
					});
				});
			});
		});
	}

	/** A stuck call arrives some time after its sender has lost patience. */
	private delayOf(call: CallSeen, patience: number): number {
		const stuck = taken(this.stuck, call);
		return stuck ? patience + stuck.ms : 0;
	}

	private leg(): number {
		return LEG_MS[0] + this.random.below(LEG_MS[1]);
	}

	/** @returns undefined when the service cut the connection */
	private async ask(
		call: CallSeen,
		url: string,
		config: InternalAxiosRequestConfig,
	): Promise<AxiosResponse | undefined> {
		const server = this.servers.get(call.service);
		if (!server) throw new Error(`There is no service "${call.service}"`);
		const id = String((this.calls += 1));
		this.busy += 1;
		const answered = new Promise<ServiceAnswer | undefined>((resolve) => {
			this.exchanges.set(id, resolve);
		});
		const injected = server.inject({
			method: call.method as 'GET',
			url,
			headers: { ...textHeaders(config), [CALL_HEADER]: id },
			...(call.body ? { payload: call.body } : {}),
		});
		// The server refuses an address that it cannot route before its hooks run.
		void injected.then(
			({ statusCode: status, headers, payload: data }) =>
				this.exchanges.get(id)?.({ status, headers: headers as Record<string, string>, data }),
			() => this.exchanges.get(id)?.(undefined),
		);
		const answer = await answered;
		this.exchanges.delete(id);
		this.busy -= 1;
		this.steps += 1;
		return answer && { ...answer, statusText: '', config };
	}

	private answer(
		answer: AxiosResponse,
		config: InternalAxiosRequestConfig,
		resolve: (answer: AxiosResponse) => void,
		reject: (failure: AxiosError) => void,
	): void {
		const { validateStatus } = config;
		if (!validateStatus || validateStatus(answer.status)) {
			resolve(answer);
			return;
		}
		const message = `Request failed with status code ${answer.status}`;
		reject(this.error(message, 'ERR_BAD_REQUEST', config, answer));
	}

	private error(
		message: string,
		code: string,
		config: InternalAxiosRequestConfig,
		answer?: AxiosResponse,
	): AxiosError {
		return new this.axios.AxiosError(message, code, config, {}, answer);
	}
}

interface ServiceAnswer {
	status: number;
	headers: Record<string, string>;
	data: string;
}

/** Both services say in the body whether they did what they were asked; a gateway and a limit say it by the status. */
function outcomeOf(answer: AxiosResponse | undefined): Outcome {
	if (answer === undefined) return 'noAnswer';
	if (/^\s*\{"code":"?(0|200)\b/.test(String(answer.data))) return 'ok';
	return answer.status === 429 || answer.status >= 500 ? 'failed' : 'refused';
}

class VirtualWaits extends Waits {
	constructor(override readonly wait: (ms: number) => Promise<void>) {
		super();
	}
}

/** Takes the first entry that means this call out of the list. */
function taken<T extends { service: string; path: string }>(
	list: T[],
	call: CallSeen,
): T | undefined {
	const index = list.findIndex(
		({ service, path }) => service === call.service && call.path.includes(path),
	);
	return index < 0 ? undefined : list.splice(index, 1)[0];
}

async function never<T>(): Promise<T> {
	return await new Promise<T>(() => {});
}

function textHeaders(config: InternalAxiosRequestConfig): Record<string, string> {
	return Object.fromEntries(
		Object.entries(config.headers.toJSON()).flatMap(([name, value]) =>
			typeof value === 'string' ? [[name, value]] : [],
		),
	);
}

/** The HTTP client that n8n's request helpers use; it has a copy of its own. */
function axiosOfN8n(): AxiosStatic {
	const core = createRequire(require.resolve('n8n-core'));
	const network = createRequire(core.resolve('@n8n/backend-network'));
	return network('axios') as AxiosStatic;
}
