import type { IDataObject } from 'n8n-workflow';

import { Random } from '../sandbox/random';
import type { Order } from '../sandbox/tiktok/types';
import type { Sources } from '../soak/virtual/process/modules';
import { MARKETS, PAIRING } from '../soak/virtual/world/shops';
import { Client } from './client';
import { describeChange, ONLY_IN_ANSWERS, placeName, type Mutation } from './mutate';
import { Poison } from './poison';
import type { CaseResult, Fault, Verdict } from './report';
import { planWorkflow, regionsOf, type WorkflowPlan } from './workflowPlan';
import { isFinished, judgeBooks, judgeRequests, liveOf, RunMessages } from './verdicts';
import { FuzzWorld, MAPPING, packedAs } from './world';

const MINUTE = 60_000;
const POLL_EVERY = 15 * MINUTE;
const ORDERS = 10;
/** Polls while an answer is bad; two are enough for an order that nothing stands in the way of. */
const BAD_POLLS = 6;
/** Polls after that, and long waits after those, until everything has to be where it belongs. */
const MORE_POLLS = 10;
const LONG_WAITS = 5;
const LONG_WAIT = 6 * 60 * MINUTE;

/** Places where a plausible value means that the order is not to be shipped, or is not ours. */
const SAYS_SO = [
	'status',
	'display_status',
	'is_buyer_request_cancel',
	'is_on_hold_order',
	'shipping_type',
	'fulfillment_type',
	'thirdOrderNo',
	'platformOrderNo',
	'referOrderNo',
	'storeName',
	'salesPlatform',
];

/** Runs the workflows of the templates, from pending orders to tracking, while answers about one order or shop are bad, and after. */
export class WorkflowCase {
	private readonly world: FuzzWorld;
	private readonly poison: Poison;
	private readonly client: Client;
	private readonly plan: WorkflowPlan;
	private readonly messages = new RunMessages();

	constructor(
		private readonly id: string,
		seed: number,
		sources: Sources,
		only: string,
		mutations?: readonly Mutation[],
	) {
		const plan = planWorkflow(new Random(seed), only);
		this.plan = plan;
		const world = new FuzzWorld(seed + 1, ORDERS, { regions: regionsOf(plan.endpoint) });
		this.world = world;
		if (plan.endpoint.name === 'token.refresh') world.tiktok.tokens.accessLifeSeconds = 1_200;
		const { shop } = world.bad;
		const { endpoint, scope, places, once } = plan;
		const ids = () => (endpoint.about === 'shop' ? [shop.id, shop.cipher] : world.idsOf(world.bad));
		this.poison = new Poison({
			...{ endpoint, scope, places, once, ids, cipher: shop.cipher, seed: seed + 2 },
			...(mutations ? { mutations } : {}),
		});
		world.open(this.poison);
		this.client = new Client(world, sources, seed + 3);
	}

	async run(): Promise<CaseResult> {
		const { world, poison, plan, messages } = this;
		poison.active = !plan.late;
		if (plan.late) await this.round();
		poison.active = true;
		for (let poll = 0; poll < BAD_POLLS; poll++) await this.round();
		const faults: Array<[Fault, string]> = [];
		if (poison.hits > 0) faults.push(...this.isolation());
		poison.lift();
		if (plan.endpoint.name.startsWith('token')) world.authorize();
		const said = messages.messages.length;
		for (let poll = 0; poll < MORE_POLLS + LONG_WAITS && this.unfinished().length > 0; poll++) {
			if (poll >= MORE_POLLS) await world.pass(LONG_WAIT);
			await this.round();
		}
		faults.push(...this.outcome(said));
		return {
			id: this.id,
			about: `${plan.endpoint.name} ${plan.scope}`,
			idle: poison.hits === 0,
			described: this.described(),
			mutations: poison.changed.map(({ path, kind }) => ({ path, kind })),
			said: messages.spoken,
			verdicts: [...messages.raw, ...this.verdicts(faults)],
		};
	}

