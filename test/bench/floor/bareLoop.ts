import axios from 'axios';
import { readFileSync } from 'node:fs';

import { mainThreadTime } from '../../support/n8n/processorTime';
import { KINDS, type Recording } from './recording';

/** A program that makes the recorded calls one after the other and reads the answers. Its last line is the time of its main thread, ms. */
async function main(url: string, file: string): Promise<void> {
	const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
	const before = mainThreadTime(process.pid);
	for (const kind of KINDS) {
		const { calls, request } = recording[kind];
		const headers = { 'content-type': 'application/json' };
		for (let call = 0; call < calls; call++) {
			await axios.post(`${url}/${kind}`, request, { headers });
		}
	}
	console.log(mainThreadTime(process.pid) - before);
}

const [url, file] = process.argv.slice(2);
void main(url, file);
