/**
 * For hosts that ask before they call: {@link dev.callgate.CallGate} decides by the {@link dev.callgate.CallPolicy} of an
 * organization, and {@link dev.callgate.CallListener} observes it.
 *
 * <p>The words that all packages, messages and documents use:
 *
 * <dl>
 *   <dt>organization
 *   <dd>A tenant. Numbers, agents, calls and reports of one organization are never visible to another.
 *   <dt>agent
 *   <dd>Someone, or a program, that places calls for an organization.
 *   <dt>number
 *   <dd>A telephone number of the organization's inventory, in E.164 form. It is the caller ID of the calls placed from it.
 *   <dt>assignment
 *   <dd>Makes a number available to one agent, with a daily limit and the countries that the agent may call.
 *   <dt>candidate
 *   <dd>An assignment of the agent's that may be used for the requested call.
 *   <dt>allow, refuse
 *   <dd>The decisions of a gate.
 *   <dt>count
 *   <dd>What a store does with a call that is allowed, in one atomic step with the check of every limit.
 *   <dt>release
 *   <dd>Undoes the counting of a call that was allowed and never placed.
 *   <dt>complete
 *   <dd>Reports the outcome of a call that was placed.
 *   <dt>limit
 *   <dd>So many calls, or minutes, of a number, an agent, a callee, the value of an attribute or the organization, in a time. In
 *       addition, each assignment has a daily limit.
 *   <dt>counter
 *   <dd>What a limit is compared with. A store keeps one for each number, agent, and so on, and each time.
 *   <dt>hold
 *   <dd>One call on a counter of calls in progress or of a rolling window, until it ends.
 *   <dt>attribute
 *   <dd>A name and a value that the host gives a call, such as its campaign.
 *   <dt>callee
 *   <dd>The called party, identified by the called number.
 *   <dt>place
 *   <dd>Where the called party may be, by the called number or as the host says.
 *   <dt>quarantine
 *   <dd>A time in which a number rests and is not used for calls.
 *   <dt>call ID
 *   <dd>The host's idempotency key for one request. With one, the call is recorded in the journal.
 *   <dt>journal
 *   <dd>The allowed calls that have a call ID, and how they ended. Reports are made from it.
 *   <dt>audit trail
 *   <dd>Who changed numbers and assignments, and when.
 * </dl>
 */
package dev.callgate;
