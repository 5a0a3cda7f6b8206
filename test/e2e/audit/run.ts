import type { Sandbox } from '../../sandbox';
import type { Checks } from '../../support/checks';
import type { Instance } from '../../support/n8n/instance';
import type { PublishedWorkflow } from '../../support/n8n/publish';
import { outputsOf, runByHand } from '../../support/n8n/runByHand';
import { connectInstance } from '../../support/n8n/world';
import { submitForm, textOf } from '../desk/form';
import { withInstance, type Part } from '../part';

const PATH = 'tiktok-shop-audit';
const FORGOTTEN = 3;
const HALF_A_DAY = 12 * 3_600;

/** The audit of both sides, by its form and by hand: what nobody has handed over, what is stuck, and a side that refuses. */
export async function runAudit(part: Part): Promise<void> {
	const { checks } = part;
	// The warehouse does not ship meanwhile.
	const pace = { outboundStepMs: Number.POSITIVE_INFINITY };
	await withInstance(part, { pace }, async (instance) => {
		const { sandbox } = instance;
		const forgotten = addForgotten(sandbox);
		const { publishTemplate } = await connectInstance(instance);
		const { id: toWarehouse } = await publishTemplate('orders-to-warehouse');
		const audit = await publishTemplate('audit', toWarehouse);
		await new Audit(instance, audit, forgotten, checks).runAll();
	});
}

/** Orders of half a day ago that no workflow has seen. */
function addForgotten({ tiktok }: Sandbox): string[] {
	return Array.from({ length: FORGOTTEN }, () => {
		const lines = [{ sellerSku: 'MUG-BLUE-350' }];
		return tiktok.addOrder({ shop: 'US01', lines, ageSeconds: HALF_A_DAY }).id;
	});
}

class Audit {
	constructor(
		private readonly instance: Instance,
		private readonly workflow: PublishedWorkflow,
		private readonly forgotten: readonly string[],
		private readonly checks: Checks,
	) {}

	async runAll(): Promise<void> {
		const { checks } = this;
		const shown = await this.ask('Only show it');
		const isTold = this.forgotten.every((id) =>
			shown.includes(`(missingInOms) | ${id} | USLC000001`),
		);
		checks.that(
			'the form shows what nobody has handed over',
			isTold && /^Red · 红灯:/m.test(shown),
			shown,
		);
		checks.that('and hands nothing over where that is not wanted', this.made().length === 0, shown);
		const healed = await this.ask('Hand it over again');
		const once = this.made().length === FORGOTTEN && this.forgotten.every((id) => this.has(id));
		checks.that('what was missing is handed over again, once', once, [healed, this.made()]);
		checks.that(
			'and the page says so',
			/^Green · 绿灯: .* handed over again/m.test(healed),
			healed,
		);
		await this.stuckOnce();
		await this.refusedSide();
	}

	private async stuckOnce(): Promise<void> {
		const { oms } = this.instance.sandbox;
		const [stopped] = [...oms.outbound.values()].filter((each) => this.isForgotten(each));
		oms.stop(stopped, 5, '库存不足');
		const first = await this.byHand();
		const told = first.facts.filter(({ kind }) => kind === 'stuck');
		const isOne = told.length === 1 && String(told[0].message).includes('库存不足');
		this.checks.that('what is stuck is told with the words of the OMS', isOne, first);
		const again = await this.byHand();
		const isQuiet = again.facts.length === 0 && again.summary.result === 'red';
		this.checks.that('and not again while it stays so, though the result is red', isQuiet, again);
	}

	private async refusedSide(): Promise<void> {
		this.instance.sandbox.oms.permission = false;
		const { summary, facts, status } = await this.byHand();
		const sides = summary.sides as Record<string, unknown>;
		const isTold = summary.result === 'red' && sides.outboundOrders === 'noAnswer';
		this.checks.that('an OMS that refuses is not audited, and never green', isTold, summary);
		const isNamed = status === 'success' && facts.some(({ kind }) => kind === 'notAudited');
		this.checks.that('the audit comes to its end and names it', isNamed, [status, facts]);
	}

	private async byHand() {
		const execution = await runByHand(this.instance, this.workflow);
		const [summary = {}] = outputsOf(execution, 'Compare Both Sides')[1] ?? [];
		const [facts = []] = outputsOf(execution, 'New Facts');
		return { summary, facts, status: execution.status };
	}

	/** Text of the page that the form ends with. */
	private async ask(choice: string): Promise<string> {
		return textOf(await submitForm(this.instance.n8n.url, PATH, [choice]));
	}

	/** Outbound orders of the orders that were forgotten. */
	private made(): string[] {
		return [...this.instance.sandbox.oms.outbound.values()]
			.filter((each) => this.isForgotten(each))
			.map(({ thirdOrderNo }) => thirdOrderNo);
	}

	private has(orderId: string): boolean {
		return this.made().filter((each) => each === orderId).length === 1;
	}

	private isForgotten({ thirdOrderNo }: { thirdOrderNo: string }): boolean {
		return this.forgotten.includes(thirdOrderNo);
	}
}
