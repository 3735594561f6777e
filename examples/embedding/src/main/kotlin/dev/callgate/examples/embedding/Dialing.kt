package dev.callgate.examples.embedding

import dev.callgate.CallGate
import dev.callgate.call.Allowed
import dev.callgate.call.CallRequest
import dev.callgate.call.Refused
import dev.callgate.model.AgentId
import dev.callgate.model.CallId
import dev.callgate.model.OrganizationId
import dev.callgate.model.CallOutcome

/** Asks, dials what is allowed, and tells how it went; returns what is to be told the agent. */
fun CallGate.dial(
    organization: OrganizationId,
    agent: AgentId,
    to: String,
    callId: String,
    line: (from: String?, to: String) -> CallOutcome,
): String =
    when (val decision = decide(CallRequest.by(organization, agent).to(to).callId(callId))) {
        is Allowed -> if (decision.repeated()) "${decision.to()}: may have been dialed already" else {
            val from: String? = decision.from()?.toString() // null: an emergency call, from the line's own number
            val outcome = line(from, decision.to())
            complete(organization, CallId(callId), outcome)
            "${decision.to()}: ${outcome.result().name.lowercase().replace('_', ' ')}"
        }
        is Refused -> decision.reasons().joinToString { it.message() }
    }
