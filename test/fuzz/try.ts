import { Sources } from '../soak/process/modules';
import { Report } from './report';
import { Story } from './stories';
async function main() {
	const sources = new Sources();
	const report = new Report();
	const [from = '1', count = '20', only = ''] = process.argv.slice(2);
	const t = performance.now();
	for (let n = Number(from); n < Number(from) + Number(count); n++) {
		const r = await new Story(`answers-1-${n}`, n * 7919, sources, only).run();
		report.add(r);
		if (process.env.V) console.log(r.id, r.described, JSON.stringify(r.verdicts.map((v) => [v.fault, v.what])));
	}
	console.log(report.printed((performance.now() - t) / 1000));
}
void main();
