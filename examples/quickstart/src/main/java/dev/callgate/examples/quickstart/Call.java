package dev.callgate.examples.quickstart;

import dev.callgate.model.AgentId;

/**
 * What an agent dials.
 *
 * @param agent who calls
 * @param to what is dialed; may be anything
 * @param times how often in a row
 */
record Call(AgentId agent, String to, int times) {
    Call once() {
        return new Call(agent, to, 1);
    }
}
