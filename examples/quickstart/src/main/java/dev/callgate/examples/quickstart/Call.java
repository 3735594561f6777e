package dev.callgate.examples.quickstart;

import dev.callgate.model.AgentId;

/**
 * A call of the list.
 *
 * @param agent the calling agent
 * @param to the destination as dialed; any text
 * @param times number of repetitions
 */
record Call(AgentId agent, String to, int times) {
    Call once() {
        return new Call(agent, to, 1);
    }
}
