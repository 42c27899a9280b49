// The script for pages that used the vendor's SDK: defines <rtm-chat>, as rtm-chat.js does, and the global KoreChatSDK.

import '../loader/index.js';
import { chatConfig, chatWindow } from './chat-window.js';

window.KoreChatSDK = { ...window.KoreChatSDK, chatConfig, chatWindow };
