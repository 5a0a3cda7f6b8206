import { PollContext } from 'n8n-core';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IRun,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { CredentialStore } from './credentials';
import { additionalData, credentialsOf, nodeOf, parametersOf, workflowOf } from './engine';

export interface PollOptions {
	credentials?: CredentialStore;
	mode?: WorkflowExecuteMode;
	activation?: WorkflowActivateMode;
	/**
	 * Runs what a trigger hands over by itself; every execution ends with success where it is not given. It may throw: then the
	 * execution could not be started. A promise that never settles is an execution of which n8n never hears again.
	 */
	execute?: (outputs: IDataObject[][]) => Promise<IRun['status']>;
	/** n8n's durable scheduler: each poll has a context of its own, of the kind `update` and with little time. */
	durable?: boolean;
	/** Tells two triggers of one type apart. */
	name?: string;
}

/** A polling trigger that stands in a workflow: its static data and its context live on from poll to poll. */
export class PolledTrigger {
	private readonly node: INode;
	private readonly workflow: Workflow;
	private readonly store: CredentialStore;
	private readonly mode: WorkflowExecuteMode;
	private readonly durable: boolean;
	private activation: WorkflowActivateMode;
	private context: PollContext;
	private readonly execute: NonNullable<PollOptions['execute']>;
	/** What the trigger has handed over since the last call of `pollOutputs`, by execution. */
	private handedOver: IDataObject[][][] = [];
	/** What the trigger has handed over in its life, by execution. */
	readonly executions: IDataObject[][][] = [];
	/** The static data as n8n has saved it last, as JSON. */
	saved = '{}';

	constructor(
		private readonly type: INodeType,
		parameters: INodeParameters,
		{
			credentials = new CredentialStore(),
			mode = 'trigger',
			activation = 'activate',
			durable = false,
			name = '',
			execute = async () => await Promise.resolve('success'),
		}: PollOptions = {},
	) {
		this.store = credentials;
		this.execute = execute;
		this.mode = mode;
		this.durable = durable;
		this.activation = activation;
		this.node = nodeOf(type, 'Node', {
			// Two triggers are two nodes: what is kept for each of them must not meet.
			id: `id of ${name || type.description.name}`,
			parameters: parametersOf(type, parameters, credentials),
			credentials: credentialsOf(type, credentials),
		});
		this.workflow = workflowOf([type], [this.node], {});
		this.context = this.newContext();
	}

	/** What the trigger keeps between polls; what a test puts here, the trigger finds. */
	get staticData(): IDataObject {
		return this.workflow.getStaticData('node', this.node);
	}

	set staticData(data: IDataObject) {
		const kept = this.workflow.getStaticData('node', this.node);
		for (const key of Object.keys(kept)) delete kept[key];
		Object.assign(kept, JSON.parse(JSON.stringify(data)));
	}

	/** n8n starts again: a new context, nothing kept in memory but the stored static data. */
	restart(activation: WorkflowActivateMode = 'init'): void {
		this.activation = activation;
		this.context = this.newContext();
	}

	/** @returns the items of the first output, or null when the trigger has nothing to say */
	async poll(): Promise<IDataObject[] | null> {
		const outputs = await this.pollOutputs();
		return outputs ? outputs[0] : null;
	}

	/** @returns the items of all outputs, over all executions that the poll has started; null when it has nothing to say */
	async pollOutputs(): Promise<IDataObject[][] | null> {
		const { context } = this;
		if (this.durable) this.restart('update');
		this.handedOver = [];
		const outputs = await this.type.poll?.call(context);
		if (outputs) return outputs.map(jsonOf);
		if (this.handedOver.length === 0) return null;
		return [0, 1].map((output) => this.handedOver.flatMap((each) => each[output] ?? []));
	}

	/** As n8n does: it saves the static data, runs the workflow, and tells the trigger how that ended. */
	private readonly emit: PollContext['__emit'] = (data, _response, done) => {
		this.saved = JSON.stringify(this.staticData);
		const outputs = data.map(jsonOf);
		this.handedOver.push(outputs);
		this.executions.push(outputs);
		this.execute(outputs).then(
			(status) => done?.resolve({ status, data: { resultData: { runData: {} } } } as IRun),
			(failure: Error) => done?.reject(failure),
		);
	};

	private newContext(): PollContext {
		const { workflow, node } = this;
		const about = { id: 'w', name: 'test', nodes: [node], connections: {}, active: true };
		const data = additionalData(this.store, about, this.mode);
		const { mode, activation, emit } = this;
		const context = new PollContext(workflow, node, data, mode, activation, emit);
		return this.durable ? Object.assign(context, { getPollBudgetMs: () => 36_000 }) : context;
	}
}

function jsonOf(items: INodeExecutionData[]): IDataObject[] {
	return items.map(({ json }) => json);
}
