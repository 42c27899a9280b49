// The session without a window, for projects that do not want the element.

export { connect, version } from './index.js';
export type * from './index.js';
