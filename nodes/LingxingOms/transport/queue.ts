export { Queue } from '../../shared/queue';
