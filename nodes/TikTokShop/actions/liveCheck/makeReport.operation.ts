import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { version } from '../../../../package.json';
import { joined } from '../../../shared/liveCheck/partReport';
import { reportOfParts } from '../../../shared/liveCheck/joinedReport';

export const option = {
	name: 'Make Report',
	description: 'Join the live checks of both services to one report, as lines and as a file',
	action: 'Make the report of a live check',
};

const FILE_NAME = 'live-check-report.md';

/** One item: the lines, refuted ones first, and the Markdown for an issue, also as a file. Input: items of Live Check > Run of both nodes. */
export async function execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = this.getInputData();
	const made = reportOfParts(joined(items.map(({ json }) => json)), version);
	const file = await this.helpers.prepareBinaryData(
		Buffer.from(made.markdown, 'utf8'),
		FILE_NAME,
		'text/markdown',
	);
	return [
		[
			{
				json: made as unknown as IDataObject,
				binary: { report: file },
				pairedItem: items.map((_, item) => ({ item })),
			},
		],
	];
}