	/** Both workflows once, as at a tick. */
	private async round(): Promise<void> {
		const { world, client, messages, plan } = this;
		const pulled = await client.poll('trigger', {
			authentication: 'redirectedUrl',
			emit: plan.emit,
		});
		messages.add('TikTok Shop Trigger', pulled);
		const orders = (pulled.outputs[0] ?? []).filter((item) => item.exception === undefined);
		if (orders.length > 0) {
			const parameters = { mappingSource: 'json', mappingJson: JSON.stringify(MAPPING) };
			const mapped = await client.run('mapping', parameters, { items: orders });
			messages.add('SKU Mapping', mapped);
			for (const market of MARKETS) {
				const items = (mapped.outputs[0] ?? []).filter(
					(item) => this.regionOf(item) === market.region,
				);
				if (items.length > 0) await this.create(items, market.whCode, market.channel);
			}
		}
		const shipped = await client.poll('omsTrigger', { event: 'shipped', emit: 'repeat' });
		messages.add('Lingxing OMS Trigger', shipped);
		const parcels = (shipped.outputs[0] ?? [])
			.filter((item) => item.exception === undefined)
			.map((item) => ({ ...item, outboundLines: packedAs(item.lines) }));
		if (parcels.length > 0) {
			const pairing = { pairingSource: 'json', pairingJson: JSON.stringify(PAIRING) };
			const parameters = { authentication: 'redirectedUrl', ...pairing };
			messages.add('Fulfillment', await client.run('fulfillment', parameters, { items: parcels }));
		}
		await world.pass(POLL_EVERY);
		world.ship();
	}

	private async create(items: IDataObject[], whCode: string, channel: string): Promise<void> {
		const created = await this.client.run(
			'oms',
			{
				resource: 'outboundOrder',
				operation: 'create',
				warehouse: { __rl: true, mode: 'code', value: whCode },
				logisticsChannel: { __rl: true, mode: 'code', value: channel },
			},
			{ items },
		);
		this.messages.add('Lingxing OMS', created);
	}

	/** The market whose warehouse a user would choose, whatever is in the item. */
	private regionOf({ orderId }: IDataObject): string {
		return this.world.tiktok.orders.get(String(orderId))?.shop.region ?? MARKETS[0].region;
	}

	/** Orders that the bad answers are about: they may wait, the others may not. */
	private get affected(): Order[] {
		const { bad, good } = this.world;
		const { endpoint, scope } = this.plan;
		// A list that is not asked for by IDs cannot be asked for in parts, and a believable lie about a batch is about all in it.
		const isWhole = scope === 'aroundOrder' || this.isUnreadable;
		const isLie = scope === 'aroundOrder' && this.lied;
		const ofAll = isLie || (isWhole && ['oms.pageList', 'shops'].includes(endpoint.name));
		if (scope === 'aroundAll' || ofAll || endpoint.about === 'nobody') return [bad, ...good];
		const ofShop = scope === 'aroundShop' || (isWhole && endpoint.name === 'search');
		if (!ofShop && endpoint.about === 'order') return [bad];
		return [bad, ...good.filter(({ shop }) => shop.id === bad.shop.id)];
	}

	/** While the answers are bad: the others went through, and those that did not are spoken of. */
	private isolation(): Array<[Fault, string]> {
		const { world, messages, plan } = this;
		const affected = this.affected;
		const stopped = this.unfinished().filter((order) => !affected.includes(order));
		const faults: Array<[Fault, string]> = [];
		const last = messages.messages.find(({ code }) => code === '')?.message.slice(0, 200);
		if (stopped.length > 0) {
			faults.push(['stopped', `${stopped.length} other orders wait${last ? `: ${last}` : ''}`]);
		}
		const sent = new Set(world.tiktok.trackingWrites.map(({ orderId }) => orderId));
		// A believable number that TikTok Shop has accepted is no order that waits.
		const waiting = this.unfinished().filter(
			(order) => affected.includes(order) && !(this.lied && sent.has(order.id)),
		);
		if (plan.once || waiting.length === 0 || this.saysSo()) return faults;
		const names = waiting.flatMap(({ id, shop }) => [id, shop.id, shop.code, shop.name]);
		const own = this.isOfOneOrder() ? [world.bad.id] : names;
		const nameLost = !this.isOfOneOrder() && this.idLost && messages.messages.length > 0;
		const failed = affected.length === ORDERS && messages.failures > 0;
		if (!messages.hasTold(own) && !failed && !nameLost) {
			faults.push(['silent', 'nobody is told that it waits']);
		}
		return faults;
	}

