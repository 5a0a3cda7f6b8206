import { delaysOf, type Delays } from '../real/audit/delays';
import type { Auditor, Violation } from '../real/audit/auditor';
import { executionsByStatus, failures } from '../real/n8n/look';
import type { Workspace } from './workspace';
import type { Renewal } from './renewals';
import type { Killed, QueueRun } from './run';

/** What a run was, as numbers. */
export interface Figures {
	n8nVersion: string;
	violation?: Violation;
	counts: Auditor['counts'];
	books: Record<string, number>;
	/** Final status, in n8n, of the executions that ran on killed workers. */
	killed: Array<Killed & { became: string[] }>;
	renewals: Renewal[];
	/** Token refreshes of the connected credential in the whole run, and those that TikTok Shop refused. */
	refreshes: { made: number; refused: number };
	mostInOneSecond: Record<string, number>;
	delays: Delays;
	executions: Record<string, Record<string, number>>;
	failures: Record<string, number>;
}

export async function figuresOf(run: QueueRun, { api, workflows }: Workspace): Promise<Figures> {
	const { around } = run;
	const { sandbox, auditor } = around;
	const refreshes = sandbox.log.calls('tiktok', '/api/v2/token/refresh');
	const pasted = run.renewals.filter(({ credential }) => credential === 'pasted');
	const executions: Figures['executions'] = {};
	const failed: Figures['failures'] = {};
	for (const [name, { id }] of Object.entries(workflows)) {
		executions[name] = await executionsByStatus(api, id);
		Object.assign(failed, await failures(api, id));
	}
	const killed: Figures['killed'] = [];
	for (const each of run.killed) {
		const statuses = each.inHand.map(async (id) => (await api.execution(id)).status);
		killed.push({ ...each, became: await Promise.all(statuses) });
	}
	return {
		n8nVersion: await api.version(),
		...(auditor.violation ? { violation: auditor.violation } : {}),
		counts: auditor.counts,
		books: Object.fromEntries(
			Object.entries(sandbox.books()).filter(([, value]) => typeof value === 'number'),
		) as Record<string, number>,
		killed,
		renewals: run.renewals,
		refreshes: {
			made: refreshes.length - sum(pasted.map((each) => each.refreshes)),
			refused:
				refreshes.filter(({ code }) => code !== '0').length -
				sum(pasted.map((each) => each.refused)),
		},
		mostInOneSecond: around.pace.most,
		delays: delaysOf(sandbox, run.mappedAt),
		executions,
		failures: failed,
	};
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
