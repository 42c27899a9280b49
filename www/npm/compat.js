// The vendor SDK's names over <rtm-chat>, for pages that import their code. Importing it defines the element.

import './index.js';

export { chatConfig, chatWindow } from '../compat/chat-window.js';