	/** Whether the ID of the order can still be known. */
	private isOfOneOrder(): boolean {
		const { endpoint, scope } = this.plan;
		const known = !['search', 'oms.pageList'].includes(endpoint.name) || !this.idLost;
		const named = (scope === 'record' || scope === 'refusal') && !this.isUnreadable;
		return endpoint.about === 'order' && (named || !this.isOfList()) && known;
	}

	/** An answer that is nested without end is no answer, and a list that is not asked for by IDs has no smaller part. */
	private get isUnreadable(): boolean {
		return this.poison.changed.some(({ kind }) => ONLY_IN_ANSWERS.includes(kind));
	}

	/** The record no longer identifies its order. */
	private get idLost(): boolean {
		return this.poison.changed.some(
			({ path }) => path.length === 0 || ['id', 'outboundOrderNo'].includes(String(path.at(-1))),
		);
	}

	private isOfList(): boolean {
		const { endpoint, scope } = this.plan;
		return (
			this.isUnreadable ||
			scope !== 'aroundOrder' ||
			['search', 'oms.pageList'].includes(endpoint.name)
		);
	}

	/** Whether a plausible answer means that nothing is to be done. */
	private saysSo(): boolean {
		const { scope } = this.plan;
		return this.poison.changed.some(({ path, plausible }) => {
			const field = path[path.length - 1];
			const around = scope !== 'record' || path.length === 0;
			return plausible && (around || SAYS_SO.includes(String(field)));
		});
	}

	private get lied(): boolean {
		return this.poison.changed.some(({ plausible }) => plausible);
	}

	/** In the end: everything is where it belongs, once, and nothing else is anywhere. */
	private outcome(saidBefore: number): Array<[Fault, string]> {
		const { world, messages, lied } = this;
		const affected = this.affected;
		const faults: Array<[Fault, string]> = [];
		for (const order of [world.bad, ...world.good]) {
			const believed = lied && affected.includes(order);
			const books = judgeBooks(world, order, believed);
			faults.push(...books);
			if (isFinished(world, order) || (believed && liveOf(world, order).length > 0)) continue;
			const after = messages.messages.slice(saidBefore).find(({ all }) => all.includes(order.id));
			const why = after ? `: ${after.code} ${after.message.slice(0, 160)}` : '';
			const inOms = liveOf(world, order).length > 0;
			if (books.length === 0) faults.push([inOms ? 'stuck' : 'lost', `after it is mended${why}`]);
		}
		faults.push(...judgeRequests(world, lied));
		const kept = this.client.memory().length;
		if (kept > 150_000) faults.push(['wrong', 'the triggers keep more than 150 kB']);
		for (const node of messages.hung) faults.push(['stuck', `${node} never ends`]);
		return faults;
	}

	private unfinished(): Order[] {
		const { world } = this;
		return [world.bad, ...world.good].filter((order) => !isFinished(world, order));
	}

	private verdicts(faults: ReadonlyArray<[Fault, string]>): Verdict[] {
		const { endpoint, scope, once } = this.plan;
		const places = this.poison.changed.map(({ path }) => placeName(path)).join(' + ');
		const unique = new Map(faults.map((fault) => [fault.join(), fault]));
		return [...unique.values()].map(([fault, what]) => ({
			fault,
			what,
			signature: `${fault} ${endpoint.name} ${scope}${once ? ' once' : ''} ${places}`,
		}));
	}

	private described(): string {
		const { endpoint, scope, once, late, emit } = this.plan;
		const { changed, apiError, hits } = this.poison;
		const places = changed.map(describeChange).join('; ') || apiError || 'nothing';
		const { bad } = this.world;
		const when = `${once ? 'once' : 'until lifted'}${late ? ', after the first poll' : ''}`;
		return `${endpoint.name} (${scope}, ${when}, emit ${emit}, ${hits} answers), order ${bad.id} of ${bad.shop.key}: ${places}`;
	}
}
