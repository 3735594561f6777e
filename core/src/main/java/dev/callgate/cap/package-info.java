/** How often may be called, besides an assignment's own limit: by number, agent and organization, and the same callee. */
package dev.callgate.cap;
