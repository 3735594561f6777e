/**
 * For hosts that administer numbers: the inventory, the assignments, imports, the audit trail, the journal of calls, and the
 * nightly reset.
 */
package dev.callgate.admin;
